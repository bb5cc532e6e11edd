"""AY309: a method of an `async with` target is called after the block has ended."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.lifetimes import closed_by_end, was_read
from flake8_async_yield.rules.paths import inside
from flake8_async_yield.rules.words import CLEANUP, words

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class ResourceUsedAfterAsyncWith(Rule):
    """# AY309 resource-used-after-async-with
    """

    codes: ClassVar[dict[str, str]] = {"AY309": "resource-used-after-async-with"}
    opt_in: ClassVar[frozenset[str]] = frozenset({"AY309"})
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Await,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on `await s.m()` where the `async with` of `s` has ended."""
        assert isinstance(node, ast.Await)
        match node.value:
            case ast.Call(func=ast.Attribute(value=ast.Name() as name, attr=method)):
                pass
            case _:
                return
        if not context.in_async_function or context.place is None:
            return
        if not CLEANUP.isdisjoint(words(method)) or context.scope.bindings.get(name.id) is None:
            return
        closed = closed_by_end(name.id, context.scope, context.place, context)
        if closed is None or closed.how == "generator":
            return
        if inside(context.place, closed.statement) or context.place is closed.place:
            return
        if context.place.statement is closed.statement:
            return
        if closed.life.is_response and was_read(closed.name, context.scope, node.lineno):
            return
        after = closed.life.after or "it is closed"
        message = (
            f"'{name.id}' is used after its 'async with' has ended: {after}; move "
            f"'{name.id}.{method}(...)' into the block"
        )
        context.report("AY309", node.value, message)
