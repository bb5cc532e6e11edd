"""What every table can do."""

from collections.abc import AsyncIterator
from typing import ClassVar, Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from ..models import Base

Row = TypeVar("Row", bound=Base)


def label(row: Base):
    """How the log speaks of a row."""
    return f"{row.__tablename__} {row.id}"


class Repository(Generic[Row]):
    table: ClassVar[type[Base]]

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, key: int) -> Row | None:
        return await self.session.get(self.table, key)

    async def add(self, row: Row) -> Row:
        self.session.add(row)
        await self.session.flush()
        return row

    async def count(self) -> int:
        result = await self.session.execute(select(func.count()).select_from(self.table))
        return result.scalar_one()

    async def all(self) -> list[Row]:
        return list(await self.session.scalars(select(self.table).order_by(self.table.id)))

    async def stream(self) -> AsyncIterator[Row]:
        """Row after row, so that a large table never is in memory at once."""
        result = await self.session.stream_scalars(select(self.table).order_by(self.table.id))
        async for row in result:
            yield row