"""Raises AttributeError."""


class User:
    name = "me"
    age = 7


async def get_user():
    return User()


async def main():
    user = await get_user()  # who
    assert user.name == "me"
    assert user.age == 7
