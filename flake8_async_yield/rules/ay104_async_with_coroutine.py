"""AY104: `async with` on a coroutine. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AsyncWithCoroutine(Rule):
    """# AY104 async-with-coroutine

    ## What it does

    Reports `async with` on a coroutine, or on another object that can only be awaited.

    ## Why it fails

    A coroutine has no `__aenter__`: `async with` raises `TypeError`, and the coroutine never runs.
    Either what it returns is the context manager, and `async with await f()` was meant, or the
    function ought to yield under `@asynccontextmanager`.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    class Connection:
        async def __aenter__(self):
            return self

        async def __aexit__(self, *error):
            print("closed")


    async def connect():
        return Connection()


    async def main():
        async with connect():
            print("connected")


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    class Connection:
        async def __aenter__(self):
            return self

        async def __aexit__(self, *error):
            print("closed")


    async def connect():
        return Connection()


    async def main():
        async with await connect():
            print("connected")


    asyncio.run(main())
    ```

    ## What it does not flag

    - What is awaitable and a context manager at once, such as aiohttp's `session.get(...)`.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    `async with await f()` where the coroutine is known to give an async context manager: safe. None
    elsewhere.
    A coroutine that is kept in a name is awaited where the name is bound: unsafe, since all uses
    of the name have its result then.

    ## Since

    0.1.0

    ## References

    - Python reference, 8.9.3 "The async with statement":
      https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement
    """

    codes: ClassVar[dict[str, str]] = {"AY104": "async-with-coroutine"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
