# Source: aiomysql/connection.py: `connect` hands `_connect(…)` to the manager; the cursor is the
# result of a future that is done. The classes of cursors that may be asked for have its methods.
from aiomysql.cursors import Cursor
from aiomysql.utils import _ConnectionContextManager, _ContextManager

def connect(*args, **kwargs) -> _ConnectionContextManager[Connection]: ...

class Connection:
    def cursor(self, *cursors) -> _ContextManager[Cursor]: ...
