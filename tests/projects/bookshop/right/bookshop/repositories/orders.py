"""Orders."""

from sqlalchemy import select

from ..models import Order
from .base import Repository, label


class OrderRepository(Repository[Order]):
    table = Order

    async def of_book(self, book_id: int) -> list[Order]:
        found = await self.session.scalars(select(Order).where(Order.book_id == book_id))
        return list(found)

    async def add(self, row: Order) -> Order:
        if row.count < 1:
            raise ValueError(f"{label(row)} is an order of nothing")
        return await super().add(row)
