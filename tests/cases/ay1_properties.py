"""An `async def` under `@property`: reading the attribute makes a coroutine."""

import asyncio
import logging
from functools import cached_property

log = logging.getLogger(__name__)


class User:
    def __init__(self):
        self.job = asyncio.ensure_future(self.run())
        self.waiting = self.run()

    async def run(self):
        return 1

    @property
    async def name(self):
        return "x"

    @property
    async def number(self) -> int:
        return 1

    @cached_property
    async def row(self):
        return {}

    @property
    def plain(self):
        return "x"

    @property
    def kept(self):
        return self.waiting

    async def wrong(self):
        self.name  # error: AY110:9
        print(self.name)  # error: AY110:15
        log.info("%s", self.name)  # error: AY110:24
        total = self.number + 1  # error: AY110:17
        if self.name:  # error: AY110:12
            print(f"{self.name}")  # error: AY110:22
        name = self.name
        if name == "x":  # error: AY110:12
            print(total)
        upper = self.name
        return upper.upper()  # error: AY112:16


async def from_outside(user: User):
    unread = user.name  # error: AY110:14
    return user.name == "x"  # error: AY110:12


def match_it(user: User):
    match user.name:  # error: AY110:11
        case "x":
            return 1


async def right(user: User):
    print(await user.name, user.plain)
    name = user.name
    if await name == "x":
        return user.name
    number = user.number
    task = asyncio.ensure_future(number)
    await task


# silent: the attribute is not made by reading it


async def kept(user: User):
    user.waiting
    user.kept
    if user.job or user.waiting or user.row:
        await user.row
    print(user.job, user.kept)


def of_the_class():
    print(User.name)
    return User.name == User.plain


# The comparison that is wrong asks nothing of what it compares.
class Parcel:
    @property
    async def owner(self) -> User:
        return User()


async def compared(parcel: Parcel, other: User):
    if parcel.owner == other:  # error: AY110:8
        print("same")


async def compared_again(parcel: Parcel, other: User):
    while parcel.owner != User():  # error: AY110:11
        print("another")
    if await parcel.owner == other:
        print("same")


async def compared_before(user: User, other: object):
    if user.job is other:
        return
    if user.waiting == other:
        await user.job
