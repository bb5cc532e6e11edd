"""Orders, and what they do to the stock."""

from ..models import Order
from ..repositories import OrderRepository
from .catalog import CatalogService


class OutOfStock(Exception):
    pass


class OrderService:
    def __init__(self, orders: OrderRepository, catalog: CatalogService) -> None:
        self.orders = orders
        self.catalog = catalog

    async def place(self, book_id: int, count: int) -> Order:
        book = await self.catalog.get(book_id)
        if book is None:
            raise LookupError(book_id)
        if book.stock < count:
            raise OutOfStock(book.title)
        book.stock -= count
        return await self.orders.add(Order(book_id=book_id, count=count))

    async def sold(self, book_id: int) -> int:
        return sum(order.count for order in await self.orders.of_book(book_id))
