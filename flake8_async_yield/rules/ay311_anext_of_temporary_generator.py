"""AY311: a generator that nobody keeps is asked for its first item."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.generators import holding_generator
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

STEPS = frozenset({"__anext__", "asend"})


class AnextOfTemporaryGenerator(Rule):
    """# AY311 anext-of-temporary-generator
    """

    codes: ClassVar[dict[str, str]] = {"AY311": "anext-of-temporary-generator"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Await,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on `await anext(g())` and its like where `g` holds something at its `yield`."""
        assert isinstance(node, ast.Await)
        step = node.value
        call = _driven(step, context)
        if call is None:
            return
        assert isinstance(step, ast.expr)
        syntax = holding_generator(context, call)
        if syntax is None:
            return
        name = syntax.node.name
        message = (
            f"the generator of '{name}()' is dropped with this expression: its clean-up runs "
            f"while what it yielded is in use; keep it in 'async with aclosing({name}()) as ...'"
        )
        fix = Fix("use-aclosing", Safety.UNSAFE, context.source.span(call))
        context.report("AY311", step, message, fix)


def _driven(step: ast.expr, context: Context) -> ast.Call | None:
    """The call in `anext(g())`, `g().__anext__()`, `g().asend(None)`."""
    if not isinstance(step, ast.Call):
        return None
    match step.func:
        case ast.Name(id="anext") if step.args and isinstance(step.args[0], ast.Call):
            is_ours = context.qualified_name(step.func) == "builtins.anext"
            return step.args[0] if is_ours else None
        case ast.Attribute(value=ast.Call() as call, attr=attr) if attr in STEPS:
            return call
    return None
