"""Follows a name back to the `async with`, the exit stack or the generator that will close it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Binding, Bound, Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.generators import holding_generator
from flake8_async_yield.rules.paths import TRIES, header
from flake8_async_yield.rules.resources import Life, life_of, life_of_yielded
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


DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.Tuple)
"""The expressions that hold what they are made of."""


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


def _entered_in_stack(
    node: ast.expr, name: str, scope: Scope, place: Place, context: Context
) -> Closed | None:
    """`name = await stack.enter_async_context(manager)`, the stack being an `async with`'s."""
    if not isinstance(node, ast.Await) or not isinstance(node.value, ast.Call):
        return None
    call = node.value
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "enter_async_context":
        return None
    stack = call.func.value
    if not isinstance(stack, ast.Name) or len(call.args) != 1:
        return None
    live = reaching(scope.bindings.get(stack.id, []), place)
    if len(live) != 1 or live[0].kind is not Bound.ASYNC_ENTERED or live[0].place is None:
        return None
    manager = live[0].node
    assert isinstance(manager, ast.expr)
    if not isinstance(manager, ast.Call) or last_name(manager.func) != "AsyncExitStack":
        return None
    if _is_handed_on(stack.id, scope):
        return None
    life = life_of(context, call.args[0], name, scope, place)
    if not life.ends:
        return None
    return Closed(life, "stack", name, live[0].place.statement, live[0].place)


def _is_handed_on(stack: str, scope: Scope) -> bool:
    """Whether `stack` is used for anything but entering and pushing: `pop_all`, a call, a store."""
    fine: set[int] = set()
    used: list[ast.Name] = []
    for statement, _ in scope.statements:
        nodes = ast.walk(statement) if _opens_scope(statement) else header(statement)
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.attr.startswith(("enter", "push", "callback")):
                    fine.add(id(node.value))
            elif isinstance(node, ast.Name) and node.id == stack:
                used.append(node)
    return any(isinstance(n.ctx, ast.Load) and id(n) not in fine for n in used)


def _opens_scope(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))


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


def returned_names(value: ast.expr) -> Iterator[ast.Name]:
    """The names that the caller of `return value` gets as they are."""
    stack = [value]
    while stack:
        node = stack.pop()
        match node:
            case ast.Name():
                yield node
            case ast.Tuple() | ast.List() | ast.Set():
                stack += reversed(node.elts)
            case ast.Dict():
                stack += reversed(node.values)
            case ast.IfExp():
                stack += [node.orelse, node.body]
            case ast.BoolOp():
                stack += reversed(node.values)
            case ast.NamedExpr() | ast.Starred():
                stack.append(node.value)


def returned_resources(
    node: ast.Return, scope: Scope, place: Place, context: Context
) -> list[tuple[ast.Name, str, Closed]]:
    """The resources that `node`, a `return` of `scope`, gives to a caller who gets them closed.

    Each with the name in the `return` that gives it, and its own.
    """
    if node.value is None:
        return []
    found: list[tuple[ast.Name, str, Closed]] = []
    for name in returned_names(node.value):
        if name.id not in scope.bindings:
            continue
        for alias, where in [(name.id, place), *_held(name.id, scope, place)]:
            closed = closed_by_end(alias, scope, where, context)
            if closed is not None and not was_read(closed, scope, node.lineno + 1):
                found.append((name, alias, closed))
                break
    return found


def _held(name: str, scope: Scope, place: Place) -> list[tuple[str, Place | None]]:
    """The names in the display that `name` stands for, which nobody looks into but the caller."""
    live = reaching(scope.bindings[name], place)
    if len(live) != 1 or live[0].kind is not Bound.VALUE or live[0].path:
        return []
    display = live[0].node
    if not isinstance(display, DISPLAYS):
        return []
    if not isinstance(display, ast.Tuple) and _is_looked_into(name, scope):
        return []
    return [(held.id, live[0].place) for held in returned_names(display)]


def _is_looked_into(name: str, scope: Scope) -> bool:
    """Whether `name` is read but in the `return`: what it holds may be changed there."""
    used = (n for n in ast.walk(scope.node) if isinstance(n, ast.Name) and n.id == name)
    return sum(isinstance(n.ctx, ast.Load) for n in used) > 1
