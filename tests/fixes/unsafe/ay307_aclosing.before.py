"""Fails or warns."""
import asyncio
from contextlib import asynccontextmanager

log = []


@asynccontextmanager
async def connection():
    yield [1, 2]
    log.append("closed")


async def rows():
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")


async def main():
    # the first
    async for row in rows():  # only
        if row == 1:
            break
    assert log == ["closed"]
