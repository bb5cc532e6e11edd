"""AY305: a context manager's function that can yield twice."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.counts import must_yield_once, second_yield

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class MultipleYieldsInContextManager(Rule):
    """# AY305 multiple-yields-in-context-manager

    ## What it does
    Reports a `yield` that can run after another one on the same path, or again in a loop, in a
    function that must yield once: under `@asynccontextmanager`, or handed to `Depends`.

    ## Why it fails
    `asynccontextmanager` takes the first item for the target of `async with`. When the block has
    ended it runs the generator on to its end, and raises `RuntimeError: generator didn't stop`
    when it meets a second `yield`. What stands behind that `yield` waits for the garbage
    collector.

    ## Wrong
    ```python
    # raises: RuntimeError
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def connections() -> AsyncIterator[int]:
        for number in range(3):
            yield number


    async def main() -> None:
        async with connections() as connection:
            print(connection)


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def connections() -> AsyncIterator[list[int]]:
        yield [number for number in range(3)]


    async def main() -> None:
        async with connections() as found:
            assert found == [0, 1, 2]


    asyncio.run(main())
    ```

    ## What it does not flag
    - Branches that exclude each other, also by the same condition asked twice.
    - A loop that is left after the `yield`, and a loop over another generator that may give one
      item only (`async for session in get_session(): yield session`).

    ## Options
    `--async-yield-context-manager-decorators` names decorators that work like
    `contextlib.asynccontextmanager`.

    ## Fix
    None: which of the two was meant is not for a tool to say.

    ## Since
    0.1.0

    ## References
    -
      [contextlib.contextmanager](https://docs.python.org/3/library/contextlib.html#contextlib.contextmanager)
    - [FastAPI: Dependencies with
      yield](https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/)
    """

    codes: ClassVar[dict[str, str]] = {"AY305": "multiple-yields-in-context-manager"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)
    words: ClassVar[tuple[str, ...]] = ("yield",)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on a `yield` that can come after another one on the same path."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if not context.is_generator(node) or not must_yield_once(node, context):
            return
        scope = context.names.function(node, context.scope, context.place)
        second = second_yield(scope, context)
        if second is not None:
            message = (
                f"'{node.name}' can yield a second time: what drives it takes one 'yield', and "
                f"raises RuntimeError at this one; yield once on each path"
            )
            context.report("AY305", second, message)
