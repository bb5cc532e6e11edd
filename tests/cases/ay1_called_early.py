"""A coroutine or a generator where the function itself is wanted."""

import asyncio
import atexit
import functools
import threading

import anyio
import trio
from fastapi import BackgroundTasks
from starlette.background import BackgroundTask


async def work(number=1):
    return number


async def numbers():
    yield 1


async def chosen():
    return work


def make():
    return lambda: None


async def groups():
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(work(1))  # error: AY110:26
        tasks.start_soon(numbers())  # error: AY111:26
        await tasks.start(work())  # error: AY110:27
        tasks.start_soon(work, 1)
        tasks.start_soon(functools.partial(work, 1))
        tasks.start_soon(await chosen())
    async with trio.open_nursery() as nursery:
        nursery.start_soon(work())  # error: AY110:28
        nursery.start_soon(work)


async def background(tasks: BackgroundTasks):
    tasks.add_task(work(1))  # error: AY110:20
    tasks.add_task(work, 1)
    tasks.add_task(make())
    job = work()
    tasks.add_task(job)  # error: AY110:20
    return BackgroundTask(work())  # error: AY110:27


async def callbacks():
    loop = asyncio.get_running_loop()
    loop.call_later(1, work())  # error: AY110:24
    loop.call_soon(work())  # error: AY110:20
    loop.call_soon(make())
    loop.call_soon(asyncio.create_task, work())
    await loop.run_in_executor(None, work())  # error: AY110:38
    await asyncio.to_thread(work())  # error: AY110:29
    threading.Thread(target=work()).start()  # error: AY110:29
    threading.Thread(target=asyncio.run, args=(work(),)).start()
    atexit.register(work())  # error: AY110:21
    task = asyncio.create_task(work())
    task.add_done_callback(work())  # error: AY110:28


anyio.run(work())  # error: AY110:11
trio.run(work())  # error: AY110:10
anyio.run(work)
