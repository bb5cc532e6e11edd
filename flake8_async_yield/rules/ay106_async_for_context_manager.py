"""AY106: `async for` over an async context manager. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AsyncForContextManager(Rule):
    """# AY106 async-for-context-manager

    ## What it does

    Reports `async for` over an async context manager that is no async iterator, most often over the
    call of an `@asynccontextmanager` function.

    ## Why it fails

    `@asynccontextmanager` makes a context manager of an async generator function. What it gives has
    no `__aiter__` any more: `async for` raises `TypeError`.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def get_session():
        yield "session"


    async def main():
        async for session in get_session():
            print(session)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def get_session():
        yield "session"


    async def main():
        async with get_session() as session:
            print(session)


    asyncio.run(main())
    ```

    ## What it does not flag

    - An object that is both an async context manager and an async iterator, such as a stream.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-context-manager-decorators` names decorators that make an async context manager
    of an async generator function, as `asynccontextmanager` does.

    ## Fix

    None: a loop and a `with` block differ in more than their first line.

    ## Since

    0.1.0

    ## References

    - Python documentation, `contextlib.asynccontextmanager`:
      https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager
    - Python reference, 8.9.2 "The async for statement":
      https://docs.python.org/3/reference/compound_stmts.html#the-async-for-statement
    """

    codes: ClassVar[dict[str, str]] = {"AY106": "async-for-context-manager"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
