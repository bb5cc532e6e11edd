"""Follows a name back to the `async with`, the exit stack or the generator that will close it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Binding, Bound, Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.generators import holding_generator
from flake8_async_yield.rules.paths import TRIES, header
from flake8_async_yield.rules.resources import Life, life_of, life_of_yielded
from flake8_async_yield.rules.stacks import entered_in_stack
from flake8_async_yield.rules.words import last_name, words

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DEEPEST = 8
"""So many aliases are followed."""

READS = frozenset({"read", "aread", "text", "json", "bytes", "content", "load", "body", "form"})
"""Methods after which a response keeps its body."""

STREAMED = frozenset(
    {"aiter_bytes", "aiter_lines", "aiter_raw", "aiter_text", "iter_any", "iter_chunked",
     "iter_chunks", "iter_content"}
)  # fmt: skip
"""Methods by which the body of a response, and of nothing else, is read piece by piece."""

RESPONSES = frozenset({"response", "resp", "res", "reply"})
"""Words for a response, where nothing but its name says what it is."""


class Closed(NamedTuple):
    """Why a name is of no use after `statement`: `how` is "with", "stack" or "generator"."""

    life: Life
    how: str
    name: str
    statement: ast.stmt
    place: Place


def closed_by_end(
    name: str, scope: Scope, place: Place | None, context: Context
) -> Closed | None:
    """What has closed `name`, or will before the function has returned; None: nothing known.

    Every binding that reaches `place` must be such a one; the answer speaks of the first.
    """
    first: Closed | None = None
    queue = [(name, place)]
    for _ in range(DEEPEST):
        if not queue:
            return first
        alias, where = queue.pop()
        found = scope.bindings.get(alias)
        live = reaching(found, where) if found else []
        if not live or scope.module.bound_from_inside(scope, alias):
            return None
        for binding in live:
            node = binding.node
            if binding.kind is Bound.VALUE and isinstance(node, ast.Name) and not binding.path:
                queue.append((node.id, binding.place))
                continue
            closed = _closed(binding, alias, scope, context)
            if closed is None:
                return None
            first = first or closed
    return None


def _closed(binding: Binding, name: str, scope: Scope, context: Context) -> Closed | None:
    node, place = binding.node, binding.place
    if place is None or not isinstance(node, ast.expr):
        return None
    if binding.kind is Bound.ASYNC_ENTERED:
        life = life_of(context, node, name, scope, place)
        return Closed(life, "with", name, place.statement, place) if life.ends else None
    if binding.kind is Bound.ASYNC_ITEM and isinstance(place.statement, ast.AsyncFor):
        syntax = holding_generator(context, node, scope, place)
        if syntax is None:
            return None
        life = life_of_yielded(context, syntax)
        return Closed(life, "generator", name, place.statement, place) if life.ends else None
    if binding.kind is Bound.VALUE and not binding.path:
        return _entered_in_stack(node, name, scope, place, context)
    return None


def entered_here(
    node: ast.expr, scope: Scope, place: Place, context: Context
) -> Closed | None:
    """The same of `await stack.enter_async_context(manager)` itself, named after the manager."""
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Call) and node.value.args:
        manager = node.value.args[0]
        name = last_name(manager.func if isinstance(manager, ast.Call) else manager)
        return _entered_in_stack(node, name, scope, place, context)
    return None


def _entered_in_stack(
    node: ast.expr, name: str, scope: Scope, place: Place, context: Context
) -> Closed | None:
    """`name = await stack.enter_async_context(manager)`, the stack being an `async with`'s."""
    found = entered_in_stack(node, scope, place)
    if found is None:
        return None
    manager, where = found
    life = life_of(context, manager, name, scope, place)
    return Closed(life, "stack", name, where.statement, where) if life.ends else None


def was_read(closed: Closed, scope: Scope, before: int) -> bool:
    """Whether it is a response whose body was read above the line `before`.

    Its status and its headers are still there then, and nobody wants more of it.
    """
    named = not closed.life.is_known and not RESPONSES.isdisjoint(words(closed.name))
    reading = READS | STREAMED if closed.life.is_response or named else STREAMED
    for statement, place in scope.statements:
        if statement.lineno >= before:
            break
        if isinstance(statement, ast.Return) and statement.lineno != before - 1:
            # What was read there went to the caller; only an error brings control here.
            if not any(isinstance(point.statement, TRIES) for point in place.chain()):
                continue
        for node in header(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                base = node.func.value
                if isinstance(base, ast.Attribute) and base.attr == "content":
                    base = base.value
                if isinstance(base, ast.Name) and base.id == closed.name:
                    if node.func.attr in reading:
                        return True
    return False
