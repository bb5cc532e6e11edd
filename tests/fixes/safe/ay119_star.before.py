"""Raises TypeError."""
import asyncio


async def one():
    return 1


async def main():
    both = await asyncio.gather([one(), one()])  # both
    many = await asyncio.gather(one() for _ in range(2))
    assert both == many == [1, 1]
