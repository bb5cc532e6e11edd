"""Raises TypeError."""


async def numbers():
    yield 1


async def connect():
    return numbers()


async def main():
    seen = []
    async for number in connect():
        seen.append(number)
    assert seen == [1]
