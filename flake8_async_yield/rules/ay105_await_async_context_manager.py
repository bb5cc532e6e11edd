"""AY105: `await` of an async context manager. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AwaitAsyncContextManager(Rule):
    """# AY105 await-async-context-manager

    ## What it does

    Reports `await` of what only `async with` can use: the call of an `@asynccontextmanager`
    function, or an object with `__aenter__` and `__aexit__` and without `__await__`. Handing one to
    what awaits it, `asyncio.gather` or `create_task`, is the same.

    ## Why it fails

    An async context manager is entered, not awaited: it has no `__await__`, so `await` raises
    `TypeError`. Without `async with` nothing would leave it, either.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def get_session():
        yield "session"


    async def main():
        session = await get_session()
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

    - What is awaitable as well: aiohttp's `session.get(...)`, asyncpg's `pool.acquire()`.
    - `await stack.enter_async_context(get_session())`.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-context-manager-decorators` names decorators that make an async context manager
    of an async generator function, as `asynccontextmanager` does.

    ## Fix

    None: what has to stand inside the `async with` is not told by the code.

    ## Since

    0.1.0

    ## References

    - Python documentation, `contextlib.asynccontextmanager`:
      https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager
    - Python reference, 6.4 "Await expression":
      https://docs.python.org/3/reference/expressions.html#await-expression
    """

    codes: ClassVar[dict[str, str]] = {"AY105": "await-async-context-manager"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
