"""Raises TypeError."""


async def fetch():
    return [1, 2]


async def main():
    seen = []
    for number in fetch():
        seen.append(number)
    assert [n for n in fetch()] == seen == list(fetch())
    one, two = fetch()
    assert [*fetch(), one, two] == [1, 2, 1, 2]
