"""AY111: an async generator that nobody iterates. Found by `ay1_dropping`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AsyncGeneratorNotIterated(Rule):
    """# AY111 async-generator-not-iterated

    ## What it does

    Reports an async generator that is made and dropped: a call as a statement, a name that nobody
    reads, a call in a condition, in a comparison, in an f-string, or given to `print()`, `str()`
    and their like, or to what takes the function itself: `start_soon(rows())`.

    ## Why it fails

    Calling an async generator function runs nothing: its body runs as the generator is iterated.
    Unlike a coroutine, a dropped one does not even warn.

    ## Wrong

    ```python
    # prints: []
    import asyncio

    saved = []


    async def save_all(users):
        for user in users:
            saved.append(user)
            yield user


    async def main():
        save_all(["ada", "grace"])
        print(saved)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio

    saved = []


    async def save_all(users):
        for user in users:
            saved.append(user)
            yield user


    async def main():
        async for user in save_all(["ada", "grace"]):
            print("saved", user)
        print(saved)


    asyncio.run(main())
    ```

    ## What it does not flag

    - A generator that is returned, kept and read later, or handed on: `StreamingResponse(rows())`.
    - What a plain function gives back that it was given, or has put elsewhere: `keep(rows())`.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    None: what is to be done with each item is not told by the code.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.2.9.4 "Asynchronous generator-iterator methods":
      https://docs.python.org/3/reference/expressions.html#asynchronous-generator-iterator-methods
    """

    codes: ClassVar[dict[str, str]] = {"AY111": "async-generator-not-iterated"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
