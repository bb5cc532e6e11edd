"""Tests, patches and expected errors around a mistake: which of them make it doubtful."""

import asyncio
import inspect
import unittest
from collections.abc import Callable, Coroutine
from typing import TypeVar
from unittest.mock import AsyncMock, patch

import pytest

T = TypeVar("T")


async def coroutine(number=1):
    return number


async def agen(number=1):
    yield number


class Store:
    def __init__(self):
        self.last_sync = None
        self.async_session = None
        self.is_async = True

    async def load(self, number=1):
        return [number]

    async def close(self):
        return None

    def opened(self):
        if not hasattr(self, "_opened"):
            self.load()  # error: AY110:13
        if hasattr(self, "load"):
            self.load()


# -- tests that say nothing of what the thing is


def is_expired2(thing):
    return thing


async def after_tests_of_other_things(store: Store, limit):
    if is_expired2(store):
        store.load()  # error: AY110:9
    if store.last_sync_at and store.async_session is not None:
        store.load()  # error: AY110:9
    assert await asyncio.gather(coroutine()) == [1]
    store.load()  # error: AY110:5
    if limit in store or limit < store:
        store.close()  # error: AY110:9
    await asyncio.gather([store.load()])  # error: AY119:26


# -- tests that do


async def after_tests_of_the_thing(store: Store, value, sync):
    if isinstance(store, int):
        store.load()
    if hasattr(store, "aclose"):
        store.close()
    if is_async_store(store):
        store.load()
    result = value.opened() if inspect.isawaitable(value) else coroutine()
    return result


def is_async_store(store):
    return store


def sync_builds(store: Store, is_sync, asyncMode, _SYNC):
    if is_sync:
        store.load()
    if asyncMode:
        store.load()
    if _SYNC:
        store.load()


def sync_builds_of_objects(store: Store):
    if store.is_async:
        store.load()


# -- errors that are wanted, and others


async def test_other_errors(store: Store):
    with pytest.raises(ValueError):
        store.load(-1)  # error: AY110:9
    with pytest.raises((KeyError, LookupError), match="x"):
        coroutine(number=2)  # error: AY110:9
    with pytest.raises(OSError):
        [x for x in agen()]  # error: AY107:21


async def test_wanted_errors(store: Store, error):
    with pytest.raises(TypeError):
        store.load(1, 2, 3)
    with pytest.raises(Exception):
        store.load()
    with pytest.raises((ValueError, TypeError)):
        store.load()
    with pytest.raises(error):
        store.load()
    with pytest.raises(RuntimeWarning):
        store.load()
    # The arguments, or what stands before it, may raise it.
    with pytest.raises(ValueError):
        store.load(int("x"))
    with pytest.raises(ValueError):
        int("x")
        store.load()


class TestErrors(unittest.IsolatedAsyncioTestCase):
    async def test_one(self):
        with self.assertRaises(KeyError):
            coroutine()  # error: AY110:13
        with self.assertRaises(AttributeError):
            coroutine().name


# -- what one test replaces is another thing there alone


async def test_replaces_for_itself(monkeypatch):
    store = Store()
    store.close = AsyncMock()
    store.close()
    monkeypatch.setattr(store, "load", lambda: [1])
    for item in store.load():
        print(item)
    with patch.object(asyncio, "sleep"):
        asyncio.sleep(1)


async def test_replaces_nothing():
    store = Store()
    store.close()  # error: AY110:5
    store.load()  # error: AY110:5
    asyncio.sleep(1)  # error: AY110:5


class Library:
    @staticmethod
    async def fetch():
        return 1


async def test_replaces_for_all():
    Library.fetch = lambda: 1


async def test_sees_what_was_replaced():
    Library.fetch()


# -- a function inside a test, which is called for the error


def flow(function):
    return function


def test_called_to_fail(case):
    def loop():
        list(agen())

    @flow
    def outer():
        loop()

    async def wait():
        await agen()

    def given():
        list(agen())

    with pytest.raises(TypeError, match="not iterable"):
        outer()
    with case.assertRaises(Exception):
        asyncio.run(wait())
    case.assertRaises(TypeError, given)


def test_called_for_something_else():
    def loop():
        list(agen())  # error: AY107:14

    def other():
        list(agen())  # error: AY107:14

    with pytest.raises(KeyError):
        loop()
    with pytest.raises(TypeError):
        int([])
    pytest.raises(ValueError, other)


# A field that a class declares is what it says, whoever fills it in; another attribute may be all.
class Coordinator:
    async def refresh(self):
        return 1

    def plain(self):
        return 1


class Entry:
    runtime: "Coordinator | None" = None

    def __init__(self):
        self.maker = Coordinator()


def set_up(entry: Entry, coordinator, maker):
    entry.runtime = coordinator
    entry.maker = maker


async def filled_in(entry: Entry):
    entry.runtime.refresh()  # error: AY110:5
    for letter in entry.runtime.refresh():  # error: AY108:19
        print(letter)
    entry.maker.refresh()
    await entry.runtime.refresh()


# `raises` under a name of its own.
def test_under_another_name(self):
    lost = lost_coroutine()
    check = lambda: self.assertRaises(TypeError)  # noqa: E731
    other = lambda: self.subTest("it")  # noqa: E731
    with check():
        list(lost)
    with other():
        list(lost)  # error: AY108:14


async def lost_coroutine():
    return 1


# What runs the function that it is given may refuse that one, before there is a coroutine.
class Runner:
    def call_now(self, callback: Callable[..., T]) -> T:
        result = callback()
        if inspect.isawaitable(result):
            raise KeyError
        return result


def test_refuses(runner: Runner):
    with pytest.raises(KeyError):
        runner.call_now(lost_coroutine)
    with pytest.raises(KeyError):
        lost_coroutine()  # error: AY110:9


# The test of the function speaks of what its call gave, too.
async def answers(command: Callable[..., Coroutine[None, None, int]]):
    if inspect.isasyncgenfunction(command):
        messages = command()
        async for message in messages:
            print(message)


async def answers_of_another(command: Callable[..., Coroutine[None, None, int]], other: bool):
    if inspect.isasyncgenfunction(other):
        messages = command()
        async for message in messages:  # error: AY102:30
            print(message)
