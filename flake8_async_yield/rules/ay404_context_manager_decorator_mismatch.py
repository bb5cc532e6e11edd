"""AY404: `@contextmanager` and `@asynccontextmanager`, each over the other's function."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.definitions import TRANSPARENT, has_yield, is_stub, may_mean
from flake8_async_yield.rules.results import never_gives
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

NAMES = frozenset({"contextmanager", "asynccontextmanager"})
SYNC = "contextlib.contextmanager"
ASYNC = "contextlib.asynccontextmanager"
HARMLESS = TRANSPARENT - {"builtins.classmethod", "builtins.staticmethod"}


class ContextManagerDecoratorMismatch(Rule):
    """# AY404 context-manager-decorator-mismatch

    ## What it does

    Reports `@contextmanager` on an `async def`, and `@asynccontextmanager` on a plain `def` that
    gives no async generator.

    ## Why it fails

    `@contextmanager` drives a generator with `next()`, which neither an async generator nor a
    coroutine knows. `@asynccontextmanager` drives an async generator with `anext()`, which a
    plain generator does not know. The definition is accepted; the `TypeError` comes when the
    manager is entered.

    ## Wrong

    ```python
    # raises: TypeError
    from contextlib import contextmanager


    @contextmanager
    async def session():
        yield "session"


    with session() as opened:
        print(opened)
    ```

    ## Right

    ```python
    import asyncio
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def session():
        yield "session"


    async def main():
        async with session() as opened:
            print(opened)


    asyncio.run(main())
    ```

    ## What it does not flag

    - `@asynccontextmanager` on a plain `def` that returns an async generator, or what is not
      known.
    - Stubs, and functions with a decorator in between that is not known.
    - `@asynccontextmanager` on an `async def` without `yield`, of which AY306 speaks.

    ## Options

    `--async-yield-transparent-decorators` names decorators that change nothing.

    ## Fix

    Safe: the other decorator, with its import, where the function yields. None without a
    `yield`: the other decorator would be wrong too.

    ## Since

    0.1.0

    ## References

    - [contextlib.contextmanager](https://docs.python.org/3/library/contextlib.html#contextlib.contextmanager)
    - [contextlib.asynccontextmanager](https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager)
    """

    codes: ClassVar[dict[str, str]] = {"AY404": "context-manager-decorator-mismatch"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef, ast.FunctionDef)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the decorator of `node` that drives generators of the other kind."""
        assert isinstance(node, (ast.AsyncFunctionDef, ast.FunctionDef))
        if not any(may_mean(decorator, NAMES, context) for decorator in node.decorator_list):
            return
        for decorator in reversed(node.decorator_list):
            name = context.qualified_name(decorator)
            if name == SYNC and isinstance(node, ast.AsyncFunctionDef):
                _report_sync(node, decorator, context)
            elif name == ASYNC and isinstance(node, ast.FunctionDef):
                _report_async(node, decorator, context)
            if name not in HARMLESS and name not in context.settings.transparent_decorators:
                return


def _report_sync(node: ast.AsyncFunctionDef, decorator: ast.expr, context: Context) -> None:
    if has_yield(node, context):
        what, write = "an async generator", "write '@asynccontextmanager'"
        fix = _replace(decorator, ASYNC, context)
    else:
        what, write = "a coroutine function", "write '@asynccontextmanager' and 'yield' in it"
        fix = None
    if fix is None and is_stub(node):
        return
    context.report(
        "AY404",
        decorator,
        f"'{node.name}' is {what}: entering what '@contextmanager' makes of it raises "
        f"TypeError; {write}",
        fix,
    )


def _report_async(node: ast.FunctionDef, decorator: ast.expr, context: Context) -> None:
    if has_yield(node, context):
        what, write = "a plain generator", "write '@contextmanager', or 'async def'"
        fix = _replace(decorator, SYNC, context)
    elif is_stub(node) or not never_gives(node, Use.ASYNC_FOR, context):
        return
    else:
        what, write = (
            "a plain function that gives no async generator",
            "write 'async def' and 'yield'",
        )
        fix = None
    context.report(
        "AY404",
        decorator,
        f"'{node.name}' is {what}: entering what '@asynccontextmanager' makes of it raises "
        f"TypeError; {write}",
        fix,
    )


def _replace(decorator: ast.expr, to: str, context: Context) -> Fix:
    span = context.source.span(decorator)
    return Fix("replace-decorator", Safety.SAFE, span, (("to", to),))
