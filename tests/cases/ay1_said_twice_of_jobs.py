"""`async def retry(job: Callable[..., T]) -> T`: T is solved as a coroutine, and means its result."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


async def job(x=1):
    return x.found()


async def known():
    return [1]


async def retry(task: Callable[..., T], *args) -> T:
    for _ in range(3):
        try:
            result = await task(*args)
            return result
        except ValueError:
            pass
    raise RuntimeError


async def elsewhere(task: Callable[..., T], runner) -> T:
    return await runner.run(task)


async def awaited(task: T) -> T:
    return await task


def blocking(task: Callable[..., T], runner) -> T:
    return runner.run(task())


def given_back(task: T) -> T:
    return task


def called(task: Callable[..., T]) -> T:
    return task()


def later(task: Callable[..., T], runner) -> Awaitable[T]:
    return runner.run(task)


class Retried(Generic[T]):
    def __init__(self, task: Callable[..., T]):
        self.task = task

    async def __call__(self, *args) -> T:
        return await self.task(*args)


@Retried
async def decorated(x):
    return x.found()


async def right(runner):
    for x in await retry(job):
        print(x)
    for x in await retry(known):
        print(x)
    for x in await elsewhere(job, runner):
        print(x)
    for x in await awaited(job()):
        print(x)
    for x in blocking(job, runner):
        print(x)
    for x in await decorated(1):
        print(x)


async def wrong(runner):
    for x in retry(job):  # error: AY108:14
        print(x)
    async for x in await retry(known):  # error: AY115:20
        print(x)
    for x in given_back(job()):  # error: AY108:14
        print(x)
    for x in called(job):  # error: AY108:14
        print(x)
    for x in later(job, runner):  # error: AY108:14
        print(x)
    for x in decorated(1):  # error: AY108:14
        print(x)
