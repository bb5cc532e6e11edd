"""Attributes and items of what was not awaited, iterated or entered."""

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


async def wrong(store: Store):
    coroutine().name  # error: AY112:5
    coroutine()[0]  # error: AY112:5
    print(store.load().append)  # error: AY112:11
    await coroutine().execute(1)  # error: AY112:11
    store.load()[0] = 1  # error: AY112:5
    coroutine().name = 1  # error: AY112:5
    agen().name  # error: AY113:5
    agen()[0]  # error: AY113:5
    agen().execute(1)  # error: AY113:5
    session().execute(1)  # error: AY113:5
    session()[0]  # error: AY113:5
    await session().execute(1)  # error: AY113:11
    (x async for x in agen()).name  # error: AY113:5
    kept = coroutine()
    print(kept.name)  # error: AY112:11
    rows = agen()
    print(rows.first, rows[0])  # error: AY113:11, AY113:23
    opened = session()
    opened.execute(1)  # error: AY113:5
    return kept, rows


class Holder:
    def __init__(self):
        self.session = session()
        self.rows = agen()
        self.value = coroutine()

    def use(self):
        self.session.execute(1)  # error: AY113:9
        self.rows.name  # error: AY113:9
        return self.value.name  # error: AY112:16


async def right(store: Store, unknown):
    (await coroutine()).name
    (await store.load())[0]
    # What these objects have of their own.
    coroutine().close()
    coroutine().send(None)
    coroutine().cr_frame
    coroutine().__await__()
    coroutine().__class__
    await agen().asend(None)
    await agen().athrow(ValueError)
    await agen().aclose()
    await agen().__anext__()
    iterator = agen().__aiter__()
    print(iterator)
    agen().ag_running
    manager = session()
    print(manager.gen.ag_suspended, manager.func, manager.args, manager.kwds)
    await session().__aenter__()
    asyncio.create_task(coroutine()).cancel()
    asyncio.gather(coroutine()).cancel()
    plain().real
    generator().send(None)
    unknown().name
    unknown[0]



class Answer:
    status = 200

    def close(self):
        return None

    def __getitem__(self, key):
        return key


class Request:
    """Awaitable and an async context manager, as aiohttp's is."""

    def __init__(self):
        self.url = ""

    async def _send(self) -> Answer:
        return Answer()

    def __await__(self):
        return self._send().__await__()

    async def __aenter__(self) -> Answer:
        return await self._send()

    async def __aexit__(self, *error):
        return None

    def close(self):
        return None


class Opening:
    async def __aenter__(self):
        return Answer()

    async def __aexit__(self, *error):
        return None


class Reentrant(Opening):
    async def __aenter__(self):
        return self


class Forwarding(Request):
    def __getattr__(self, name):
        return name


def request() -> Request:
    return Request()


async def objects(handler: "Callable[[], Awaitable[Answer]]", plain: "Callable[[], Awaitable]"):
    request().status  # error: AY112:5
    answer = request()
    print(answer.status, answer[0])  # error: AY112:11, AY112:26
    handler().status  # error: AY112:5
    handler()["status"]  # error: AY112:5
    Opening().status  # error: AY113:5
    # What they have of their own, and what may have everything.
    request().url, request().close()
    handler().close()
    plain().status
    handler().unheard_of
    request().unheard_of
    Reentrant().status
    Opening().unheard_of
    Forwarding().status
    (await request()).status
    async with Opening() as opened:
        opened.status
    return await answer


from typing import Awaitable, Callable, Any  # noqa: E402
