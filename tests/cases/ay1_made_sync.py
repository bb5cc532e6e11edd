"""Classes whose decorator makes their methods sync where no loop runs."""

from typing import TypeVar, cast

import pytest
import universalasync
from somewhere import async_tools, registered, synchronizer

T = TypeVar("T")


def typed_wrap(cls: T) -> T:
    return cast(T, universalasync.wrap(cls))


def wrap_for_sync(cls: T) -> T:
    return cast(T, universalasync.wrap(cls))


@universalasync.wrap
class Manager:
    async def stop(self):
        return 1


@wrap_for_sync
class Api:
    async def names(self):
        return ["a"]


class MoreApi(Api):
    async def more(self):
        return ["a"]


@synchronizer.wrap(blocking=True)
class Client:
    async def get(self):
        return {}


@registered
class Plain:
    async def stop(self):
        return 1


@async_tools.async_registered
class Registered:
    async def stop(self):
        return 1


def of_async_tools():
    Registered().stop()  # error: AY110:5


@pytest.mark.asyncio
class TestPlain:
    async def helper(self):
        return 1

    async def test_it(self):
        self.helper()  # error: AY110:9


class Node:
    def __init__(self, manager: Manager, plain: Plain, api: MoreApi):
        self.manager = manager
        self.plain = plain
        self.api = api

    def stop(self):
        self.manager.stop()
        for name in self.api.names():
            print(name)
        for name in self.api.more():
            print(name)
        if Client().get()["a"]:
            return self.manager.stop() is None
        self.plain.stop()  # error: AY110:9

    async def stop_later(self):
        await self.manager.stop()
        self.manager.stop()
        self.plain.stop()  # error: AY110:9


# A metaclass, or `__init_subclass__`, that puts something else in the place of every method.
class WrappingMeta(type):
    def __new__(mcs, name, bases, attrs):
        for key, value in list(attrs.items()):
            if callable(value):
                attrs[key] = synchronizer.either(value)
        return super().__new__(mcs, name, bases, attrs)


class FieldMeta(type):
    def __new__(mcs, name, bases, attrs):
        for key, value in list(attrs.items()):
            if isinstance(value, Plain):
                value = synchronizer.either(value)
                attrs[key] = value
        for base in bases:
            for key, value in vars(base).items():
                if key not in attrs:
                    attrs[key] = value
        cls = super().__new__(mcs, name, bases, attrs)
        registry[name] = cls
        return cls


class WrapsItsHeirs:
    def __init_subclass__(cls, **keywords):
        for name, value in vars(cls).items():
            if pytest.iscoroutinefunction(value):
                setattr(cls, name, synchronizer.either(value))


class WrapsOneMethod:
    def __init_subclass__(cls, **keywords):
        cls.run = synchronizer.either(cls.run)


registry = {}


class OfWrappingMeta(metaclass=WrappingMeta):
    pass


class ByMeta(OfWrappingMeta):
    async def run(self):
        return 1

    async def items(self):
        yield 1


class ByFieldMeta(metaclass=FieldMeta):
    async def run(self):
        return 1


class ByHook(WrapsItsHeirs):
    async def run(self):
        return 1


class ByOneHook(WrapsOneMethod):
    async def run(self):
        return 1

    async def stop(self):
        return 1


async def of_wrapped_methods():
    ByMeta().run()
    await ByMeta().items()
    for item in ByMeta().items():
        print(item)
    ByFieldMeta().run()  # error: AY110:5
    ByHook().run()
    ByOneHook().run()
    ByOneHook().stop()  # error: AY110:5
