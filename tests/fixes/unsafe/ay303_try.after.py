"""Fails or warns."""
from contextlib import asynccontextmanager, suppress


class Session:
    closed = False

    async def close(self):
        self.closed = True


@asynccontextmanager
async def opened():
    session = Session()

    try:
        yield session  # out
    finally:
        # back
        await session.close()


async def main():
    with suppress(ValueError):
        async with opened() as session:
            raise ValueError
    assert session.closed
