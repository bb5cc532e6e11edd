"""AY115: `async for` over a plain iterable. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AsyncForSyncIterable(Rule):
    """# AY115 async-for-sync-iterable

    ## What it does

    Reports `async for`, an async comprehension or `aiter()` over what can only be iterated in the
    plain way: a list, a tuple, a dict, `range()`, a sync generator.

    ## Why it fails

    `async for` needs `__aiter__`, which plain iterables do not have: it raises `TypeError`.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def main():
        async for number in range(3):
            print(number)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def main():
        for number in range(3):
            print(number)


    asyncio.run(main())
    ```

    ## What it does not flag

    - An object that can be iterated both ways.
    - What only an annotation of the project says: it may be too narrow.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    `async for` becomes `for`: safe.

    ## Since

    0.1.0

    ## References

    - Python reference, 8.9.2 "The async for statement":
      https://docs.python.org/3/reference/compound_stmts.html#the-async-for-statement
    """

    codes: ClassVar[dict[str, str]] = {"AY115": "async-for-sync-iterable"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
