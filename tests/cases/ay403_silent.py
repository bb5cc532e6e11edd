import typing
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from typing import Any, Protocol

from somewhere import decorated


class Source(Protocol):
    # The right stub.
    def items(self) -> AsyncIterator[int]: ...

    # An async generator, by the `yield`.
    async def trick(self) -> AsyncIterator[int]:
        yield 0

    # A coroutine, and nothing else.
    async def count(self) -> int: ...

    # Python awaits these: the iterator is what `async with` binds.
    async def __aenter__(self) -> AsyncIterator[int]: ...

    async def __anext__(self) -> AsyncIterator[int]: ...

    # A union: it may give either.
    async def either(self) -> AsyncIterator[int] | None: ...

    # A body.
    async def default(self) -> AsyncIterator[int]:
        return self.items()

    # Another decorator, which may make anything of it.
    @decorated
    async def changed(self) -> AsyncIterator[int]: ...


# A class that is neither abstract nor a protocol.
class Base:
    async def rows(self) -> AsyncIterator[int]:
        raise NotImplementedError


# What only type checkers see.
class Result:
    if typing.TYPE_CHECKING:

        async def partitions(self) -> AsyncIterator[int]: ...


# A function, not a method.
async def loose() -> AsyncIterator[int]: ...


# The call is awaited in this file: a coroutine that gives an iterator is what is meant.
class Connection(ABC):
    @abstractmethod
    async def query(self) -> AsyncIterator[int]: ...

    async def first(self) -> Any:
        async for row in await self.query():
            return row


# A class of this file implements it with a coroutine.
class Cursor(Protocol):
    async def fetch(self) -> AsyncIterator[int]: ...


class ListCursor:
    async def fetch(self) -> AsyncIterator[int]:
        return Source().items()
