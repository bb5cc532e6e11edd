"""AY306: a context manager's function that may end without having yielded."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.counts import ends_without, must_yield_once

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class MissingYieldInContextManager(Rule):
    """# AY306 missing-yield-in-context-manager

    ## What it does
    Reports a function under `@asynccontextmanager` that has no `yield`, or has a path that ends
    without one; the latter also for a generator that is handed to `Depends`.

    ## Why it fails
    `async with` asks the generator for its one item. A function without a `yield` is no generator
    at all (`TypeError`); one that ends early raises `RuntimeError: generator didn't yield`, far
    from the condition that was the reason.

    ## Wrong
    ```python
    # raises: RuntimeError
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def connection(url: str) -> AsyncIterator[str]:
        if url:
            yield url


    async def main() -> None:
        async with connection("") as found:
            print(found)


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def connection(url: str) -> AsyncIterator[str]:
        if not url:
            raise ValueError("no url")
        yield url


    async def main() -> None:
        async with connection("db") as found:
            assert found == "db"


    asyncio.run(main())
    ```

    ## What it does not flag
    - A path that raises, or calls what does not come back (`sys.exit`, `pytest.skip`, a function
      of the same file that raises on every path).
    - A `match`, or a chain of `elif` on one subject, in which every branch yields.
    - A loop with a `yield` in it, which is taken to run.
    - Stubs of a protocol or an abstract class.

    ## Options
    `--async-yield-context-manager-decorators` names decorators that work like
    `contextlib.asynccontextmanager`.

    ## Fix
    None: only the author knows what there is to yield.

    ## Since
    0.1.0

    ## References
    -
      [contextlib.contextmanager](https://docs.python.org/3/library/contextlib.html#contextlib.contextmanager)
    -
      [contextlib.asynccontextmanager](https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager)
    """

    codes: ClassVar[dict[str, str]] = {"AY306": "missing-yield-in-context-manager"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the function `node` if it has no `yield`, or a path that misses it."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if not must_yield_once(node, context):
            return
        if not context.is_generator(node):
            if not _is_abstract(node):
                _report(node, "has no 'yield': entering it raises TypeError", context)
            return
        if ends_without(context.names.function(node, context.scope, context.place), context):
            _report(node, "can end without a 'yield': entering it raises RuntimeError", context)


def _is_abstract(node: ast.AsyncFunctionDef) -> bool:
    """Whether the body says nothing: a stub of a protocol, or `raise NotImplementedError`."""
    return all(
        isinstance(s, (ast.Pass, ast.Raise))
        or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
        for s in node.body
    )


def _report(node: ast.AsyncFunctionDef, what: str, context: Context) -> None:
    message = f"'{node.name}' {what}; yield once on each path, or raise what prevents it"
    context.report("AY306", node, message)
