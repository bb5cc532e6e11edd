"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    all_users = [x async for x in users()]  # all
    assert all_users == [1, 2]
