"""Right code that a naive linter flags: each is silent, with the reason above it."""
import asyncio
import contextlib
import functools
import inspect
import os
import types
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import aclosing, asynccontextmanager, nullcontext
from typing import Any, Protocol, overload
from unittest.mock import AsyncMock, MagicMock, Mock

import anyio
import library
import pytest
import pytest_asyncio
from library import *  # noqa: F403


# A parameter hides a function of the module: the fixture gives a factory.
@pytest_asyncio.fixture
async def make_client():
    async def factory():
        return object()

    yield factory


async def test_it(make_client):
    client = await make_client()
    assert client


# A nested function hides it.
async def rows():
    yield 1


async def nested():
    async def rows():
        return [1]

    return await rows()


# A name is bound to a task of what it named.
async def rebinding():
    async def job():
        return 1

    job = asyncio.create_task(job())
    await job


# Two functions of one name in sibling scopes.
def test_a():
    def numbers():
        yield 1

    list(numbers())


async def test_b():
    async def numbers():
        yield 1

    async for n in numbers():
        print(n)


# The definition hangs on a test.
if library.HAS_IT:

    async def events():
        yield 1

else:

    async def events():
        return []


async def use_events():
    return await events()


# The library's own, or a copy of it.
try:
    from library import closing
except ImportError:

    @asynccontextmanager
    async def closing(x):
        try:
            yield x
        finally:
            await x.aclose()


async def use_closing(x):
    async with closing(x) as y:
        print(y)


# A method is not visible by its bare name.
class Files:
    async def open(self, path):
        return path

    def dump(self):
        with open("x") as file:
            return file.read()


# Another object has a method of the same name.
class Upload:
    def __init__(self, file):
        self.file = file

    async def write(self, data):
        self.file.write(data)


# A subclass changes the kind.
class Client:
    async def run(self, command):
        return command


class Pipeline(Client):
    def run(self, command):
        self.queue.append(command)
        return self

    def set(self):
        self.run("SET")
        return self


# What overrides a stub may be a coroutine.
class Connects:
    def connect(self):
        raise NotImplementedError

    async def start(self):
        await self.connect()


# An attribute is a callable that was given.
class Command:
    def __init__(self, callback):
        self._callback = callback

    @property
    def callback(self):
        return self._callback

    @callback.setter
    def callback(self, function):
        self._callback = function

    async def go(self):
        return await self.callback()


# A property gives the callable.
class Request:
    def __init__(self, receive):
        self._receive = receive

    @property
    def receive(self):
        return self._receive

    async def body(self):
        return await self.receive()


# The test replaces it from outside.
async def fetch():
    yield 1


async def test_replaced(monkeypatch):
    monkeypatch.setattr(library, "fetch", AsyncMock(return_value=[1]))
    assert await library.fetch() == [1]


async def test_replaced_on_an_object(client: Client):
    client.run = lambda command: [command]
    for x in client.run("GET"):
        print(x)


# A decorator that is not known may change anything.
@library.as_safe_channel
async def ticks():
    while True:
        yield 1


@library.sync_to_async
def get_user(number):
    return number


async def use_unknown_decorators():
    async with ticks() as channel:
        async for tick in channel:
            print(tick)
    return await get_user(1)


# These generators are awaitable.
@types.coroutine
def yield_once():
    return (yield)


async def use_old_style():
    await yield_once()


@types.coroutine
def old_style_from_a_coroutine():
    yield from use_old_style()


# Mocks are whatever the test wants.
async def test_mocks():
    mock = AsyncMock()
    await mock.close()
    async with mock as entered, MagicMock() as other:
        print(entered, other)
    for x in MagicMock().rows():
        print(x)
    await Mock()()


# It can be iterated both ways since Python 3.13.
async def completed(tasks):
    async for task in asyncio.as_completed(tasks):
        await task
    for task in asyncio.as_completed(tasks):
        await task


# A coroutine gives the async iterator.
async def query() -> AsyncIterator[int]:
    connection = await library.connect()
    return connection.rows()


async def use_query():
    async for row in await query():
        print(row)


# A stub's kind is that of what implements it.
class Source(Protocol):
    async def items(self) -> AsyncIterator[int]: ...  # error: AY403:5

    async def drain(self):
        async for item in self.items():
            print(item)


# Overloads say what their implementation gives.
@overload
def pages(number: int) -> AsyncIterator[int]: ...
@overload
def pages(number: str) -> AsyncIterator[str]: ...
async def pages(number):
    yield number


async def use_pages():
    async for page in pages(1):
        print(page)


# A plain def gives what can be awaited or iterated.
class Http:
    def create(self) -> Coroutine[Any, Any, int]:
        return library.post()

    def listen(self) -> AsyncIterator[int]:
        return library.listen()

    async def main(self):
        async for event in self.listen():
            print(event)
        return await self.create()


# A generator by a yield that is never reached.
async def empty():
    return
    yield


async def use_empty():
    async for x in empty():
        print(x)


# The yield is that of an inner function.
async def post_it():
    async def body():
        yield b"x"

    return await library.post(data=body())


async def use_post():
    return await post_it()


# Special methods of every shape.
class Stream:
    async def __aiter__(self):
        yield b""


class Lock:
    def __aenter__(self):
        return self.acquire()

    async def acquire(self):
        return self

    async def __aexit__(self, *error):
        pass


class Inherits(Lock):
    async def __aenter__(self):
        return self


async def use_shapes():
    async for chunk in Stream():
        print(chunk)
    async with Lock(), Inherits():
        print("alone")


# A wrapper has the kind of what it wraps.
def retry(function):
    @functools.wraps(function)
    async def inner(*args):
        async for x in function(*args):
            yield x

    return inner


@retry
async def wrapped():
    yield 1


async def use_wrapped():
    async for x in wrapped():
        print(x)
    partial = functools.partial(rows)
    async for x in partial():
        print(x)


# Generator expressions with await or async for are async generators.
def lazy(source):
    return (x async for x in source)


async def use_lazy(source):
    async for y in (await yield_once() for _ in [1]):
        print(y)
    async for y in lazy(source):
        print(y)


# What is awaited without a call: a task, a future, an async property.
class Ready:
    @property
    async def ready(self):
        return 1


async def without_a_call(task: asyncio.Task[int], future: Awaitable[int], ready: Ready):
    await task
    await future
    return await ready.ready


# One object has several faces.
async def two_faces(session, pool):
    response = await session.get("/")
    async with session.get("/") as response:
        print(response)
    connection = await pool.acquire()
    async with pool.acquire() as connection:
        print(connection)
    with anyio.move_on_after(1):
        await rows().__anext__()
    async with await anyio.open_file("x") as file:
        print(file)


# A branch on what it is.
async def asks(function, value: "int | Awaitable[int]"):
    result = function()
    if inspect.isawaitable(result):
        result = await result
    if not isinstance(value, int):
        value = await value
    made = fetch()
    if inspect.iscoroutine(made):
        await made
    return result, value


# The failure is what is wanted.
async def test_fails():
    with pytest.raises(TypeError):
        await rows()
    with contextlib.suppress(TypeError):
        await rows()
    try:
        await rows()
    except TypeError:
        pass


# The generator is driven by hand, closed, or handed over.
async def by_hand():
    await anext(rows())
    await rows().__anext__()
    async with aclosing(rows()) as numbers:
        async for x in numbers:
            print(x)
    library.respond(rows())
    return asynccontextmanager(rows)


# A coroutine that a plain def returns, puts away, or hands on.
def returns():
    return yield_once()


handlers = [use_pages() for _ in range(3)]


# One source for a sync and an async build.
def create(self):
    if library.IS_SYNC:
        use_pages()
    else:
        asyncio.run(use_pages())


# A decorator schedules it.
@library.fire_and_forget
async def log():
    return 1


def logs():
    log()


# A task runs, though nobody awaits it.
async def schedules(group: asyncio.TaskGroup):
    asyncio.create_task(use_pages())
    group.create_task(use_pages())
    asyncio.ensure_future(use_pages())


# A runner is given the function, or the call.
def runs():
    anyio.run(use_pages)
    asyncio.run(use_pages())
    library.async_to_sync(use_pages)()


# A manager, or none.
async def conditional(lock):
    async with lock or nullcontext():
        print(lock)
    async with contextlib.AsyncExitStack() if lock else nullcontext():
        print(lock)


# A name that waits for its value.
class Waits:
    task = None

    async def close(self):
        await self.task


# A star import, or exec, may bind it.
async def starred():
    await brought_by_a_star()  # noqa: F405


# An abstract method may be implemented as either.
class Reads(ABC):
    @abstractmethod
    async def read(self):
        raise NotImplementedError

    async def all(self):
        return [chunk async for chunk in self.read()]


# os.fspath and its like are no business of ours.
def plain():
    return os.fspath("x")


# A subclass that is made for the test makes something else of the method.
class Response:
    async def read(self):
        return b""


async def reads(send):
    class CustomResponse(Response):
        def read(self):
            return "customized"

    response: Response = send(CustomResponse)
    assert response.read() == "customized"
    for letter in response.read():
        print(letter)


async def steps():
    yield 1


async def by_hand():
    step = steps().__anext__()
    try:
        step.__next__()  # what `__anext__` gives is an iterator too
    finally:
        step.close()
