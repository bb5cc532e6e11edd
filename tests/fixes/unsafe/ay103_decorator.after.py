"""Raises TypeError."""

from contextlib import asynccontextmanager


@asynccontextmanager
async def session():
    yield "session"


async def main():
    async with session() as opened:
        assert opened == "session"
