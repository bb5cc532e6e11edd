"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert list(zip(users(), "ab")) == [(1, "a"), (2, "b")]
    for number, user in enumerate(users(), 1):
        assert number == user
