"""AY116: `async with` on a plain context manager. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AsyncWithSyncContextManager(Rule):
    """# AY116 async-with-sync-context-manager

    ## What it does

    Reports `async with` on what is only a plain context manager: `open()`, `threading.Lock()`, the
    call of a `@contextmanager` function; and on what is no context manager at all. Handing one to
    `enter_async_context` is the same.

    ## Why it fails

    `async with` needs `__aenter__` and `__aexit__`, which a plain context manager does not have,
    nor a list, a generator, or an instance of a class without them: it raises `TypeError`.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio
    import threading


    async def main():
        async with threading.Lock():
            print("alone")


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio
    import threading


    async def main():
        with threading.Lock():
            print("alone")


    asyncio.run(main())
    ```

    ## What it does not flag

    - What is a context manager of both kinds.
    - What only an annotation of the project says: it may be too narrow.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    `async with` becomes `with`; a statement that has items of both kinds is split: safe. None for
    what `with` can't enter either.

    ## Since

    0.1.0

    ## References

    - Python reference, 8.9.3 "The async with statement":
      https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement
    """

    codes: ClassVar[dict[str, str]] = {"AY116": "async-with-sync-context-manager"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
