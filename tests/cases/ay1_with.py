"""`with` on everything there is."""
import threading

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
    with session() as x:  # error: AY109:10
        print(x)
    with Session() as x:  # error: AY109:10
        print(x)
    with Request() as x:  # error: AY109:10
        print(x)
    with Stream() as x:  # error: AY109:10
        print(x)
    with agen() as x:  # error: AY109:10
        print(x)
    with Rows() as x:  # error: AY109:10
        print(x)
    with coroutine() as x:  # error: AY109:10
        print(x)
    with Awaitable() as x:  # error: AY109:10
        print(x)
    with asyncio.Lock():  # error: AY109:10
        print("alone")
    with asyncio.timeout(1):  # error: AY109:10
        print("soon")
    with manager() as x, session() as y:  # error: AY109:26
        print(x, y)


def outside():
    with session() as x:  # error: AY109:10
        print(x)


async def right(unknown):
    with manager() as x, File() as y, threading.Lock():
        print(x, y)
    with await session_of().__aenter__() as x:  # error: AY112:16
        print(x)
    with unknown() as x, unknown as y:
        print(x, y)
    # Nothing of it is async: no matter of these rules.
    with generator() as x:
        print(x)

