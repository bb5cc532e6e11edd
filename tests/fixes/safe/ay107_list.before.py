"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert list(users()) == [1, 2]
