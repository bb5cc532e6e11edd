"""AY206: `yield from` in an `async def`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.scopes import ScopeKind
from flake8_async_yield.rules.async_syntax import REFUSED, has_future_annotations
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.values.protocols import fits
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

ADVICE = {
    "async": "write 'async for item in ...: yield item'",
    "sync": "write 'for item in ...: yield item'",
    "await": "write 'await'",
    "": "yield each item in a loop, 'async for' over an async generator, else 'for'",
}
"""What takes the place of `yield from` -> what is said about it."""


class YieldFromInAsyncDef(Rule):
    """# AY206 yield-from-in-async-def

    ## What it does

    Reports `yield from` in an `async def`.

    ## Why it fails

    `yield from` hands control to another generator, and Python has no such thing for async
    generators. Its compiler refuses the whole module when it is imported; `ast.parse`, and every
    linter that stands on it, takes it.

    ## Wrong

    ```python
    # refused: SyntaxError
    async def get_users():
        yield "ada"


    async def get_people():
        yield from get_users()
    ```

    ## Right

    ```python
    import asyncio


    async def get_users():
        yield "ada"


    async def get_people():
        async for user in get_users():
            yield user


    async def main():
        async for person in get_people():
            print(person)


    asyncio.run(main())
    ```

    ## What it does not flag

    - `yield from` in a plain `def` or a lambda inside the `async def`. What a plain generator must
      not iterate is AY107's and AY108's.

    ## Options

    None.

    ## Fix

    A `yield from` that is a statement becomes a loop that yields each item, `async for` or `for`
    as its operand needs it, where that is known: unsafe, since `send` and `throw` no longer reach
    the inner generator.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.2.9.3 "Asynchronous generator functions":
      https://docs.python.org/3/reference/expressions.html#asynchronous-generator-functions
    - [PEP 525, Asynchronous Generators](https://peps.python.org/pep-0525/)
    """

    codes: ClassVar[dict[str, str]] = {"AY206": "yield-from-in-async-def"}
    looks_at = (ast.YieldFrom,)
    words: ClassVar[tuple[str, ...]] = ("yield",)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report the `yield from` if an `async def` evaluates it."""
        assert isinstance(node, ast.YieldFrom)
        scope = context.scope
        if scope.kind is ScopeKind.ANNOTATION and scope.parent is not None:
            if not scope.is_compiled or has_future_annotations(context):
                return
            scope = scope.parent
        if scope.kind is not ScopeKind.ASYNC_FUNCTION:
            return
        assert isinstance(scope.node, ast.AsyncFunctionDef)
        instead = replacement(node.value, context)
        context.report(
            "AY206",
            node,
            f"'yield from' in the async function '{scope.node.name}': {REFUSED}; {ADVICE[instead]}",
            fix(node, instead, context),
        )


def replacement(operand: ast.expr, context: Context) -> str:
    """What the operand needs: an "async" or a "sync" loop, or "await"; "" where not known."""
    alternatives = context.value_of(operand)
    for use, name in ((Use.ASYNC_FOR, "async"), (Use.FOR, "sync"), (Use.AWAIT, "await")):
        if alternatives and all(fits(context.evaluator, a, use) for a in alternatives):
            return name
    return ""


def fix(node: ast.YieldFrom, instead: str, context: Context) -> Fix | None:
    """The loop in place of a `yield from` that is a statement, where its kind is known."""
    statement = context.place.statement if context.place is not None else None
    is_statement = isinstance(statement, ast.Expr) and statement.value is node
    if instead not in ("async", "sync") or not is_statement:
        return None
    return Fix(
        "yield-from-to-loop", Safety.UNSAFE, context.source.span(node), (("loop", instead),)
    )
