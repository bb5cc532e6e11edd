"""Raises SyntaxError."""


async def users():
    yield 1
    yield 2


async def all_users():
    yield 0
    async for item in users():  # and the others
        yield item
    for item in [3]:
        yield item


async def main():
    assert [user async for user in all_users()] == [0, 1, 2, 3]
