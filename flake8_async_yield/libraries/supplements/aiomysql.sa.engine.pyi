# Source: aiomysql/sa/engine.py: `_create_engine(…)` and `_acquire()` are handed to the managers.
from aiomysql.sa.connection import SAConnection
from aiomysql.utils import _PoolAcquireContextManager, _PoolContextManager

def create_engine(*args, **kwargs) -> _PoolContextManager[Engine]: ...

class Engine:
    def acquire(self) -> _PoolAcquireContextManager[SAConnection]: ...
