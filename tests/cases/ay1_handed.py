"""Values handed to what awaits them: asyncio's runners, and functions to anyio's and trio's."""
import contextlib
import functools
import unittest

import anyio
import trio
from anyio import from_thread
from asyncio import create_task, run as go

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


class Both:
    """Awaitable, and a context manager."""

    def __await__(self):
        return iter(())

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        pass


class Plain:
    pass


class App:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.task = coroutine()

    async def run(self):
        yield 1

    def main(self):
        self.loop.run_until_complete(self.run())  # error: AY101:38
        asyncio.run(self.run())  # error: AY101:21
        asyncio.run(self.run)  # error: AY117:21
        self.loop.run_until_complete(self.task)


def outside():
    asyncio.run(agen())  # error: AY101:17
    asyncio.run(session())  # error: AY105:17
    asyncio.run(coroutine)  # error: AY117:17
    asyncio.run(plain())  # error: AY114:17
    asyncio.run(Plain())  # error: AY114:17
    asyncio.run(main=agen())  # error: AY101:22
    go(agen())  # error: AY101:8
    with asyncio.Runner() as runner:
        runner.run(agen())  # error: AY101:20
        runner.run(coroutine)  # error: AY117:20
    asyncio.get_event_loop().run_until_complete(agen())  # error: AY101:49
    anyio.run(agen)  # error: AY101:15
    anyio.run(session)  # error: AY105:15
    anyio.run(plain)  # error: AY114:15
    anyio.run(functools.partial(agen, 1))  # error: AY101:15
    trio.run(agen)  # error: AY101:14
    from_thread.run(agen)  # error: AY101:21


async def wrong(loop: asyncio.AbstractEventLoop):
    create_task(agen())  # error: AY101:17
    asyncio.create_task(session())  # error: AY105:25
    asyncio.create_task(coroutine)  # error: AY117:25
    asyncio.create_task(plain())  # error: AY114:25
    asyncio.ensure_future(agen())  # error: AY101:27
    asyncio.gather(coroutine(), agen(), session(), coroutine)  # error: AY101:33, AY105:41, AY117:52
    asyncio.gather(*[agen(), coroutine()], *(agen(x) for x in [1]))  # error: AY101:22, AY101:46
    await asyncio.wait_for(agen(), 1)  # error: AY101:28
    await asyncio.wait_for(timeout=1, fut=session())  # error: AY105:43
    asyncio.shield(agen())  # error: AY101:20
    await asyncio.wait([agen(), session()])  # error: AY101:25, AY105:33
    await asyncio.wait({agen(x) for x in [1]})  # error: AY101:25
    asyncio.as_completed([agen()])  # error: AY101:27
    asyncio.run_coroutine_threadsafe(agen(), loop)  # error: AY101:38
    loop.create_task(agen())  # error: AY101:22
    loop.create_task(coroutine)  # error: AY117:22
    async with asyncio.TaskGroup() as group:
        group.create_task(agen())  # error: AY101:27
        group.create_task(session())  # error: AY105:27
        group.create_task(coroutine)  # error: AY117:27
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(agen)  # error: AY101:26
        tasks.start_soon(session)  # error: AY105:26
        await tasks.start(agen)  # error: AY101:27
    async with trio.open_nursery() as nursery:
        nursery.start_soon(agen, 1)  # error: AY101:28
        nursery.start_soon(plain)  # error: AY114:28
    rows = agen()
    await asyncio.wait_for(rows, 1)  # error: AY101:28


async def right(loop: asyncio.AbstractEventLoop, unknown, *given):
    create_task(coroutine())
    task = asyncio.create_task(coroutine())
    asyncio.ensure_future(task)
    asyncio.gather(coroutine(), task, loop.create_future(), Both(), *given)
    asyncio.gather(unknown, unknown(), *[coroutine(), unknown()])
    await asyncio.wait_for(coroutine(), 1)
    await asyncio.wait([task])
    asyncio.shield(Both())
    loop.create_task(coroutine())
    async with asyncio.TaskGroup() as group:
        group.create_task(coroutine())
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(coroutine)
        tasks.start_soon(functools.partial(coroutine, 1))
        tasks.start_soon(unknown)
    # Python 3.11 takes a plain generator for a coroutine.
    asyncio.create_task(generator())
    # Another object has a method of the same name.
    unknown.create_task(agen())
    unknown.start_soon(agen)
    # One step of the generator is awaitable.
    await asyncio.wait_for(anext(agen()), 1)
    await asyncio.wait_for(agen().__anext__(), 1)


def right_outside(unknown):
    asyncio.run(coroutine())
    anyio.run(coroutine)
    anyio.run(coroutine, 1)
    trio.run(coroutine)
    unknown.run(agen())


class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        pass


async def opened():
    return Session()


async def entered():
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(agen())  # error: AY103:41
        await stack.enter_async_context(opened())  # error: AY104:41
        await stack.enter_async_context(open("x"))  # error: AY116:41
        await stack.enter_async_context(session)  # error: AY117:41
        stack.enter_context(session())  # error: AY109:29
        stack.enter_context(Session())  # error: AY109:29
        await stack.enter_async_context(session())
        await stack.enter_async_context(await opened())
        stack.enter_context(open("x"))
    with contextlib.ExitStack() as stack:
        stack.enter_context(session())  # error: AY109:29


class Case(unittest.IsolatedAsyncioTestCase):
    async def test(self):
        await self.enterAsyncContext(agen())  # error: AY103:38
        self.enterContext(session())  # error: AY109:27
        await self.enterAsyncContext(session())


class Runner:
    def run(self, rows):
        return rows

    def create_task(self, rows):
        return rows


def own_runner():
    return Runner().run(agen()), Runner().create_task(agen())



# asyncio takes for a future what says so of itself (`asyncio.isfuture`); `await` does not.
class Duck:
    _asyncio_future_blocking = False

    def result(self):
        return 1


class Goose:
    def result(self):
        return 1


async def like_a_future():
    asyncio.ensure_future(Duck())
    await asyncio.gather(Duck())
    await asyncio.wait([Duck()])
    await Duck()  # error: AY114:5
    asyncio.ensure_future(Goose())  # error: AY114:27
    asyncio.create_task(Duck())  # error: AY114:25
