"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert [
        user  # the item
        for user in await users()  # the source
        if user > 1
    ] == [2]
