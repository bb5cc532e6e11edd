# Source: redis/asyncio/client.py. The commands of a pipeline give the pipeline itself, except for
# those that are sent at once (`WATCH`): `execute_command` is overridden so. The annotations that
# it inherits say that every command is awaited, by this constant.
from typing import Any

class Pipeline:
    _is_async_client: Any
