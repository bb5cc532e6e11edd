"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert [x async for x in users()] == [1, 2]
