"""AY107: plain iteration over an async generator. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class SyncForAsyncGenerator(Rule):
    """# AY107 sync-for-async-generator

    ## What it does

    Reports what iterates in the plain way over an async generator or another async iterator: `for`,
    a comprehension, unpacking, `*`, `**`, `in`, `yield from`, `list()`, `tuple()`, `set()`,
    `dict()`, `sum()`, `sorted()`, `next()`, `iter()`, `enumerate()`, `zip()`, `map()` and their
    like. A generator expression that holds `async for` or `await` is an async generator too.

    ## Why it fails

    An async generator has no `__iter__`: each of them raises `TypeError`.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def get_users():
        yield "ada"
        yield "grace"


    async def main():
        print(sorted(get_users()))


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def get_users():
        yield "ada"
        yield "grace"


    async def main():
        print(sorted([user async for user in get_users()]))


    asyncio.run(main())
    ```

    ## What it does not flag

    - An object that can be iterated both ways.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    Inside an `async def`, `for` becomes `async for`, `list(g())` becomes `[x async for x in g()]`,
    and the argument of another call becomes such a list: safe. Unsafe for `enumerate`, `zip`,
    `map` and `filter`, which would get all items before the first is used. None for `next` and
    `iter`, and none outside an `async def`.

    ## Since

    0.1.0

    ## References

    - Python reference, 8.9.2 "The async for statement":
      https://docs.python.org/3/reference/compound_stmts.html#the-async-for-statement
    - Python reference, 6.2.8 "Generator expressions":
      https://docs.python.org/3/reference/expressions.html#generator-expressions
    """

    codes: ClassVar[dict[str, str]] = {"AY107": "sync-for-async-generator"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
