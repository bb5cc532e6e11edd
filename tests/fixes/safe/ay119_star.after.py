"""Raises TypeError."""
import asyncio


async def one():
    return 1


async def main():
    assert await asyncio.gather(*[one(), one()]) == [1, 1]  # both
    assert await asyncio.gather(*(one() for _ in range(2))) == [1, 1]
