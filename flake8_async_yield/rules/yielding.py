"""Where a generator function yields, and what stands round its `yield`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.paths import LOOPS, TRIES, WITHS, Loop, is_dead, yields_of
from flake8_async_yield.rules.words import CLEANUP, last_name, words

SHIELDS = frozenset({"shield", "wait_for", "gather", "create_task"})
"""Calls that hand on what they are given to be awaited."""


class Yielded(NamedTuple):
    """A `yield` expression and the place of its statement."""

    node: ast.Yield
    place: Place


class Held(NamedTuple):
    """What holds a yielded name: the manager that entered it, with its place, or the methods
    by which the function itself closes it after the `yield`."""

    manager: ast.expr | None
    place: Place | None
    methods: frozenset[str]


class Release(NamedTuple):
    """A statement that gives something back: the call, what is given back, and by which method."""

    call: ast.Call
    subject: ast.expr
    method: str


def own_yields(scope: Scope) -> list[Yielded]:
    """Every `yield` of the function `scope` that is not plainly dead, in the source's order."""
    return [
        Yielded(node, place)
        for statement, place in scope.statements
        for node in yields_of(statement)
        if not is_dead(place)
    ]


def the_yield(scope: Scope) -> Yielded | None:
    """The only `yield` of a function that yields at one place, outside of any loop."""
    found = own_yields(scope)
    if len(found) != 1 or in_loop(found[0].place):
        return None
    return found[0]


def in_loop(place: Place) -> bool:
    """Whether a loop of the same function is round `place`."""
    return next(loops_round(place), None) is not None


def loops_round(place: Place) -> Iterator[Loop]:
    """The loops of the same function whose body holds `place`, inside out."""
    for statement, block, _ in around(place):
        if isinstance(statement, LOOPS) and block is statement.body:
            yield statement


def around(place: Place) -> Iterator[tuple[ast.stmt, list[ast.stmt], Place]]:
    """(statement, the block of it that holds `place`, its own place), inside out."""
    for above in place.chain():
        if above.parent is not None:
            yield above.parent.statement, above.block, above.parent


def held_by(name: str, place: Place) -> Held:
    """What closes `name`, yielded at `place`, when the function goes on."""
    for statement, block, where in around(place):
        if isinstance(statement, WITHS):
            for item in statement.items:
                if is_target(item, name):
                    return Held(item.context_expr, where, frozenset())
                if name in named_in(item.context_expr):
                    return Held(None, None, frozenset({"close", "aclose"}))
        elif isinstance(statement, TRIES) and block is statement.body:
            found = {r.method for r in releases_in(statement.finalbody) if names_of(r) == name}
            if found:
                return Held(None, None, frozenset(found))
    later = place.block[place.index + 1 :]
    found = {r.method for r in releases_in(later) if names_of(r) == name}
    return Held(None, None, frozenset(found))


def is_target(item: ast.withitem, name: str) -> bool:
    """Whether the item binds `name` itself (not a part of a tuple)."""
    return isinstance(item.optional_vars, ast.Name) and item.optional_vars.id == name


def named_in(node: ast.AST) -> set[str]:
    """Every plain name that `node` reads."""
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def names_of(release: Release) -> str:
    """The plain name of what is given back, '' if it is none."""
    return release.subject.id if isinstance(release.subject, ast.Name) else ""


def released(statement: ast.stmt) -> Release | None:
    """What `statement` gives back: `await r.close()`, `r.close()`, `await pool.release(r)`."""
    if not isinstance(statement, ast.Expr):
        return None
    return release_of(statement.value)


def release_of(node: ast.expr) -> Release | None:
    """The same for an expression."""
    if isinstance(node, ast.Await):
        node = node.value
    if not isinstance(node, ast.Call):
        return None
    method = last_name(node.func)
    if method in SHIELDS and len(node.args) >= 1:
        return release_of(node.args[0])
    if CLEANUP.isdisjoint(words(method)) or node.keywords:
        return None
    if node.args:
        if len(node.args) == 1 and isinstance(node.args[0], (ast.Name, ast.Attribute)):
            return Release(node, node.args[0], method)
        return None
    if isinstance(node.func, ast.Attribute):
        return Release(node, node.func.value, method)
    return None


def releases_in(block: list[ast.stmt]) -> Iterator[Release]:
    """Everything that the statements of `block` and of what is in them give back."""
    stack = list(block)
    while stack:
        statement = stack.pop()
        found = released(statement)
        if found is not None:
            yield found
        stack.extend(n for n in ast.iter_child_nodes(statement) if isinstance(n, ast.stmt))
        for attribute in ("handlers", "cases"):
            for part in getattr(statement, attribute, ()):
                stack.extend(part.body)


def guards(place: Place) -> bool:
    """Whether the code round `place` has something to undo: a `with`, or a `finally`."""
    return any(_guards(statement, block) for statement, block, _ in around(place))


def _guards(statement: ast.stmt, block: list[ast.stmt]) -> bool:
    if isinstance(statement, WITHS):
        return any(_undoes(item.context_expr) for item in statement.items)
    if isinstance(statement, TRIES) and block is statement.body:
        return any(not isinstance(last, ast.Pass) for last in statement.finalbody)
    return False


def _undoes(node: ast.expr) -> bool:
    called = node.value if isinstance(node, ast.Await) else node
    if isinstance(called, ast.Call):
        called = called.func
    return last_name(called) not in ("suppress", "nullcontext")
