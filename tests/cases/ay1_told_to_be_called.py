"""`Callable[…]` may be said of what has been called already, unless the function calls it too."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async

Send = Callable[[dict[str, Any]], Awaitable[None]]


async def answer(send: Send, body: bytes) -> None:
    await send({"type": "http.response.start"})
    await send  # error: AY117:5


class Worker:
    def __init__(self, step: Callable[[], Awaitable[int]]) -> None:
        self.step = step

    async def run(self) -> int:
        first = await self.step()
        return first + await self.step  # error: AY117:24

    async def once(self) -> int:
        return await self.step


async def every(rows: Callable[[], AsyncIterator[int]]) -> None:
    async for row in rows():
        print(row)
    async for row in rows:  # error: AY117:22
        print(row)


# Somebody gives it a coroutine, or what else can be awaited.
async def only_awaited(done: Callable[[], Awaitable[None]]) -> None:
    await done


async def rebound(step: Callable[[], Awaitable[int]]) -> int:
    step = step()
    return await step


# Of a callable that is handed on no more is known behind the wrapper than before it.
class State:
    def wrapped(self, callback):
        def wrapper(*args):
            return callback(*args)

        return wrapper


state = State()


def plain_number() -> int:
    return 3


async def through_a_wrapper(said_none: Callable[..., None], said_int: Callable[..., int]):
    await said_none()
    await state.wrapped(said_none)()
    await state.wrapped(said_int)()
    await state.wrapped(plain_number)()  # error: AY114:5


# A comment that silences the type checker says that the annotation is wrong here.
async def overruled(wrapped: Callable[..., Awaitable[Any]], task: asyncio.Task[int]):
    async for item in wrapped(1):  # type: ignore[attr-defined]
        print(item)
    async for item in wrapped(1):  # error: AY102:23
        print(item)
    async for item in task:  # pyright: ignore
        print(item)


def load():
    return 1


def said(function: Callable[[], int]) -> Callable[[], Awaitable[int]]:
    raise NotImplementedError


# What a library's function has just given is nothing but that; one of the project may say too much.
async def made_by_a_function():
    await sync_to_async(load)  # error: AY117:5
    await sync_to_async(load)()
    await said(load)
