import collections.abc
import typing
from collections.abc import Awaitable, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Any, AsyncContextManager, Generator, Iterator, List, Optional, Protocol, Union

import pytest
import typing_extensions as te
from sqlalchemy.ext.asyncio import AsyncSession


class Session: ...


@dataclass
class Base:
    number: int


class Derived(Base): ...


class Closes(Protocol):
    def close(self) -> None: ...


# An heir of a protocol is a class like any other.
class Connection(Closes):
    def close(self) -> None: ...


Alias = Session
Numbers = Iterator[int]


# What it yields.
async def imported_class() -> AsyncSession:  # error: AY401:31
    yield AsyncSession()


async def own_class() -> Session:  # error: AY401:26
    yield Session()


async def derived_class() -> Derived:  # error: AY401:30
    yield Derived(1)


async def heir_of_protocol() -> Connection:  # error: AY401:33
    yield Connection()


async def in_a_string() -> "Session":  # error: AY401:28
    yield Session()


async def by_alias() -> Alias:  # error: AY401:25
    yield Session()


async def annotated() -> Annotated[Session, "the one"]:  # error: AY401:26
    yield Session()


async def optional() -> Optional[Session]:  # error: AY401:25
    yield Session()
    yield None


async def union() -> Union[int, str]:  # error: AY401:22
    yield 1


async def union_by_bar() -> int | None:  # error: AY401:29
    yield 1


async def builtin() -> int:  # error: AY401:24
    yield 1


async def container() -> list[int]:  # error: AY401:26
    yield [1]


async def old_container() -> List[int]:  # error: AY401:30
    yield 1


async def nothing() -> None:  # error: AY401:24
    yield


async def class_itself() -> type:  # error: AY401:29
    yield int


async def function() -> typing.Callable[[], int]:  # error: AY401:25
    yield int


async def never_reached() -> bytes:  # error: AY401:30
    return
    yield


# The sync kind.
async def iterator() -> Iterator[int]:  # error: AY401:25
    yield 1


async def iterable() -> Iterable[int]:  # error: AY401:25
    yield 1


async def generator() -> Generator[int, None, None]:  # error: AY401:26
    yield 1


async def through_module() -> collections.abc.Generator[int, None, None]:  # error: AY401:31
    yield 1


async def from_extensions() -> te.Iterator[int]:  # error: AY401:32
    yield 1


async def string_in_part() -> "Iterator[Session]":  # error: AY401:31
    yield Session()


async def alias_of_sync() -> Numbers:  # error: AY401:30
    yield 1


# What another function returns.
async def coroutine() -> Coroutine[Any, Any, int]:  # error: AY401:26
    yield 1


async def awaitable() -> Awaitable[int]:  # error: AY401:26
    yield 1


@asynccontextmanager
async def manager() -> AsyncContextManager[int]:  # error: AY401:24
    yield 1


@asynccontextmanager
async def abstract_manager() -> AbstractAsyncContextManager[int]:  # error: AY401:33
    yield 1


@asynccontextmanager
async def entered() -> AsyncSession:  # error: AY401:24
    yield AsyncSession()


@pytest.fixture
async def fixture() -> Session:  # error: AY401:24
    yield Session()


# The wrong number of type arguments.
async def three() -> collections.abc.AsyncGenerator[int, None, None]:  # error: AY401:22
    yield 1


async def two() -> te.AsyncIterator[int, None]:  # error: AY401:20
    yield 1


async def two_of_iterable() -> typing.AsyncIterable[int, None]:  # error: AY401:32
    yield 1


# Where the function stands does not matter.
class Repository:
    async def rows(self) -> Session:  # error: AY401:29
        yield Session()

    @classmethod
    async def made(cls) -> Iterator[int]:  # error: AY401:28
        yield 1


def outer() -> None:
    class Inner: ...

    async def nested() -> Inner:  # error: AY401:27
        yield Inner()


# A name that nothing binds, as in an excerpt: a class.
async def excerpt() -> HttpClient:  # error: AY401:24
    yield HttpClient()


# A yield that a comprehension's first iterable gives to the function.
async def indirect() -> int:  # error: AY401:25
    return_later = (x for x in (yield))
    print(return_later)


async def long_signature(
    one: int,
    two: int,
) -> (
    Session  # error: AY401:5
):
    yield Session()
