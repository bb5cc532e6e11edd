"""`gather` of a collection."""
from asyncio import gather

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


async def wrong(numbers):
    await asyncio.gather([coroutine(), coroutine()])  # error: AY119:26
    await asyncio.gather((coroutine(), coroutine()))  # error: AY119:26
    await gather({coroutine(), coroutine()})  # error: AY119:18
    await gather(coroutine(x) for x in numbers)  # error: AY119:17
    await gather([coroutine(x) for x in numbers])  # error: AY119:18
    await gather([coroutine(x) for x in numbers], return_exceptions=True)  # error: AY119:18
    await gather({coroutine(x) for x in numbers}, coroutine())  # error: AY119:18
    tasks = [asyncio.create_task(coroutine(x)) for x in numbers]
    await gather(tasks)  # error: AY119:18
    found = [coroutine()]
    found.append(coroutine(1))
    return await gather(found)  # error: AY119:25


async def right(numbers, unknown: list):
    await asyncio.gather(*[coroutine(), coroutine()])
    await gather(*(coroutine(x) for x in numbers))
    tasks = [coroutine(x) for x in numbers]
    await gather(*tasks, coroutine())
    await gather(unknown, numbers)
    # Python 3.11 runs a plain generator as a coroutine.
    await gather(generator())
    # These take a collection.
    await asyncio.wait([asyncio.create_task(coroutine())])
    for step in asyncio.as_completed([coroutine(), coroutine()]):
        await step


async def another_gather(client):
    await client.gather([coroutine()])



# What gives awaitables when it is iterated over, annotated or not.
async def lazily(xs, tasks: list[asyncio.Task[int]], waits: "set[asyncio.Future[int]]"):
    await asyncio.gather(map(coroutine, xs))  # error: AY119:26
    jobs = {x: coroutine(x) for x in xs}
    await asyncio.gather(jobs.values())  # error: AY119:26
    await asyncio.gather(tasks)  # error: AY119:26
    await asyncio.gather(waits)  # error: AY119:26
    await asyncio.gather(*map(coroutine, xs), *jobs.values(), *tasks)


async def not_known(what: list, numbers: "list[int]", runner: "Runner"):
    await asyncio.gather(what, numbers)
    await asyncio.gather(runner)


class Runner:
    """It is awaited, not iterated over."""

    def __iter__(self):
        return iter([coroutine(1)])

    __await__ = __iter__
