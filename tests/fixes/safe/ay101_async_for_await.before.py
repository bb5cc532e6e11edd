"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    total = 0
    async for user in await users(): total += user
    assert total == 3
