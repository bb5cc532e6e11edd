"""Fails or warns."""
from contextlib import asynccontextmanager


class Session:
    closed = 0

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.close()

    async def close(self):
        self.closed += 1


@asynccontextmanager
async def opened():
    async with Session() as session:
        yield session


async def main():
    async with opened() as session:
        assert session.closed == 0
    assert session.closed == 1
