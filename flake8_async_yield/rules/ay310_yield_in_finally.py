"""AY310: an async generator that yields while it is being closed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.paths import TRIES, WITHS, Flow, inside
from flake8_async_yield.rules.raising import caught
from flake8_async_yield.rules.words import last_name
from flake8_async_yield.rules.yielding import Yielded, own_yields

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

CLOSING = frozenset({"GeneratorExit", "BaseException"})


class YieldInFinally(Rule):
    """# AY310 yield-in-finally

    ## What it does
    Reports a `yield` of an async generator that stands in a `finally`, in `except GeneratorExit`,
    in `except BaseException` or in a bare `except`, where the `try` yields as well: in its body
    or, for a `finally`, in a handler or the `else`.

    ## Why it fails
    `aclose()` raises `GeneratorExit` at the `yield` where the generator is suspended. The
    `finally` runs, and its `yield` hands out another value instead of ending: `aclose()` fails
    with `RuntimeError: async generator ignored GeneratorExit`. The same happens when the event
    loop closes generators that were dropped.

    ## Wrong
    ```python
    # raises: RuntimeError
    import asyncio
    from collections.abc import AsyncGenerator


    async def events() -> AsyncGenerator[str, None]:
        try:
            yield "started"
        finally:
            yield "stopped"


    async def main() -> None:
        source = events()
        print(await anext(source))
        await source.aclose()


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncGenerator


    async def events() -> AsyncGenerator[str, None]:
        try:
            yield "started"
        finally:
            print("closing")
        yield "stopped"


    async def main() -> None:
        source = events()
        print(await anext(source))
        await source.aclose()


    asyncio.run(main())
    ```

    ## What it does not flag
    - A `yield` behind a condition, which may ask whether the generator is being closed.
    - A handler for narrower errors, and one behind another handler that catches `GeneratorExit`.
    - A `try` without a `yield`, and sync generators.

    ## Options
    None.

    ## Fix
    None: the value has to be yielded earlier, after the `try`, or not at all.

    ## Since
    0.1.0

    ## References
    - [agen.aclose](https://docs.python.org/3/reference/expressions.html#agen.aclose)
    - [PEP 525, Asynchronous
      Generators](https://peps.python.org/pep-0525/#asynchronous-generator-object)
    """

    codes: ClassVar[dict[str, str]] = {"AY310": "yield-in-finally"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)
    words: ClassVar[tuple[str, ...]] = ("yield",)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the `yield`s that run because the generator is closed at another one."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if not context.is_generator(node):
            return
        scope = context.names.function(node, context.scope, context.place)
        live = Flow(scope).reachable()
        yields = [y for y in own_yields(scope) if id(y.place.statement) in live]
        for yielded in yields:
            where = _closing_block(yielded, yields)
            if where:
                message = (
                    f"'yield' in {where}: when '{node.name}' is closed at its other 'yield', this "
                    f"one ignores GeneratorExit and 'aclose()' raises RuntimeError; yield before, "
                    f"or after the 'try'"
                )
                context.report("AY310", yielded.node, message)


def _closing_block(yielded: Yielded, yields: list[Yielded]) -> str:
    """'finally' or the handler that surely runs `yielded` on a close; '' if there is none."""
    if not isinstance(yielded.place.statement, (ast.Expr, ast.Assign)):
        return ""
    for above in yielded.place.chain():
        if above.parent is None:
            return ""
        statement = above.parent.statement
        if _may_leave(above.block[: above.index]):
            return ""
        if isinstance(statement, WITHS):
            continue
        if not isinstance(statement, TRIES):
            return ""  # behind a condition: it may ask whether the generator is being closed
        if above.block is statement.body:
            continue
        final = above.block is statement.finalbody
        guarded = [statement.body]
        if final:
            guarded += [statement.orelse, *(handler.body for handler in statement.handlers)]
        if not any(inside(y.place, statement, block) for y in yields for block in guarded):
            return ""
        return "a 'finally'" if final else _handler(statement, above)
    return ""


def _may_leave(before: list[ast.stmt]) -> bool:
    """Whether one of the statements before may keep control from coming to the `yield`."""
    return any(
        isinstance(node, (ast.Return, ast.Raise, ast.Break, ast.Continue))
        for statement in before
        for node in ast.walk(statement)
    )


def _handler(statement: ast.Try | ast.TryStar, above: Place) -> str:
    """The words for the handler of `above`, where it is the one that catches GeneratorExit."""
    for handler in statement.handlers:
        names = [last_name(error) for error in caught(handler)]
        catches = handler.type is None or not CLOSING.isdisjoint(names)
        if handler.body is above.block:
            text = f"'except {', '.join(names)}'" if names else "a bare 'except'"
            return text if catches else ""
        if catches:
            return ""
    return ""
