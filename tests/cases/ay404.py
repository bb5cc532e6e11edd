import contextlib
from abc import abstractmethod
from contextlib import asynccontextmanager, contextmanager
from contextlib import contextmanager as cm


@contextmanager  # error: AY404:2
async def sync_on_generator():
    yield 1


@contextlib.contextmanager  # error: AY404:2
async def by_module():
    yield 1


@cm  # error: AY404:2
async def by_alias():
    yield 1


@contextmanager  # error: AY404:2
async def sync_on_coroutine():
    print("no yield")


@asynccontextmanager  # error: AY404:2
def async_on_generator():
    yield 1


@asynccontextmanager  # error: AY404:2
def async_on_nothing():
    print("nothing")


@asynccontextmanager  # error: AY404:2
def async_on_list():
    return [1]


async def load():
    return 1


@asynccontextmanager  # error: AY404:2
def async_on_coroutine():
    return load()


class Pool:
    @contextmanager  # error: AY404:6
    async def acquire(self):
        yield 1

    @asynccontextmanager  # error: AY404:6
    @abstractmethod
    def connect(self):
        yield 1

    @classmethod
    @contextmanager  # error: AY404:6
    async def make(cls):
        yield 1
