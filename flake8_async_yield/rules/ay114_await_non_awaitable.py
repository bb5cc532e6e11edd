"""AY114: `await` of what is no awaitable. Found by `ay1_consumption`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AwaitNonAwaitable(Rule):
    """# AY114 await-non-awaitable

    ## What it does

    Reports `await` of what is known to be no awaitable: the call of a plain `def` that returns a
    plain value or None, `time.sleep()`, a sync generator, a list. Handing one to what awaits it,
    `asyncio.run` or `gather`, is the same.

    ## Why it fails

    `await` needs a coroutine or an object with `__await__`. For everything else it raises
    `TypeError`, after the call has been made.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio
    import time


    async def main():
        await time.sleep(0.01)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def main():
        await asyncio.sleep(0.01)


    asyncio.run(main())
    ```

    ## What it does not flag

    - A stub or an abstract method: what overrides it may be a coroutine.
    - What only an annotation of the project says: it may be too narrow.
    - A union of which one part is awaitable, and a value that was tested (`inspect.isawaitable`).
    - A sync generator that is handed to asyncio: Python 3.11 takes it for a coroutine.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    The `await` is taken out: safe.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.4 "Await expression":
      https://docs.python.org/3/reference/expressions.html#await-expression
    """

    codes: ClassVar[dict[str, str]] = {"AY114": "await-non-awaitable"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
