"""A constructor may put into an instance what hides a method of its class."""

import asyncio
import inspect


async def numbers():
    yield 1


def blocking(function):
    return lambda *args: asyncio.run(function(*args))


class InDict:
    def late(self):
        return [1]

    def __init__(self):
        self.__dict__["late"] = numbers


class InVars:
    def late(self):
        return [1]

    def __init__(self):
        vars(self)["late"] = numbers


class Set:
    def late(self):
        return [1]

    def __init__(self):
        setattr(self, "late", numbers)  # noqa: B010


class SetByObject:
    def late(self):
        return [1]

    def __init__(self):
        object.__setattr__(self, "late", numbers)


class Updated:
    def late(self):
        return [1]

    def __init__(self):
        self.__dict__.update(late=numbers)


class Wrapped:
    async def save(self):
        return 1

    def __init__(self):
        for name in dir(self):
            if inspect.iscoroutinefunction(getattr(self, name)):
                setattr(self, name, blocking(getattr(self, name)))


class Heir(Wrapped):
    pass


class Other:
    """What is put there is something else."""

    def late(self):
        return [1]

    async def save(self):
        return 1

    def __init__(self, **options):
        self.items = {}
        self.items["late"] = numbers
        setattr(self, "other", numbers)  # noqa: B010
        for name, value in options.items():
            setattr(self, name, value)


async def hidden():
    async for x in InDict().late():
        print(x)
    async for x in InVars().late():
        print(x)
    async for x in Set().late():
        print(x)
    async for x in SetByObject().late():
        print(x)
    async for x in Updated().late():
        print(x)


def blocked(wrapped: Wrapped):
    wrapped.save()
    Heir().save()


async def seen():
    async for x in Other().late():  # error: AY115:20
        print(x)
    Other().save()  # error: AY110:5
