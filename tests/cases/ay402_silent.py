import abc
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol, overload

import pytest
from somewhere import connect, decorated

SessionLocal = connect()


async def numbers() -> AsyncIterator[int]:
    yield 1


class Row: ...


class Rows:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


# Returns an async iterator: the caller awaits first.
async def of_generator() -> AsyncIterator[int]:
    return numbers()


async def of_class() -> AsyncIterator[int]:
    return Rows()


async def of_expression() -> AsyncIterator[int]:
    return (x async for x in numbers())


async def of_inner() -> AsyncIterator[int]:
    async def inner():
        yield 1

    return inner()


# Returns what is not known.
async def of_unknown() -> AsyncIterator[int]:
    connection = await connect()
    return connection.rows()


async def of_parameter(rows) -> AsyncIterator[int]:
    return rows


async def one_is_unknown(flag, rows) -> AsyncIterator[int]:
    if flag:
        return None
    return rows


# A generator after all.
async def unreachable() -> AsyncGenerator[int, None]:
    return
    yield 1


# Not an async generic, or not only.
async def coroutine() -> list[int]:
    return [1]


async def union() -> AsyncIterator[int] | list[int]:
    return [1]


async def anything() -> Any:
    return [1]


# Says nothing, or never comes to its end.
async def stub() -> AsyncIterator[int]: ...


async def documented() -> AsyncIterator[int]:
    """To be done."""


async def not_implemented() -> AsyncIterator[int]:
    raise NotImplementedError


async def raises() -> AsyncIterator[int]:
    print("no")
    raise RuntimeError


async def endless() -> AsyncIterator[int]:
    while True:
        print("on")


async def exits() -> AsyncIterator[int]:
    sys.exit(1)


async def skips() -> AsyncIterator[int]:
    pytest.skip("not today")


class Source(abc.ABC):
    @overload
    async def rows(self, n: int) -> AsyncIterator[int]: ...

    @overload
    async def rows(self, n: str) -> AsyncIterator[str]: ...

    async def rows(self, n) -> AsyncIterator[Any]:
        return self.other(n)


# A decorator that is not known may make anything of it.
@decorated
async def changed() -> AsyncIterator[int]:
    return [1]


# AY306 speaks of it.
@asynccontextmanager
async def manager() -> AsyncIterator[int]:  # error: AY306:1
    print("no yield")


# AY301 speaks of the return.
async def entered() -> AsyncIterator[int]:
    async with SessionLocal() as session:
        return session  # error: AY301:16


async def renamed() -> AsyncIterator[int]:
    async with SessionLocal() as session:
        other = session
        return other  # error: AY301:16


class Base(Protocol):
    # A protocol's method with a body: its users may rely on anything.
    async def rows(self) -> AsyncIterator[int]:
        return self.other()


# An annotation may be too narrow: what is handed in may be a subclass that iterates.
async def of_declared(rows: Row) -> AsyncIterator[int]:
    return rows


async def said_to_be_rows(rows) -> list[int]:
    return rows


# Nothing but an annotation says that it is a list.
async def of_said() -> AsyncIterator[int]:
    return await said_to_be_rows(object())
