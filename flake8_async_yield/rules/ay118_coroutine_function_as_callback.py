"""AY118: a coroutine function as a plain callback. Found by `ay1_callbacks`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class CoroutineFunctionAsCallback(Rule):
    """# AY118 coroutine-function-as-callback

    ## What it does

    Reports a coroutine function given as a callback to what calls it and drops its result, or uses
    it at once: `loop.call_soon`, `call_later`, `call_at`, `add_done_callback`,
    `add_signal_handler`, `run_in_executor`, `asyncio.to_thread`, `threading.Thread(target=...)`,
    `atexit.register`, `signal.signal`, `ExitStack.callback`, `filter`, the `key` of `sorted`,
    `min`, `max`, `list.sort`, and `map` where its items are used at once. A lambda that gives a
    coroutine is the same.

    ## Why it fails

    The callback's call makes a coroutine, and nobody awaits it: it never runs ("RuntimeWarning:
    coroutine ... was never awaited"). As a condition it is always true, and coroutines can't be
    sorted.

    ## Wrong

    ```python
    # warns: RuntimeWarning
    import asyncio


    async def report():
        print("done")


    async def main():
        asyncio.get_running_loop().call_soon(report)
        await asyncio.sleep(0.01)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    async def report():
        print("done")


    async def main():
        task = asyncio.create_task(report())
        await task


    asyncio.run(main())
    ```

    ## What it does not flag

    - `gather(*map(f, users))` and `for step in map(f, users): await step`: the items are awaited.
    - `await (await loop.run_in_executor(None, f))`, which awaits what the thread has made.
    - `loop.call_soon(lambda: asyncio.create_task(f()))`: a task runs.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    None: what is right depends on where the callback should run.

    ## Since

    0.1.0

    ## References

    - Python documentation, asyncio, "Scheduling callbacks":
      https://docs.python.org/3/library/asyncio-eventloop.html#scheduling-callbacks
    - Python documentation, asyncio, "Running in Threads":
      https://docs.python.org/3/library/asyncio-task.html#running-in-threads
    """

    codes: ClassVar[dict[str, str]] = {"AY118": "coroutine-function-as-callback"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
