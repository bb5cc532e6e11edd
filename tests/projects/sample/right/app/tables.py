"""Makes the tables when the application starts."""

from .database import engine
from .models import Base


async def create_tables() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
