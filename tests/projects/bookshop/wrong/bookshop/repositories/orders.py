"""Orders."""

from sqlalchemy import select

from ..models import Order
from .base import Repository, label


class OrderRepository(Repository[Order]):
    table = Order

    async def of_book(self, book_id: int) -> list[Order]:
        found = list(await self.session.scalars(select(Order).where(Order.book_id == book_id)))
        return [order async for order in found]  # error: AY115:42

    async def add(self, row: Order) -> Order:
        if row.count < 1:
            raise ValueError("an order of nothing")
        async for added in super().add(row):  # error: AY102:28
            return added
        raise LookupError(await label(row))  # error: AY114:27
