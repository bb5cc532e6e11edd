"""Unions whose parts a test tells apart: what is left is known, and so is what was tested for."""

from dataclasses import dataclass


@dataclass
class Email:
    to: str

    async def render(self) -> str:
        return self.to

    def size(self) -> int:
        return 1


@dataclass
class Resize:
    path: str

    async def render(self) -> bytes:
        return b""

    async def size(self) -> int:
        return 2


class Other:
    async def render(self) -> str:
        return ""


async def leaves(message: Email | Resize):
    if isinstance(message, Resize):
        return 1
    if message.render():  # error: AY110:8
        return 2
    message.render()  # error: AY110:5
    return message.render().strip()  # error: AY112:12


async def branches(message: Email | Resize):
    if isinstance(message, Resize):
        message.render()  # error: AY110:9
    else:
        message.render()  # error: AY110:9
    await message.render()


# What it is called with besides is not known.
async def unrelated(message: Email):
    if isinstance(message, Other):
        return None
    message.render()
    return message.render() == "x"


# One of them is plain.
async def of_two_kinds(message: Email | Resize):
    if isinstance(message, Resize):
        return await message.size()
    return message.size() + 1
