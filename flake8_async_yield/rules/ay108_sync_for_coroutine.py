"""AY108: plain iteration over a coroutine. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class SyncForCoroutine(Rule):
    """# AY108 sync-for-coroutine

    ## What it does

    Reports what iterates in the plain way over a coroutine whose `await` is missing: `for`, a
    comprehension, unpacking, `*`, `**`, `in`, `list()`, `sorted()`, `zip()` and their like.

    ## Why it fails

    A coroutine has no `__iter__`: iterating over it raises `TypeError`, and the coroutine never
    runs. A future or a task of asyncio has one, for the sake of `yield from`: in an `async def`
    it raises `RuntimeError`, or gives nothing where the future is done.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def get_users():
        return ["ada", "grace"]


    async def main():
        for user in get_users():
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

    - A list or tuple of coroutines.
    - A future or a task of asyncio outside an `async def`, where `yield from` takes one, and
      `iter()` of it.
    - A step of an async generator, driven by hand: `next(stream.asend(None))`. It is an iterator.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    Inside an `async def`, `await` is put in: safe. None outside one.
    A coroutine that is kept in a name is awaited where the name is bound: unsafe, since all uses
    of the name have its result then.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.4 "Await expression":
      https://docs.python.org/3/reference/expressions.html#await-expression
    - Python documentation, asyncio, "Coroutines":
      https://docs.python.org/3/library/asyncio-task.html#coroutines
    """

    codes: ClassVar[dict[str, str]] = {"AY108": "sync-for-coroutine"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
