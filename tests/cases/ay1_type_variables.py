"""What a type variable stands for in a call, where more than one argument may tell."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import reduce
from typing import Generic, Optional, ParamSpec, TypeVar, TypeVarTuple, Union, Unpack

T = TypeVar("T")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")


async def coroutine():
    return "r"


async def numbers():
    yield 1


# The function may give something else than it starts with.
async def of_reduce(steps, operators):
    await reduce(lambda so_far, step: step(so_far), operators, numbers())
    async for item in reduce(lambda so_far, step: step(so_far), operators, asyncio.Future()):
        print(item)
    await numbers()  # error: AY101:5


class Either(Generic[T]):
    """A function is called, its coroutine awaited; `T` is what that gives in the end."""

    def __init__(self, handler: Union[Callable[..., T], Callable[..., Awaitable[T]]]):
        self._result: Optional[T] = None

    def result(self) -> Optional[T]:
        return self._result


class OrCoroutine(Generic[T]):
    def __init__(self, handler: Union[Callable[..., T], Coroutine[None, None, T], None]):
        self._result: Optional[T] = None

    def result(self) -> Optional[T]:
        return self._result


class Plain(Generic[T]):
    def __init__(self, handler: Union[Callable[..., T], T]):
        self._result: Optional[T] = None

    def result(self) -> Optional[T]:
        return self._result


async def gives_a_coroutine():
    return coroutine()


def of_handlers():
    Either(coroutine).result()
    OrCoroutine(coroutine).result()
    print(Either(coroutine).result() == "r")
    Plain(coroutine).result()  # error: AY110:5
    # What is awaited once gives one more.
    Either(gives_a_coroutine).result()  # error: AY110:5


# How many arguments a ParamSpec stands for, nobody knows.
class Jobs(asyncio.Queue[tuple[P, "asyncio.Future[T]"]], Generic[P, T]):
    async def work(self, function):
        args, kwargs = await self.get()
        function(*args, **kwargs)
        args, kwargs, future = await self.get()
        function(*args, **kwargs)


class Results(asyncio.Queue[tuple[T, "asyncio.Future[T]"]], Generic[T]):
    async def work(self, function):
        args, future = await self.get()
        function(*args)
        function(*future)  # error: AY108:19


async def of_several(
    one: tuple[Unpack[Ts], asyncio.Future[int]], two: tuple[T, asyncio.Future[int]]
):
    print(*one[1])
    print(*two[1])  # error: AY108:12
