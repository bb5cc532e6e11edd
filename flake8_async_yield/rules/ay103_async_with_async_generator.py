"""AY103: `async with` on an async generator. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AsyncWithAsyncGenerator(Rule):
    """# AY103 async-with-async-generator

    ## What it does

    Reports `async with` on an async generator: `@asynccontextmanager` is missing. Handing one to
    `enter_async_context` is the same.

    ## Why it fails

    `async with` needs `__aenter__` and `__aexit__`. An async generator has neither; the decorator
    `contextlib.asynccontextmanager` makes a context manager of it.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def get_session():
        yield "session"


    async def main():
        async with get_session() as session:
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

    - `async with aclosing(get_session()) as sessions`.
    - A function under a decorator that is not known.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-context-manager-decorators` names decorators that make an async context manager
    of an async generator function, as `asynccontextmanager` does.

    ## Fix

    `@asynccontextmanager` on the generator, with its import, where the generator is a function of
    the same file whose only uses there are in `async with`: unsafe, since other files may iterate
    it. None elsewhere.

    ## Since

    0.1.0

    ## References

    - Python documentation, `contextlib.asynccontextmanager`:
      https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager
    - Python reference, 8.9.3 "The async with statement":
      https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement
    """

    codes: ClassVar[dict[str, str]] = {"AY103": "async-with-async-generator"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
