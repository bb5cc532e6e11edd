"""`async def wrapper(…) -> T` where T is what the call of the wrapped `async def` gives.

The annotation says it twice: T is a coroutine, and the wrapper has awaited it.
"""

import functools
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def counted(method: Callable[..., T]) -> Callable[..., T]:
    @functools.wraps(method)
    async def wrapper(self, *args, **kwargs) -> T:
        if self.counts:
            return await method(self, *args, **kwargs)
        return await method(self, *args, **kwargs)

    return wrapper


def retried(times: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    def decorator(method: Callable[..., T]) -> Callable[..., T]:
        @functools.wraps(method)
        async def wrapper(self, *args, **kwargs) -> T:
            for _ in range(times):
                result = await method(self, *args, **kwargs)
            return result

        return wrapper

    return decorator


def run_elsewhere(method: Callable[..., T]) -> Callable[..., T]:
    async def wrapper(self, *args, **kwargs) -> T:
        return await self.run(method, *args, **kwargs)

    return wrapper


class Service:
    @counted
    async def some(self):
        return self.unknown()

    @retried(3)
    async def more(self):
        return self.unknown()

    @run_elsewhere
    async def most(self):
        return self.unknown()

    @counted
    async def known(self):
        return [1]

    async def go(self):
        for x in await self.some():
            print(x)
        for x in await self.more():
            print(x)
        for x in await self.most():
            print(x)
        for x in await self.known():
            print(x)
        for x in self.some():  # error: AY108:18
            print(x)
        for x in self.more():  # error: AY108:18
            print(x)
        for x in self.most():  # error: AY108:18
            print(x)
        async for x in await self.known():  # error: AY115:24
            print(x)
