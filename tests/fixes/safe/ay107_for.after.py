"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    seen = []
    async for user in users(): seen.append(user)
    assert seen == [1, 2]
    assert {user: user async for user in users()} == {1: 1, 2: 2}
