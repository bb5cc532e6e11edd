"""Raises TypeError."""


async def fetch():
    return [1, 2]


async def main():
    seen = []
    for number in await fetch():  # all
        seen.append(number)
    assert [number for number in await fetch()] == seen
