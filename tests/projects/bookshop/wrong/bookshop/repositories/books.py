"""Books."""

from collections.abc import AsyncIterator

from sqlalchemy import select

from ..models import Book
from .base import Repository


class BookRepository(Repository[Book]):
    table = Book

    async def by_title(self, title: str) -> Book | None:
        found = self.session.execute(select(Book).where(Book.title == title)).scalar()  # error: AY112:17
        return found

    async def low(self, limit: int) -> AsyncIterator[Book]:
        for book in self.stream():  # error: AY107:21
            if book.stock <= limit:
                yield book

    async def titles(self) -> list[str]:
        return [book.title for book in await self.stream()]  # error: AY101:40

    async def names(self) -> list[str]:
        return [book.title for book in self.all()]  # error: AY108:40
