"""Coroutines and async generators that are not lost, with the reason above each."""
import inspect
import pytest
from somewhere import context
import unittest

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


class Store:
    async def load(self):
        return [1]

    async def rows(self):
        yield 1

    def close(self):
        return None


def returned():
    return coroutine()


def yielded():
    yield coroutine()


def given_in_a_lambda():
    return lambda: coroutine()


async def stored_and_awaited_later():
    first = coroutine()
    second: object = coroutine()
    return await first, await second


async def read_by_an_inner_function():
    task = coroutine()

    async def inner():
        return await task

    return inner


async def passed_on(queue, unknown):
    queue.put(coroutine())
    unknown(coroutine(), rows=agen())
    print(await asyncio.gather(coroutine(), coroutine()))
    rows = agen()
    return unknown(rows)


async def in_a_container(found):
    found.append(coroutine())
    found["x"] = coroutine()
    found.rows = agen()
    pending = [coroutine(), coroutine()]
    by_name = {"a": coroutine()}
    return pending, by_name, (coroutine(), agen())


async def closed():
    task = coroutine()
    task.close()
    coroutine().close()
    rows = agen()
    await rows.aclose()


async def driven_by_hand():
    task = coroutine()
    try:
        task.send(None)
    except StopIteration:
        pass


async def expected_to_fail(mock, warnings_helper, assert_never_awaited):
    with pytest.raises(TypeError):
        coroutine()
    with pytest.warns(RuntimeWarning):
        coroutine()
    with warnings_helper.check_warnings(("never awaited", RuntimeWarning)):
        coroutine()
    with assert_never_awaited(mock):
        coroutine()
    try:
        coroutine() < 1
    except TypeError:
        pass


class Case(unittest.TestCase):
    def test(self):
        with self.assertRaises(TypeError):
            coroutine(1, 2)


def ignored_on_purpose():
    coroutine()  # type: ignore[unused-coroutine]


async def the_coroutine_is_what_or_gives(other):
    # A coroutine is always true, so it is the result, which is awaited.
    await (coroutine() or other)
    task = coroutine() or other
    await task


def either_build(is_async):
    # The generated sync build drops nothing.
    if is_async:
        return coroutine()
    coroutine()
    return None


async def asked_what_it_is():
    result = coroutine()
    if inspect.isawaitable(result):
        result = await result
    print(inspect.iscoroutine(coroutine()), isinstance(agen(), object))
    return result


async def named_and_awaited():
    if task := coroutine():
        await task


class Keeps:
    def __init__(self):
        self.task = coroutine()


task_of_the_module = coroutine()


async def nobody_looks_but_locals_may():
    value = coroutine()
    return locals()


async def global_name():
    global task_of_the_module
    task_of_the_module = coroutine()


def shadowed():
    def coroutine():
        return 1

    coroutine()



# The source of generated sync code: what stands here is run in the other file.
class Connection:
    def autocommit(self, value):
        if True:  # ASYNC
            raise AttributeError("await set_autocommit()")
        else:
            self.set_autocommit(value)

    async def set_autocommit(self, value):
        return value

    if False:  # ASYNC

        def __del__(self):
            workers = coroutine()
            coroutine(*workers)
            for worker in coroutine():
                print(worker)


def never_comes_here():
    return 1
    coroutine()


# What runs in the generated sync code alone.
@context.require_sync
def sync_side():
    coroutine()


class Driver:
    async def close(self): ...

    def __del__(self):
        if _is_async_code:
            return
        self.close()
