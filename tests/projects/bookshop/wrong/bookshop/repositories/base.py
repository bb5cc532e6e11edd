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
        await self.session.add(row)  # error: AY114:9
        self.session.flush()  # error: AY110:9
        return row

    async def count(self) -> int:
        result = self.session.execute(select(func.count()).select_from(self.table))
        return result.scalar_one()  # error: AY112:16

    async def all(self) -> list[Row]:
        return list(await self.session.scalars(select(self.table).order_by(self.table.id)))

    async def stream(self) -> AsyncIterator[Row]:
        """Row after row, so that a large table never is in memory at once."""
        result = await self.session.stream_scalars(select(self.table).order_by(self.table.id))
        for row in result:  # error: AY107:20
            yield row