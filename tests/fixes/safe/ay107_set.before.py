"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert set(users()) == {1, 2}
