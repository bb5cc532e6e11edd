# Source: asyncpg/connection.py, asyncpg/connect_utils.py. `_connect` gives the first connection that
# is made, of the class `connection_class`; no annotation says so.
from typing import Any, TypeVar

_C = TypeVar("_C", bound=Connection)

async def connect(
    dsn: Any = None, *, connection_class: type[_C] = Connection, **options: Any
) -> _C: ...
