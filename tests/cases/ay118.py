"""Coroutine functions given to what calls them and never awaits."""
import atexit
import concurrent.futures
import contextlib
import functools
import heapq
import itertools
import re
import signal
import threading
import unittest
import weakref
from threading import Thread

import anyio
import pytest

import asyncio
from contextlib import asynccontextmanager


async def coroutine(number=1):
    return number


async def agen(number=1):
    yield number


@asynccontextmanager
async def session():
    yield 1


def generator():
    yield 1


def plain():
    return 1


class Service:
    def __init__(self):
        self.loop = asyncio.get_event_loop()

    async def stop(self, *_):
        pass

    def start(self):
        self.loop.add_signal_handler(signal.SIGTERM, self.stop)  # error: AY118:54
        signal.signal(signal.SIGINT, self.stop)  # error: AY118:38
        atexit.register(self.stop)  # error: AY118:25


async def wrong(loop: asyncio.AbstractEventLoop, items):
    loop.call_soon(coroutine)  # error: AY118:20
    loop.call_soon(coroutine, 1)  # error: AY118:20
    loop.call_soon_threadsafe(coroutine)  # error: AY118:31
    loop.call_later(1, coroutine)  # error: AY118:24
    loop.call_at(1, callback=coroutine)  # error: AY118:30
    loop.call_soon(lambda: coroutine())  # error: AY118:20
    loop.call_soon(functools.partial(coroutine, 1))  # error: AY118:20
    loop.call_soon(agen)  # error: AY118:20
    loop.add_reader(1, coroutine)  # error: AY118:24
    loop.add_writer(1, coroutine)  # error: AY118:24
    await loop.run_in_executor(None, coroutine)  # error: AY118:38
    await asyncio.to_thread(coroutine, 1)  # error: AY118:29
    await anyio.to_thread.run_sync(coroutine)  # error: AY118:36
    task = asyncio.create_task(coroutine())
    task.add_done_callback(coroutine)  # error: AY118:28
    loop.create_future().add_done_callback(lambda _: coroutine())  # error: AY118:44
    Thread(target=coroutine).start()  # error: AY118:19
    threading.Thread(None, coroutine)  # error: AY118:28
    threading.Timer(1, coroutine)  # error: AY118:24
    atexit.register(coroutine)  # error: AY118:21
    weakref.finalize(wrong, coroutine)  # error: AY118:29
    sorted(items, key=coroutine)  # error: AY118:23
    min(items, key=coroutine)  # error: AY118:20
    max(items, key=coroutine)  # error: AY118:20
    heapq.nlargest(1, items, coroutine)  # error: AY118:30
    numbers = [1]
    numbers.sort(key=coroutine)  # error: AY118:22
    filter(coroutine, items)  # error: AY118:12
    itertools.takewhile(coroutine, items)  # error: AY118:25
    sum(map(coroutine, items))  # error: AY118:13
    any(map(coroutine, items))  # error: AY118:13
    sorted(map(coroutine, items))  # error: AY118:16
    list(map(coroutine, items))  # error: AY118:14
    print(list(map(coroutine, items)))  # error: AY118:20
    ", ".join(map(coroutine, items))  # error: AY118:19
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pool.submit(coroutine)  # error: AY118:21
        pool.map(coroutine, items)  # error: AY118:18
        sum(pool.map(coroutine, items))  # error: AY118:22
    with contextlib.ExitStack() as stack:
        stack.callback(coroutine)  # error: AY118:24
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(coroutine)  # error: AY118:24


@atexit.register  # error: AY118:2
async def at_the_end():
    pass


async def right(loop: asyncio.AbstractEventLoop, items, unknown):
    loop.call_soon(plain)
    loop.call_soon(lambda: asyncio.create_task(coroutine()))
    loop.call_soon(unknown)
    loop.call_soon(functools.partial(plain, 1))
    loop.call_soon(asyncio.create_task, coroutine())
    await asyncio.to_thread(plain)
    await asyncio.to_thread(asyncio.run, coroutine())
    # What the thread has made is awaited here.
    await (await asyncio.to_thread(coroutine))
    await (await loop.run_in_executor(None, coroutine))
    made = await asyncio.to_thread(coroutine)
    await made
    stream = await anyio.to_thread.run_sync(numbers)
    async for number in stream:
        print(number)
    async for number in await asyncio.to_thread(numbers):
        print(number)
    Thread(target=asyncio.run, args=(coroutine(),)).start()
    # What map gives is awaited.
    await asyncio.gather(*map(coroutine, items))
    for step in map(coroutine, items):
        await step
    print(await asyncio.gather(*list(map(coroutine, items))))
    kept = list(map(coroutine, items))
    await asyncio.gather(*kept)
    list(map(str, items))
    tasks = map(coroutine, items)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(coroutine)
        stack.callback(plain)
    sorted(items, key=plain)
    filter(None, items)
    # Another object has a method of the same name.
    unknown.call_soon(coroutine)
    unknown.submit(coroutine)
    unknown.register(coroutine)
    return tasks


def filter_of_its_own(filter):
    filter(coroutine, [1])


# What is inside runs in another world.
def test_shims(mock_pyodide):
    async def delayed():
        return 1

    with mock_pyodide():
        threading.Thread(target=delayed).start()

        async def worker():
            threading.Thread(target=delayed).start()

    with open("x"):
        threading.Thread(target=delayed).start()  # error: AY118:33


async def numbers():
    yield 1


async def lost_in_a_thread():
    kept = await asyncio.to_thread(coroutine)  # error: AY118:36
    print(kept)
    stream = await anyio.to_thread.run_sync(numbers)  # error: AY118:45
    for number in stream:  # error: AY107:19
        print(number)


class Cleaned(unittest.TestCase):
    def test_it(self):
        self.addCleanup(coroutine)  # error: AY118:25
        self.addCleanup(plain)
        self.assertRaises(ValueError, coroutine)  # error: AY118:39
        self.assertRaisesRegex(ValueError, "x", coroutine, 1)  # error: AY118:49
        self.assertRaises(ValueError, plain)
        self.assertRaises(TypeError, coroutine, 1, 2, 3)  # where the arguments do not fit
        self.assertRaises(Exception, coroutine)


class CleanedAsync(unittest.IsolatedAsyncioTestCase):
    async def test_it(self):
        self.addCleanup(coroutine)  # what runs the tests awaits it
        self.assertRaises(ValueError, coroutine)  # error: AY118:39
        with self.assertRaises(ValueError):
            await coroutine()


def raising(request: pytest.FixtureRequest):
    pytest.raises(ValueError, coroutine)  # error: AY118:31
    pytest.raises(ValueError, plain)
    request.addfinalizer(coroutine)  # error: AY118:26
    request.addfinalizer(plain)


def replacing(text):
    re.sub("a", coroutine, text)  # error: AY118:17
    re.compile("a").sub(coroutine, text)  # error: AY118:25
    return re.sub("a", plain, re.sub("b", "c", text))
