"""AY205: `return` with a value in an async generator."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.generators import awaits, is_generator
from flake8_async_yield.rules.async_syntax import REFUSED, has_future_annotations
from flake8_async_yield.rules.base import Rule

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class ReturnValueInAsyncGenerator(Rule):
    """# AY205 return-value-in-async-generator

    ## What it does

    Reports `return` with a value in an `async def` that yields, `return None` included.

    ## Why it fails

    A plain generator hands its return value to `yield from`; for an async generator there is
    nobody to take it. Python's compiler refuses the whole module when it is imported; `ast.parse`,
    and every linter that stands on it, takes it. A `yield` that is never reached counts.

    ## Wrong

    ```python
    # refused: SyntaxError
    async def get_users(cached):
        if cached:
            return ["ada"]
        yield "grace"
    ```

    ## Right

    ```python
    import asyncio


    async def get_users(cached):
        if cached:
            yield "ada"
            return
        yield "grace"


    async def main():
        print([user async for user in get_users(cached=True)])


    asyncio.run(main())
    ```

    ## What it does not flag

    - A bare `return`.
    - `return` with a value in a plain generator, or in a function inside the async generator.
    - An `async def` whose only `yield` stands in a lambda or an inner function.

    ## Options

    None.

    ## Fix

    None: whether the value was meant to be yielded, only the author can say.

    ## Since

    0.1.0

    ## References

    - Python reference, 7.6 "The return statement":
      https://docs.python.org/3/reference/simple_stmts.html#the-return-statement
    - [PEP 525, Asynchronous Generators](https://peps.python.org/pep-0525/)
    """

    codes: ClassVar[dict[str, str]] = {"AY205": "return-value-in-async-generator"}
    looks_at = (ast.AsyncFunctionDef, ast.FunctionDef)
    words: ClassVar[tuple[str, ...]] = ("yield",)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report every `return` with a value of the function itself, if it is an async generator.

        CPython's symbol table takes a plain `def` that awaits (a mistake of its own) for a
        coroutine, and refuses its `return` first where it yields as well.
        """
        assert isinstance(node, (ast.AsyncFunctionDef, ast.FunctionDef))
        if not is_generator(node, context.local.module.yield_lines):
            return
        if isinstance(node, ast.FunctionDef):
            lines = context.source.lines[node.lineno - 1 : node.end_lineno]
            if not any("await" in line or "async" in line for line in lines):
                return
            if not awaits(node, has_future_annotations(context)):
                return
        scope = context.names.function(node, context.scope, context.place)
        for statement, _ in scope.statements:
            if isinstance(statement, ast.Return) and statement.value is not None:
                context.report("AY205", statement, message(node.name, statement.value))


def message(function: str, value: ast.expr) -> str:
    """What is said about returning `value` from `function`."""
    what = "'return' with a value"
    advice = "yield the value, and leave with a bare 'return'"
    if isinstance(value, ast.Constant) and value.value is None:
        what = "'return None'"
        advice = "leave with a bare 'return'"
    return f"{what} in the async generator '{function}': {REFUSED}; {advice}"
