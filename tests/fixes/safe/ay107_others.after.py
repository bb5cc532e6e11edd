"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert sum([x async for x in users()]) == 3
    assert tuple([x async for x in users()]) == (1, 2)
    assert sorted([x async for x in users()], key=lambda user: -user) == [2, 1]
    assert [*[x async for x in users()]] == [1, 2]
    one, two = [x async for x in users()]
    assert (one, two) == (1, 2)
    assert sum([user async for user in users()]) == 3
