"""Raises TypeError."""


async def users():
    yield 1
    yield 2


async def main():
    assert sum(users()) == 3
    assert tuple(users()) == (1, 2)
    assert sorted(users(), key=lambda user: -user) == [2, 1]
    assert [*users()] == [1, 2]
    one, two = users()
    assert (one, two) == (1, 2)
    assert sum(user for user in users()) == 3
