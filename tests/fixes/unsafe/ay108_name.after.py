"""Raises TypeError."""


async def fetch():
    return [1, 2]


async def main():
    numbers = await fetch()
    seen = []
    for number in numbers:
        seen.append(number)
    assert seen == [1, 2]
