"""AY119: `gather` of a collection. Found by `ay1_handing`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class GatherOfCollection(Rule):
    """# AY119 gather-of-collection

    ## What it does

    Reports `asyncio.gather` of a list, a set, a generator, a comprehension, `map()`: the `*` is
    missing.

    ## Why it fails

    `gather` takes each awaitable as an argument of its own. A collection is none: `gather` raises
    `TypeError`, for a generator on Python 3.11 `RuntimeError`.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio


    async def double(number):
        return number * 2


    async def main():
        print(await asyncio.gather([double(1), double(2)]))


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def double(number):
        return number * 2


    async def main():
        print(await asyncio.gather(*[double(1), double(2)]))


    asyncio.run(main())
    ```

    ## What it does not flag

    - `asyncio.wait` and `asyncio.as_completed`: they take a collection.
    - `gather` of another library.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    None.

    ## Fix

    The `*` is put in: safe.

    ## Since

    0.1.0

    ## References

    - Python documentation, asyncio, `asyncio.gather`:
      https://docs.python.org/3/library/asyncio-task.html#asyncio.gather
    """

    codes: ClassVar[dict[str, str]] = {"AY119": "gather-of-collection"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
