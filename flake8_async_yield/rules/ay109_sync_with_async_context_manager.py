"""AY109: `with` on an async context manager. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class SyncWithAsyncContextManager(Rule):
    """# AY109 sync-with-async-context-manager

    ## What it does

    Reports `with` on what is only an async context manager; also on a coroutine or an async
    generator, which are none at all. Handing one to an exit stack's `enter_context` is the same.

    ## Why it fails

    `with` needs `__enter__` and `__exit__`. An async context manager has `__aenter__` and
    `__aexit__` instead: `with` raises `TypeError`.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def main():
        lock = asyncio.Lock()
        with lock:
            print("alone")


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def main():
        lock = asyncio.Lock()
        async with lock:
            print("alone")


    asyncio.run(main())
    ```

    ## What it does not flag

    - What is a context manager of both kinds, such as `anyio.open_file`'s result or a cancel scope.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-context-manager-decorators` names decorators that make an async context manager
    of an async generator function, as `asynccontextmanager` does.

    ## Fix

    Inside an `async def`, `with` becomes `async with`; a statement that has items of both kinds is
    split: safe. None outside one.

    ## Since

    0.1.0

    ## References

    - Python reference, 8.9.3 "The async with statement":
      https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement
    """

    codes: ClassVar[dict[str, str]] = {"AY109": "sync-with-async-context-manager"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
