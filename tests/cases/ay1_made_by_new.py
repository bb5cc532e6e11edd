"""`object.__new__(C)` gives an instance of what it is given: `__new__` is a static method."""

import asyncio


class Cluster:
    @classmethod
    def from_name(cls, name):
        self = object.__new__(cls)
        self.name = name
        return self

    @classmethod
    def made(cls, other):
        return object.__new__(other)

    def __await__(self):
        return asyncio.sleep(0).__await__()


class Large(Cluster):
    def __new__(cls, *args):
        return super().__new__(cls)


class Larger(Cluster):
    def __new__(cls, *args):
        return Cluster.__new__(cls)


class Plain:
    pass


def made_of(cls):
    return object.__new__(cls)


async def right(unknown):
    await Cluster.from_name("a")
    await Large()
    await Larger()
    await object.__new__(Cluster)
    await Cluster.made(Large)
    await made_of(Cluster)
    await made_of(unknown)
    await object.__new__(unknown)


async def wrong():
    await object.__new__(Plain)  # error: AY114:5
    await Plain.__new__(Plain)  # error: AY114:5
    await made_of(Plain)  # error: AY114:5
    plain = Plain.__new__(Plain)
    await plain  # error: AY114:5
    async with object.__new__(Plain):  # error: AY116:16
        pass
