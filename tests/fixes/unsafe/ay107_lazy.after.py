"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert list(zip([x async for x in users()], "ab")) == [(1, "a"), (2, "b")]
    for number, user in enumerate([x async for x in users()], 1):
        assert number == user
