"""Classes that are handed over: `type[C]` says no more than what they derive from."""

from contextlib import aclosing, closing
from typing import BinaryIO, TypeVar


class Thing:
    def close(self):
        print("closed")


class Items(Thing):
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


T = TypeVar("T", bound=Thing)


# Any class that derives from 'Thing' may be given.
async def of_class(kind: type[Thing]):
    async for x in kind():
        print(x)
    await kind()
    async with kind() as x:
        print(x)


async def of_variable(kind: type[T]):
    async for x in kind():
        print(x)


# What is made of a class that a function was given is of that class.
def make(kind: type[T]) -> T:
    return kind()


def make_plain(kind: type[Thing], number=1):
    return kind()


async def make_awaited(kind: type[T]):
    return kind()


async def made():
    async for x in make(Items):
        print(x)
    async for x in make_plain(Items):
        print(x)
    async for x in await make_awaited(Items):
        print(x)
    async for x in make_plain(Thing):  # error: AY115:20
        print(x)
    async for x in await make_awaited(Thing):  # error: AY115:20
        print(x)


class Base:
    # A subclass may have been asked.
    @classmethod
    async def opened(cls):
        async with cls() as it:
            print(it)
        return await cls()

    @classmethod
    def make(cls):
        return cls()

    @staticmethod
    async def plain():
        return await Base()  # error: AY114:16


class Derived(Base):
    def __await__(self):
        return iter(())


async def made_by_class():
    await Derived.make()
    await Base.make()  # error: AY114:5


# 'typing' says of a file that it can be read, not how: what awaits it knows.
async def of_file(file: BinaryIO):
    await file.read()
    with open("x", "rb") as other:
        await other.read()  # error: AY114:9


async def rows():
    yield 1


def row():
    yield 1


# A type variable that nothing is known of may be anything that its bound has room for.
async def closing_what(unknown):
    async with aclosing(unknown) as stream:
        async for x in stream:
            print(x)
    async with aclosing(unknown.rows()) as stream:
        async for x in stream:
            print(x)
    with closing(unknown) as thing:
        await thing
        async for x in thing:
            print(x)
    async with aclosing(rows()) as stream:
        await stream  # error: AY101:9
        async for x in stream:
            print(x)
    with closing(row()) as thing:
        async for x in thing:  # error: AY115:24
            print(x)


# What `self.__class__` makes is of the class of `self`, which may be derived from the one it is in.
class Copied:
    def load(self):
        return [1]

    async def copy(self):
        await self.__class__().load()


class CopiedLater(Copied):
    async def load(self):
        return [1]
