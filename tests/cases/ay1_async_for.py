"""`async for` over everything there is."""

import asyncio
from contextlib import asynccontextmanager, contextmanager


async def coroutine(number=1):
    return number


async def stream_of():
    return agen()


async def session_of():
    return Session()


async def agen(number=1):
    yield number


@asynccontextmanager
async def session():
    yield 1


def generator():
    yield 1


@contextmanager
def manager():
    yield 1


def plain():
    return 1


class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        pass


class Awaitable:
    def __await__(self):
        return iter(())


class Rows:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


class Request(Awaitable, Session):
    """Awaitable, and an async context manager."""


class Cursor(Awaitable, Rows):
    """Awaitable, and an async iterator."""


class Stream(Session, Rows):
    """An async context manager, and an async iterator."""


class File(Session):
    """A context manager of both kinds."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


class Items(Rows):
    """Iterable in both ways."""

    def __iter__(self):
        return iter(())


class Plain:
    pass


async def wrong():
    async for x in coroutine():  # error: AY102:20
        print(x)
    async for x in stream_of():  # error: AY102:20
        print(x)
    async for x in Awaitable():  # error: AY102:20
        print(x)
    async for x in Request():  # error: AY102:20
        print(x)
    async for x in session():  # error: AY106:20
        print(x)
    async for x in Session():  # error: AY106:20
        print(x)
    async for x in generator():  # error: AY115:20
        print(x)
    async for x in [1, 2]:  # error: AY115:20
        print(x)
    async for x in (1, 2):  # error: AY115:20
        print(x)
    async for x in {"a": 1}:  # error: AY115:20
        print(x)
    async for x in range(3):  # error: AY115:20
        print(x)
    async for x in "text":  # error: AY115:20
        print(x)
    async for x in manager():  # error: AY115:20
        print(x)
    async for x in plain():  # error: AY115:20
        print(x)
    async for x in Plain():  # error: AY115:20
        print(x)
    async for x in agen:  # error: AY117:20
        print(x)
    async for x in Rows:  # error: AY117:20
        print(x)
    print([x async for x in coroutine()])  # error: AY102:29
    print({x async for x in generator()})  # error: AY115:29
    print({x: 1 async for x in session()})  # error: AY106:32
    print([y async for x in agen() async for y in coroutine(x)])  # error: AY102:51
    aiter(coroutine())  # error: AY102:11
    await anext(coroutine())  # error: AY102:17
    aiter([1])  # error: AY115:11


def lazy():
    return (x async for x in coroutine())  # error: AY102:30


async def right(unknown):
    async for x in agen():
        print(x)
    async for x in await stream_of():
        print(x)
    async for x in Rows():
        print(x)
    async for x in Cursor():
        print(x)
    async for x in Stream():
        print(x)
    async for x in Items():
        print(x)
    async for x in (y async for y in agen()):
        print(x)
    async for x in (await coroutine(y) for y in [1]):
        print(x)
    async for x in aiter(agen()):
        print(x)
    async for x in unknown():
        print(x)
    async for x in unknown:
        print(x)
    return [x async for x in agen()]

