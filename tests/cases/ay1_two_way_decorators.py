"""Decorators that are written with arguments or without: a parameter that is None tells which."""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, ParamSpec, TypeVar, overload

P = ParamSpec("P")
R = TypeVar("R")


def retried(function=None, *, times=3):
    def decorate(function):
        @functools.wraps(function)
        async def inner(*args):
            for _ in range(times):
                await function(*args)

        return inner

    if function is None:
        return decorate
    return decorate(function)


@overload
def cached(
    function: Callable[P, Coroutine[Any, Any, R]],
) -> Callable[P, Coroutine[Any, Any, R]]: ...
@overload
def cached(
    *, ttl: int
) -> Callable[[Callable[P, Coroutine[Any, Any, R]]], Callable[P, Coroutine[Any, Any, R]]]: ...
def cached(function: Any = None, *, ttl: int = 0) -> Any:
    def decorate(function: Any) -> Any:
        @functools.wraps(function)
        async def inner(*args: Any) -> Any:
            return await function(*args)

        return inner

    if function is not None:
        return decorate(function)
    return decorate


def by_lambda(function=None, *, ttl=0):
    if not function:
        return lambda function: by_lambda(function, ttl=ttl)

    @functools.wraps(function)
    async def inner(*args):
        return await function(*args)

    return inner


def by_partial(function=None, *, ttl=0):
    if function is None:
        return functools.partial(by_partial, ttl=ttl)

    @functools.wraps(function)
    async def inner(*args):
        return await function(*args)

    return inner


def run(function=None, *, debug=False):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args):
            return asyncio.run(function(*args), debug=debug)

        return inner

    return decorate if function is None else decorate(function)


def managed(function=None, *, name=""):
    if callable(function):
        return asynccontextmanager(function)

    def decorate(function):
        return asynccontextmanager(function)

    return decorate


@retried
async def bare():
    return [1]


@retried(times=2)
async def called():
    return [1]


@retried()
async def called_with_nothing():
    return [1]


@cached
async def kept() -> str:
    return "x"


@cached(ttl=3)
async def kept_for_long() -> str:
    return "x"


@by_lambda
async def lambda_bare():
    return "x"


@by_lambda(ttl=1)
async def lambda_called():
    return "x"


@by_partial
async def partial_bare():
    return "x"


@by_partial(ttl=1)
async def partial_called():
    return "x"


@run
async def main():
    return 1


@run(debug=True)
async def main_debug():
    return 1


@managed
async def opened():
    yield 1


@managed(name="x")
async def opened_by_name():
    yield 1


class Client:
    @cached
    async def version(self) -> str:
        return "1"

    @cached(ttl=9)
    async def name(self) -> str:
        return "x"


async def wrong(client: Client):
    bare()  # error: AY110:5
    called()  # error: AY110:5
    called_with_nothing()  # error: AY110:5
    kept().upper()  # error: AY112:5
    kept_for_long().upper()  # error: AY112:5
    lambda_bare().upper()  # error: AY112:5
    lambda_called().upper()  # error: AY112:5
    partial_bare().upper()  # error: AY112:5
    partial_called().upper()  # error: AY112:5
    client.version().upper()  # error: AY112:5
    client.name().upper()  # error: AY112:5
    await opened()  # error: AY105:5
    with opened_by_name() as number:  # error: AY109:10
        print(number)


async def right(client: Client):
    await bare()
    await called()
    (await kept()).upper()
    (await kept_for_long()).upper()
    await lambda_called()
    (await partial_called()).upper()
    (await client.version()).upper()
    await client.name()
    async with opened() as number, opened_by_name() as other:
        print(number, other)


def started():
    print(main() + 1, main_debug() + 1)


# Which of them is given is not known.
def chosen(function):
    return retried(function)


# Nor what comes of a function that is put there by others.
def reset(function=None):
    function = function or print

    def decorate(function):
        async def inner():
            return function()

        return inner

    if function is None:
        return decorate
    return decorate(function)


@reset
def plain():
    return 1


async def unknown():
    chosen(None)
    chosen(bare)
