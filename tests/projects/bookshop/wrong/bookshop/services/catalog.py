"""What the shop can say about its books."""

from collections.abc import AsyncIterator

from ..config import get_config
from ..models import Book
from ..repositories import BookRepository


class CatalogService:
    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def add(self, title: str, stock: int) -> Book:
        self.books.add(Book(title=title, stock=stock))  # error: AY110:9
        return await self.books.by_title(title)

    async def get(self, book_id: int) -> Book | None:
        return await self.books.get(book_id)

    async def titles(self) -> list[str]:
        return await self.books.titles()

    def everything(self) -> AsyncIterator[Book]:
        return self.books.stream()

    async def running_out(self) -> list[Book]:
        self.books.stream()  # error: AY111:9
        return list(self.books.low(get_config().low_stock))  # error: AY107:21

    async def sold_out(self) -> bool:
        if self.books.count():  # error: AY110:12
            return False
        return f"{self.books.count()}" == "0"  # error: AY110:19
