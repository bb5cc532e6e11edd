# Source: asyncpg/pool.py. `PoolConnectionProxyMeta` gives the proxy every public method of
# `asyncpg.connection.Connection` when the class is made, each as a wrapper of the same kind;
# `Pool.acquire()`, awaited or entered, gives the proxy.
from collections.abc import Generator
from typing import Any

from asyncpg.connection import Connection

class PoolConnectionProxy(Connection): ...

class PoolAcquireContext:
    async def __aenter__(self) -> PoolConnectionProxy: ...
    def __await__(self) -> Generator[Any, Any, PoolConnectionProxy]: ...
