import asyncio
import sys
from abc import abstractmethod
from typing import Protocol

from somewhere import AsyncMeta, Base, runs_coroutines, wrap


class Right:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        print("left")

    async def __anext__(self):
        raise StopAsyncIteration

    def __aiter__(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print("left")


# An async generator is an async iterator.
class Stream:
    async def __aiter__(self):
        yield 1


# A plain def that returns an awaitable, or what is not known.
class Lock:
    async def acquire(self):
        return self

    def __aenter__(self):
        return self.acquire()

    def __aexit__(self, *exc):
        return asyncio.sleep(0)

    def __anext__(self):
        return self.future

    def __init__(self, future):
        self.future = future


class Awaitable:
    def __await__(self):
        return iter(())

    def __aenter__(self):
        return self


class OfUnknown(Base):
    # The base may be awaitable.
    def __aenter__(self):
        return self

    # The base may make its instances in another way.
    async def __init__(self):
        self.ready = True


class OfMeta(metaclass=AsyncMeta):
    async def __init__(self):
        self.ready = True

    async def __len__(self):
        return 1


@runs_coroutines
class Rebuilt:
    async def __init__(self):
        self.ready = True


# A coroutine that makes the instance: `await Made()`.
class Made:
    async def __new__(cls):
        self = super().__new__(cls)
        await self.__init__()
        return self

    async def __init__(self):
        self.ready = True


# The caller gets the coroutine and may await it.
class Lazy:
    async def __call__(self):
        return 1

    async def __getitem__(self, key):
        return key

    async def __getattr__(self, name):
        return name

    async def __add__(self, other):
        return other


# Stubs: what they stand for is another's matter.
class Opens(Protocol):
    async def __aiter__(self): ...

    async def __len__(self) -> int: ...

    def __aenter__(self): ...


class Abstract:
    @abstractmethod
    async def __enter__(self):
        raise NotImplementedError


# A decorator that is not known may run the coroutine.
class Wrapped:
    @wrap
    async def __str__(self):
        return "w"

    @wrap
    def __aenter__(self):
        return self


# Awaited by its name, or known under another one.
class ByName:
    async def __setstate__(self, state):
        print(state)

    async def __delitem__(self, key):
        print(key)

    async def remove(self, key):
        await self.__delitem__(key)


class Renamed:
    async def __exit__(self, *exc):
        print("left")

    __aexit__ = __exit__


# Never returns.
class Raises:
    def __aenter__(self):
        raise TypeError("use 'with'")

    def __aexit__(self, *exc):
        raise TypeError("use 'with'")


# Not a method.
async def __len__():
    return 1


# No dataclass: nothing calls it.
class NoRecord:
    async def __post_init__(self):
        print("called by hand")


class Closes(Protocol):
    def close(self) -> int: ...


# What is declared to return no awaitable may do so all the same.
class OfDeclared:
    def __init__(self, inner: Closes):
        self.inner = inner

    def __aenter__(self):
        return self.inner

    def __aexit__(self, *exc):
        return self.inner.close()


# 'async for' iterates over what '__aiter__' gives: the async generator, never '__anext__' itself.
class Pages:
    def __aiter__(self):
        return self.__anext__()

    async def __anext__(self):
        yield 1


# Which of the two is kept hangs on a condition: the first only where Python awaits it.
class OfOldPython:
    if sys.version_info < (3, 5, 2):

        async def __aiter__(self):
            return self

    else:

        def __aiter__(self):
            return self

    async def __anext__(self):
        raise StopAsyncIteration


# A later definition takes the place of the first.
class Redefined:
    def __aenter__(self):
        return self

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        print("left")


class OnlyDeclared:
    async def __enter__(self): ...

    async def __exit__(self, *exc_info): ...
