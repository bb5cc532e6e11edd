"""`async with` on everything there is."""
import threading

import asyncio
from abc import ABC, abstractmethod
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
    async with agen() as x:  # error: AY103:16
        print(x)
    async with Rows() as x:  # error: AY103:16
        print(x)
    async with coroutine() as x:  # error: AY104:16
        print(x)
    async with session_of() as x:  # error: AY104:16
        print(x)
    async with Awaitable() as x:  # error: AY104:16
        print(x)
    async with Cursor() as x:  # error: AY104:16
        print(x)
    async with manager() as x:  # error: AY116:16
        print(x)
    async with open("x") as x:  # error: AY116:16
        print(x)
    async with threading.Lock():  # error: AY116:16
        print("alone")
    async with generator() as x:  # error: AY116:16
        print(x)
    async with [Session()] as x:  # error: AY116:16
        print(x)
    async with Settings() as x:  # error: AY116:16
        print(x)
    settings = read_settings()
    async with settings, Session():  # error: AY116:16
        print(settings)
    async with await load_settings() as x:  # error: AY116:16
        print(x)
    async with session as x:  # error: AY117:16
        print(x)
    async with Session as x:  # error: AY117:16
        print(x)
    async with Session() as x, manager() as y, agen() as z:  # error: AY116:32, AY103:48
        print(x, y, z)
    async with (
        Session() as x,
        coroutine(1) as y,  # error: AY104:9
    ):
        print(x, y)


class Settings:
    """What can't be entered in either way."""


def read_settings():
    return Settings()


async def load_settings():
    return Settings()


class Patched:
    pass


Patched.__aenter__ = session


class Forwarded(unknown_base):
    pass


async def may_be_entered(settings: Settings, lock=None):
    async with Patched() as x, Forwarded() as y:
        print(x, y)
    # An annotation names less than what comes.
    async with settings:
        print(settings)
    if lock is not None:
        async with lock:
            print(lock)


async def right(unknown):
    async with session() as x, Session() as y:
        print(x, y)
    async with await session_of() as x:
        print(x)
    async with Request() as x, Stream() as y, File() as z:
        print(x, y, z)
    async with asyncio.Lock(), asyncio.timeout(1), asyncio.TaskGroup() as group:
        print(group)
    async with unknown as x, unknown() as y:
        print(x, y)
    async with (Session() if unknown else unknown()) as x:
        print(x)



# What overrides a method without a body may be an '@asynccontextmanager' or an async generator.
class Store(ABC):
    @abstractmethod
    async def opened(self) -> int:
        raise NotImplementedError

    @abstractmethod
    async def rows(self) -> int: ...

    async def count(self) -> int:
        return 1

    async def use(self):
        async with self.opened() as x:
            print(x)
        async for row in self.rows():
            print(row)
        async with self.count() as x:  # error: AY104:20
            print(x)
        async for row in self.count():  # error: AY102:26
            print(row)
        self.opened()  # error: AY110:9
        print(self.rows().first)  # error: AY112:15
        for row in self.rows():  # error: AY108:20
            print(row)


async def opened_here() -> int: ...


async def use_store(store: Store):
    async with store.opened() as x:
        print(x)
    async with opened_here() as x:  # error: AY104:16
        print(x)
