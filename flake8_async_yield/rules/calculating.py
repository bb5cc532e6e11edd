"""A coroutine in a calculation, or ordered: where it raises TypeError."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.names.bindings import Binding, Bound
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.rules import stored
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.rules.expected import failure_is_wanted
from flake8_async_yield.rules.grown import is_of_grown
from flake8_async_yield.rules.losing import is_made_here, say
from flake8_async_yield.rules.remedies import awaiting
from flake8_async_yield.rules.stored import Role
from flake8_async_yield.rules.unawaited import is_async, is_given_async
from flake8_async_yield.rules.uses import called, single
from flake8_async_yield.values import protocols
from flake8_async_yield.values.value import Alternative, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


def failing(context: Context, node: ast.expr) -> None:
    """`node` stands where a coroutine raises TypeError: a name from a loop, an item as well."""
    if isinstance(node, (ast.Name, ast.Subscript)) and may_fail(context, node):
        fails(context, node)


def fails(context: Context, node: ast.expr, what: str = Role.FAILS.value) -> None:
    """Report on `node` where it is a coroutine: it stands where that raises TypeError."""
    found = single(context, node, Use.DROP)
    if found is None or found[0] != "AY110" or doubtful(context, node):
        return
    if not failure_is_wanted(context, node):
        fix = awaiting(context, node) if context.in_async_function else None
        say(context, node, found, what, fix)


def may_fail(context: Context, node: ast.expr) -> bool:
    """A cheap look: whether `node` may be a coroutine that nobody has awaited."""
    if isinstance(node, ast.Name):
        return is_given_async(context, node)
    if isinstance(node, ast.Subscript):
        return context.may_be_async(node) and is_async(context, node)
    return is_made_here(context, node) and single(context, node, Use.DROP) is not None


def augmented(node: ast.AugAssign, context: Context) -> None:
    """`total += f()`, where `total` starts as a plain number or text."""
    if may_fail(context, node.value) and _starts_plain(context, node):
        fails(context, node.value)


def _starts_plain(context: Context, node: ast.AugAssign) -> bool:
    """Whether all that the target may be, when it is calculated with first, is a builtin thing."""
    target = node.target
    if not isinstance(target, ast.Name):
        return stored.is_plain(context, target)
    found = context.scope.bindings.get(target.id, [])
    live = [b for b in reaching(found, context.place) if b.node is not node]
    return bool(live) and all(_is_plain(context, b) for b in live)


def _is_plain(context: Context, binding: Binding) -> bool:
    node: ast.AST = binding.node
    if isinstance(node, ast.AugAssign):
        node = node.value
        if may_fail(context, node):
            return True
    elif binding.kind is not Bound.VALUE or binding.path:
        return False
    assert isinstance(node, ast.expr)
    return stored.is_plain(context, node, context.scope, binding.place)


def held(context: Context, given: ast.expr, what: str) -> None:
    """Report on `given`, a collection in a name, where all that it holds are coroutines."""
    holder = _holder(given)
    if holder is None or not context.glance.may_be_async(holder, context.scope, inner=True):
        return
    evaluator = context.evaluator
    value = context.value_of(given)
    if not value or not all(map(_is_made_here, context.value_of(holder))):
        return
    items = [evaluator.asked(partial(protocols.item, evaluator, a)) for a in value]
    kinds = {protocols.kind_of(evaluator, a, Use.DROP) for item in items for a in item}
    if not all(items) or kinds != {Kind.COROUTINE}:
        return
    if is_of_grown(context, holder, is_collection=True) or doubtful(context, given):
        return
    context.report(
        "AY110",
        given,
        f"{called(given)} holds coroutines: {what.format('coroutine')}; await them first, with "
        "'asyncio.gather' for one",
    )


def _holder(given: ast.expr) -> ast.expr | None:
    """The collection in a name whose items `given` gives: `xs`, `self.xs`, `xs.values()`."""
    match given:
        case ast.Name() | ast.Attribute():
            return given
        case ast.Call(
            func=ast.Attribute(value=ast.Name() | ast.Attribute() as inner, attr="values"),
            args=[],
            keywords=[],
        ):
            return inner
    return None


def _is_made_here(alternative: Alternative) -> bool:
    """A collection of the builtins', or a generator, that was made in sight."""
    if not isinstance(alternative, Instance) or alternative.declared:
        return False
    if alternative.qualified_name in protocols.GENERATORS:
        return True
    is_builtin = alternative.cls.module.name == "builtins"
    return is_builtin and alternative.cls.record.name in ("dict", "list", "set", "tuple")
