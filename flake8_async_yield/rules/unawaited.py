"""Names that a loop, a pattern, an attribute or an `await` gives what is not awaited yet."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import TABLE, Use
from flake8_async_yield.names.bindings import Binding, Bound
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import COMPREHENSIONS, Scope
from flake8_async_yield.values import protocols

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


def is_async(context: Context, base: ast.expr) -> bool:
    """Whether `base` may be what has no attributes of its own."""
    return any(
        protocols.kind_of(context.evaluator, a, Use.ATTRIBUTE) in TABLE[Use.ATTRIBUTE]
        for a in context.value_of(base)
    )


def is_given_async(context: Context, base: ast.Name) -> bool:
    """Whether the name is given things that are not awaited yet, other than by a plain call.

    Asked once a binding.
    """
    scope: Scope | None = context.scope
    while scope is not None and scope.kind in COMPREHENSIONS and base.id not in scope.bindings:
        scope = scope.parent
    found = scope.bindings.get(base.id) if scope is not None else None
    if not found or not any(map(gives_later, found)):
        return False
    live = reaching(found, context.place)
    if len(live) != 1 or not gives_later(live[0]):
        return False
    seen = context.memo.setdefault("asked of given", {})
    key = id(live[0])
    if key not in seen:
        seen[key] = context.may_be_async(base) and is_async(context, base)
    return bool(seen[key])


def gives_later(binding: Binding) -> bool:
    if binding.kind is Bound.VALUE:
        is_item = bool(binding.path) and isinstance(binding.node, ast.Name)  # `first, *rest = jobs`
        return is_item or isinstance(binding.node, (ast.Attribute, ast.Await))
    return binding.kind in (Bound.ITEM, Bound.ASYNC_ITEM, Bound.CAPTURED)
