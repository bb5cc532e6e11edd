"""What a source of books has to offer."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from typing import Protocol

from ..models import Book


class Source(Protocol):
    async def books(self) -> AsyncIterator[Book]: ...  # error: AY403:5

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

    async def by_name(self) -> AsyncIterator[Book]:  # error: AY402:32
        return sorted(self._books, key=lambda book: book.title)

    def titles(self) -> list[str]:
        return [book.title async for book in self.books()]  # error: AY204:16

    async def size(self) -> int:
        return len(self)


def merged(*sources: Source) -> AsyncIterator[Book]:
    for source in sources:
        async for book in source.books():  # error: AY202:9
            yield book
