# Source: "Conversion of JSON to Python", the documentation of the module `json`. typeshed says
# `Any`, which would hide that the result of `json.loads` (and so httpx's `Response.json()`) is
# nothing that could be awaited.
from typing import Any

def loads(s: str | bytes | bytearray, **kw: Any) -> dict[str, Any] | list[Any] | str | int | float | None: ...
def load(fp: Any, **kw: Any) -> dict[str, Any] | list[Any] | str | int | float | None: ...
