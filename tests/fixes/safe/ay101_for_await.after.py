"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    seen = []
    # each of them
    async for user in users():  # here

        seen.append(user)
    else:
        seen.append(3)
    assert seen == [1, 2, 3]
