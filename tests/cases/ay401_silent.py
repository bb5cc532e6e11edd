import collections.abc as abc
import types
import typing
from collections.abc import AsyncGenerator, AsyncIterable
from typing import Annotated, Any, AsyncIterator, Generic, Iterator, NoReturn, Protocol, TypeVar, Union

import typing_extensions
from somewhere import Rows, Stream

T = TypeVar("T")
Numbers = AsyncIterator[int]
Made = Rows[int]


# The right generics, however they are spelled.
async def iterator() -> AsyncIterator[int]:
    yield 1


async def iterable() -> AsyncIterable[int]:
    yield 1


async def generator() -> AsyncGenerator[int, None]:
    yield 1


# Right since Python 3.13: what is sent has a default.
async def one_argument() -> AsyncGenerator[int]:
    yield 1


async def bare() -> AsyncGenerator:
    yield 1


async def module() -> typing.AsyncGenerator[int, str]:
    yield 1


async def module_alias() -> abc.AsyncIterator[int]:
    yield 1


async def extensions() -> typing_extensions.AsyncIterator[int]:
    yield 1


async def string() -> "AsyncIterator[int]":
    yield 1


async def string_of_two_lines() -> """
    AsyncGenerator[
        int, None]
""":
    yield 1


async def in_annotated() -> Annotated[AsyncIterator[int], "numbers"]:
    yield 1


async def aliased() -> Numbers:
    yield 1


async def runtime_type() -> types.AsyncGeneratorType[int, None]:
    yield 1


# A supertype, or nothing said.
async def anything() -> Any:
    yield 1


async def an_object() -> object:
    yield 1


async def unannotated():
    yield 1


# One member of the union is right, or not known.
async def union() -> Union[AsyncIterator[int], Iterator[int]]:
    yield 1


async def union_of_unknown() -> Stream | None:
    yield 1


# Names that cannot be resolved may be aliases of anything.
async def unknown() -> Stream:
    yield 1


async def unknown_alias() -> Made:
    yield 1


async def unknown_attribute() -> Stream.items:
    yield 1


async def variable() -> T:
    yield 1


# A name that nothing binds and that speaks of iterating.
async def excerpt() -> AsyncStream[int]:
    yield 1


async def excerpt_of_alias() -> SessionGenerator:
    yield 1


async def unbound() -> AsyncIterable[int]:
    yield 1


# Never ends in a value, so that whatever stands there is of no use to anybody.
async def never() -> NoReturn:
    raise RuntimeError
    yield


# A protocol or a class that iterates may be what the generator is seen as.
class Source(Protocol):
    def __aiter__(self) -> AsyncIterator[int]: ...


class Closable(Protocol):
    async def aclose(self) -> None: ...


class Own(AsyncIterator[int]): ...


class Unrelated(Stream): ...


class Duck:
    def __aiter__(self): ...


async def protocol() -> Source:
    yield 1


async def protocol_without_iteration() -> Closable:
    yield 1


async def subclass() -> Own:
    yield 1


async def unknown_base() -> Unrelated:
    yield 1


async def duck() -> Duck:
    yield 1


# Two definitions of one name: either may be meant.
if typing.TYPE_CHECKING:
    Either = AsyncIterator[int]
else:
    Either = int


async def either() -> Either:
    yield 1


# Not the function's own yield: it is a coroutine function, or a sync generator.
async def holds_a_generator() -> int:
    def inner():
        yield 1

    return sum(inner())


async def holds_a_lambda() -> int:
    made = lambda: (yield)
    return len([made])


def sync_generator() -> Iterator[int]:
    yield 1


class Box(Generic[T]):
    # A class attribute hides the module's name in the class body.
    int = AsyncIterator[str]

    async def shadowed(self) -> int:
        yield "1"


# An annotation that cannot be parsed.
async def broken() -> "AsyncIterator[":
    yield 1


async def broken_part() -> "int if":
    yield 1
