"""What a source of books has to offer."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from typing import Protocol

from ..models import Book


class Source(Protocol):
    def books(self) -> AsyncIterator[Book]: ...

    async def size(self) -> int: ...


class Shelf(ABC):
    def __init__(self, books: list[Book]) -> None:
        self._books = books

    def __len__(self) -> int:
        return len(self._books)

    @abstractmethod
    def books(self) -> AsyncIterator[Book]: ...


class MemoryShelf(Shelf):
    async def books(self) -> AsyncIterator[Book]:
        for book in self._books:
            yield book

    async def size(self) -> int:
        return len(self)


async def merged(*sources: Source) -> AsyncIterator[Book]:
    for source in sources:
        async for book in source.books():
            yield book
