"""Raises AttributeError."""


class User:
    name = "me"


async def get_user():
    return User()


async def get_users():
    return [User()]


async def main():
    assert (await get_user()).name.upper() == "ME"
    assert (await get_user()).name == "me"
    assert (
        (await get_user())  # one
        .name
    ) == (await get_users())[0].name
