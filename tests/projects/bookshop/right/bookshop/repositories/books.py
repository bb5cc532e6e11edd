"""Books."""

from collections.abc import AsyncIterator

from sqlalchemy import select

from ..models import Book
from .base import Repository


class BookRepository(Repository[Book]):
    table = Book

    async def by_title(self, title: str) -> Book | None:
        return (await self.session.execute(select(Book).where(Book.title == title))).scalar()

    async def low(self, limit: int) -> AsyncIterator[Book]:
        async for book in self.stream():
            if book.stock <= limit:
                yield book

    async def titles(self) -> list[str]:
        return [book.title async for book in self.stream()]
