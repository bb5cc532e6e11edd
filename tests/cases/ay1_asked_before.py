"""What a thing is may be asked under another name, and the answer kept for later."""

import functools
import inspect
from asyncio import create_task
from collections.abc import Awaitable, Callable
from typing import Any


async def asked_of_a_copy(target: Callable[..., Any]):
    check = target
    while isinstance(check, functools.partial):
        check = check.func
    if inspect.iscoroutine(check):
        return create_task(target)
    return target()


async def asked_of_what_it_wraps(target: Callable[..., Any]):
    check = getattr(target, "func", target)
    if inspect.isawaitable(check):
        return await target
    return target()


async def asked_of_one_of_two(target: Callable[..., Any]):
    check = target.func if isinstance(target, functools.partial) else target
    if inspect.isawaitable(check):
        return await target
    return target()


async def the_copy_is_only_tested(target: Callable[..., Any]):
    check = target
    if check:
        return await target  # error: AY117:16
    return target()


async def another_is_asked(target: Callable[..., Any], other: Any):
    check = other
    if inspect.isawaitable(check):
        return await target  # error: AY117:16
    return target()


async def the_answer_is_kept(job: Callable[..., Awaitable[int]]):
    is_stream = inspect.isasyncgenfunction(job)
    if is_stream:
        async for x in job():
            print(x)
    return await job()


async def the_answer_of_its_result(job: Callable[..., Awaitable[int]]):
    result = job()
    streamed = hasattr(result, "__aiter__")
    if streamed:
        async for x in result:
            print(x)


def the_answer_is_kept_outside(job: Callable[..., Awaitable[int]]):
    is_stream = inspect.isasyncgenfunction(job)

    async def run():
        if is_stream:
            async for x in job():
                print(x)

    return run


async def an_answer_about_another(job: Callable[..., Awaitable[int]], other: Any):
    is_stream = inspect.isasyncgenfunction(other)
    if is_stream:
        async for x in job():  # error: AY102:24
            print(x)


async def something_else_is_kept(job: Callable[..., Awaitable[int]]):
    name = repr(job)
    if name:
        async for x in job():  # error: AY102:24
            print(x)


class Runner:
    def __init__(self, job: Callable[..., Awaitable[int]], other: Any):
        self.job = job
        self.is_stream = inspect.isasyncgenfunction(job)
        self.is_other = inspect.isasyncgenfunction(other)

    async def the_answer_is_kept_beside_it(self):
        if self.is_stream:
            async for x in self.job():
                print(x)
        return await self.job()

    async def one_about_another(self):
        if self.is_other:
            async for x in self.job():  # error: AY102:28
                print(x)
