"""AY110: a coroutine that nobody awaits. Found by `ay1_dropping`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class CoroutineNotAwaited(Rule):
    """# AY110 coroutine-not-awaited

    ## What it does

    Reports a coroutine that is made and dropped: a call as a statement, a name that nobody reads, a
    call in a condition, in a comparison, in a `match`, in a calculation, in an f-string, or given
    to `print()`, `str()`, `json.loads()`, `logging.info()` and their like. Also one that is given
    to what takes the function itself: `start_soon(work())`, `add_task(work())`.

    An object that a library gives instead of a coroutine counts as one where it does nothing before
    it is awaited: `db.execute(...)` of aiosqlite, `session.post(url)` of aiohttp, a query of
    Tortoise.

    Where the coroutine was put into a name, such uses of the name are reported, unless another one
    may await it: `count = hits()` without `await`, and `if count > limit` further down.

    ## Why it fails

    Calling an `async def` runs nothing: it makes a coroutine, which runs when it is awaited. A
    dropped one never runs ("RuntimeWarning: coroutine ... was never awaited"). In a condition it is
    always true, in a comparison it is equal to nothing but itself; `<`, `+` and their like raise
    `TypeError`.

    ## Wrong

    ```python
    # warns: RuntimeWarning
    import asyncio


    async def save(user):
        print("saved", user)


    async def main():
        save("ada")


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def save(user):
        print("saved", user)


    async def main():
        await save("ada")


    asyncio.run(main())
    ```

    ## What it does not flag

    - A coroutine that is returned, kept and read later, handed on, put into a container, closed.
    - A call whose decorator schedules it, and a task: `asyncio.create_task(save())` runs.
    - `# type: ignore[unused-coroutine]`, and code that chooses between a sync and an async build.
    - A method of a class whose decorator speaks of sync: `@universalasync.wrap`.
    - A library that is not installed, of which the file uses a name that its newest release does
      not have.
    - What a plain function gives back that it was given, or has put elsewhere: `spawn(job())`.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    Inside an `async def`, `await` is put in: unsafe, since the body starts to run. None outside
    one.

    ## Since

    0.1.0

    ## References

    - Python documentation, asyncio, "Coroutines":
      https://docs.python.org/3/library/asyncio-task.html#coroutines
    - Python documentation, "Detect never awaited coroutines":
      https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines
    """

    codes: ClassVar[dict[str, str]] = {"AY110": "coroutine-not-awaited"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
