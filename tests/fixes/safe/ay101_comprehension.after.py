"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert [
        user  # the item
        async for user in users()  # the source
        if user > 1
    ] == [2]
