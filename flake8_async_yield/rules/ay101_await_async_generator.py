"""AY101: `await` of an async generator. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AwaitAsyncGenerator(Rule):
    """# AY101 await-async-generator

    ## What it does

    Reports `await` of an async generator: of the call of an `async def` that yields, and of an
    object that can only be iterated with `async for`. Handing one to what awaits it is the same:
    `asyncio.run`, `create_task`, `ensure_future`, `gather`, `wait_for`, `shield`, `wait`,
    `TaskGroup.create_task`, and, as a function, anyio's and trio's `run` and `start_soon`.

    ## Why it fails

    A `yield` makes an `async def` an async generator function. Its call gives an object with
    `__aiter__` and `__anext__`, and without `__await__`: `await` raises `TypeError`.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def get_users():
        yield "ada"
        yield "grace"


    async def main():
        for user in await get_users():
            print(user)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def get_users():
        yield "ada"
        yield "grace"


    async def main():
        async for user in get_users():
            print(user)


    asyncio.run(main())
    ```

    ## What it does not flag

    - `await anext(get_users())` and `await get_users().__anext__()`: they await one step.
    - An object that can be awaited as well as iterated.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    `for x in await g()` becomes `async for x in g()`: safe. Elsewhere `await g()` becomes `[x async
    for x in g()]`: unsafe, since what follows may want something else than a list.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.2.9.4 "Asynchronous generator-iterator methods":
      https://docs.python.org/3/reference/expressions.html#asynchronous-generator-iterator-methods
    - PEP 525, "Asynchronous Generators": https://peps.python.org/pep-0525/
    """

    codes: ClassVar[dict[str, str]] = {"AY101": "await-async-generator"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
