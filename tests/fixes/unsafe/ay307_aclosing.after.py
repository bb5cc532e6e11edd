"""Fails or warns."""
import asyncio
from contextlib import aclosing, asynccontextmanager

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
    async with aclosing(rows()) as stream:
        async for row in stream:  # only
            if row == 1:
                break
    assert log == ["closed"]
