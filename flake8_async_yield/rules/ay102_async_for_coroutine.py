"""AY102: `async for` over a coroutine. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AsyncForCoroutine(Rule):
    """# AY102 async-for-coroutine

    ## What it does

    Reports `async for`, an async comprehension, `aiter()` or `anext()` over a coroutine: over the
    call of an `async def` that does not yield.

    ## Why it fails

    A coroutine has no `__aiter__`: `async for` raises `TypeError`, and the coroutine never runs.
    What it returns has to be awaited first.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def get_users():
        return ["ada", "grace"]


    async def main():
        async for user in get_users():
            print(user)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def get_users():
        return ["ada", "grace"]


    async def main():
        for user in await get_users():
            print(user)


    asyncio.run(main())
    ```

    ## What it does not flag

    - `async for x in await f()`, where the coroutine gives an async iterator.
    - A stub without a body, `async def items(self) -> AsyncIterator[int]: ...`: AY403 speaks of it.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    `async for x in await f()` where the coroutine is known to give an async iterator, and `for x in
    await f()` where it is known to give an iterable: safe, for a call; unsafe for a name, which may
    be awaited elsewhere too. None where its result is not known.

    ## Since

    0.1.0

    ## References

    - Python reference, 8.9.2 "The async for statement":
      https://docs.python.org/3/reference/compound_stmts.html#the-async-for-statement
    - PEP 492, "Asynchronous Iterators and 'async for'": https://peps.python.org/pep-0492/
    """

    codes: ClassVar[dict[str, str]] = {"AY102": "async-for-coroutine"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
