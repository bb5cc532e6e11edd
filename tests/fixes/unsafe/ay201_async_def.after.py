"""Raises SyntaxError."""
import asyncio
import functools

lock = asyncio.Lock()


@functools.cache  # kept
async def hold(  # one
    value,
):
    async with lock:
        async for other in twice(value):
            await asyncio.sleep(0)
            return other


async def twice(value):
    yield 2 * value


async def main():
    assert await hold(2) == 4
