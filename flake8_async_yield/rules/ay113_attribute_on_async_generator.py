"""AY113: an attribute of an async generator. Found by `ay1_dropping`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AttributeOnAsyncGenerator(Rule):
    """# AY113 attribute-on-async-generator

    ## What it does

    Reports an attribute or a subscript of an async generator, or of what calling an
    `@asynccontextmanager` function gives before it is entered: `get_session().execute(...)`.

    Also of another async context manager, where it is known that it has no such attribute and that
    what `async with` gives has it.

    ## Why it fails

    The generator, or the context manager, is not what it yields: it has no such attribute, and no
    items: `AttributeError` or `TypeError`.

    ## Wrong

    ```python
    # raises: AttributeError
    import asyncio
    from contextlib import asynccontextmanager


    class Session:
        async def execute(self, query):
            return query


    @asynccontextmanager
    async def get_session():
        yield Session()


    async def main():
        print(await get_session().execute("select 1"))


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio
    from contextlib import asynccontextmanager


    class Session:
        async def execute(self, query):
            return query


    @asynccontextmanager
    async def get_session():
        yield Session()


    async def main():
        async with get_session() as session:
            print(await session.execute("select 1"))


    asyncio.run(main())
    ```

    ## What it does not flag

    - A generator's own: `asend`, `athrow`, `aclose`, `__anext__`, `ag_frame` and its like.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-context-manager-decorators` names decorators that make an async context manager
    of an async generator function, as `asynccontextmanager` does.

    ## Fix

    None: what has to stand inside the loop or the `async with` is not told by the code.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.2.9.4 "Asynchronous generator-iterator methods":
      https://docs.python.org/3/reference/expressions.html#asynchronous-generator-iterator-methods
    - Python documentation, `contextlib.asynccontextmanager`:
      https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager
    """

    codes: ClassVar[dict[str, str]] = {"AY113": "attribute-on-async-generator"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
