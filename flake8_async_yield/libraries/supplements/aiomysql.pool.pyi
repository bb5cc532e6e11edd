# Source: aiomysql/pool.py: `_create_pool(…)` and `_acquire()` are handed to the managers.
from aiomysql.connection import Connection
from aiomysql.utils import _PoolAcquireContextManager, _PoolContextManager

def create_pool(*args, **kwargs) -> _PoolContextManager[Pool]: ...

class Pool:
    def acquire(self) -> _PoolAcquireContextManager[Connection]: ...
