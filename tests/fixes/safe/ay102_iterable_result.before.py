"""Raises TypeError."""


async def fetch():
    return [1, 2]


async def main():
    seen = []
    async for number in fetch():  # all
        seen.append(number)
    assert [number async for number in fetch()] == seen
