"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def fetch():
    return 1


async def main():
    assert await fetch == 1
    assert [user async for user in users] == [1, 2]
