"""`@property` over a decorator that makes something else of a function: it is called when read."""

import contextlib
import functools
from contextlib import asynccontextmanager


class Cache:
    @property
    @contextlib.asynccontextmanager
    async def lock(self):
        yield None

    @functools.cached_property
    @asynccontextmanager
    async def entered_once(self):
        yield None

    @property
    @contextlib.contextmanager
    def plain(self):
        yield None

    @property
    @functools.lru_cache
    async def number(self):
        return 1

    @staticmethod
    @asynccontextmanager
    async def opened():
        yield None

    async def right(self):
        async with self.lock:
            pass
        async with self.entered_once:
            pass
        with self.plain:
            pass
        async with self.opened():
            pass
        print(Cache.lock.fget)
        return await self.number

    async def wrong(self):
        with self.lock:  # error: AY109:14
            pass
        await self.lock  # error: AY105:9
        async for x in self.lock:  # error: AY106:24
            print(x)
        async with self.opened:  # error: AY117:20
            pass
