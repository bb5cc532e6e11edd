"""What the shop can say about its books."""

from collections.abc import AsyncIterator

from ..config import get_config
from ..models import Book
from ..repositories import BookRepository


class CatalogService:
    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def add(self, title: str, stock: int) -> Book:
        return await self.books.add(Book(title=title, stock=stock))

    async def get(self, book_id: int) -> Book | None:
        return await self.books.get(book_id)

    async def titles(self) -> list[str]:
        return await self.books.titles()

    def everything(self) -> AsyncIterator[Book]:
        return self.books.stream()

    async def running_out(self) -> list[Book]:
        return [book async for book in self.books.low(get_config().low_stock)]
