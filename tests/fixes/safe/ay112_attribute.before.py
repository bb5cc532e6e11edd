"""Raises AttributeError."""


class User:
    name = "me"


async def get_user():
    return User()


async def get_users():
    return [User()]


async def main():
    assert get_user().name.upper() == "ME"
    assert (get_user()).name == "me"
    assert (
        get_user()  # one
        .name
    ) == get_users()[0].name
