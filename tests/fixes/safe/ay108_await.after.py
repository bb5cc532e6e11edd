"""Raises TypeError."""


async def fetch():
    return [1, 2]


async def main():
    seen = []
    for number in await fetch():
        seen.append(number)
    assert [n for n in await fetch()] == seen == list(await fetch())
    one, two = await fetch()
    assert [*await fetch(), one, two] == [1, 2, 1, 2]
