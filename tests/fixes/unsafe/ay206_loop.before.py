"""Raises SyntaxError."""


async def users():
    yield 1
    yield 2


async def all_users():
    yield 0
    yield from users()  # and the others
    yield from [3]


async def main():
    assert [user async for user in all_users()] == [0, 1, 2, 3]
