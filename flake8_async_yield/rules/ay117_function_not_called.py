"""AY117: a function where its call was meant. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class FunctionNotCalled(Rule):
    """# AY117 function-not-called

    ## What it does

    Reports a function, a class or a session factory itself where what its call gives is wanted:
    `await f`, `async for x in f`, `async with SessionLocal as s`, `asyncio.run(main)`. The
    parentheses are missing.

    ## Why it fails

    A function can be neither awaited nor iterated nor entered: each raises `TypeError`
    (`asyncio.run`: `ValueError`).

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def get_user():
        return "ada"


    async def main():
        print(await get_user)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def get_user():
        return "ada"


    async def main():
        print(await get_user())


    asyncio.run(main())
    ```

    ## What it does not flag

    - A property that gives a coroutine, a task, an object that is awaitable itself.
    - A class whose metaclass is not known, and a parameter that hides a function of the same name.
    - `anyio.run(main)` and `trio.run(main)`: they take the function.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    The parentheses, where the function requires no argument: unsafe, since the body starts to run.
    None elsewhere.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.4 "Await expression":
      https://docs.python.org/3/reference/expressions.html#await-expression
    - Python documentation, asyncio, `asyncio.run`:
      https://docs.python.org/3/library/asyncio-runner.html#asyncio.run
    """

    codes: ClassVar[dict[str, str]] = {"AY117": "function-not-called"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
