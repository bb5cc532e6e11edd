"""The conditions that control has passed on the way to a node, and the names they speak of."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.words import dotted

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


def tests_around(context: Context) -> Iterator[ast.expr]:
    """The tests that control has passed on the way to the node, in all functions around."""
    scope: Scope | None = context.scope
    place: Place | None = context.place
    while scope is not None:
        for point in place.chain() if place is not None else ():
            yield from _tests_at(point)
        place = scope.place
        scope = scope.parent


def _tests_at(point: Place) -> Iterator[ast.expr]:
    statement = point.statement
    if isinstance(statement, (ast.If, ast.While)):
        yield statement.test
    elif isinstance(statement, ast.Match):
        yield statement.subject
        for case in statement.cases:
            if case.guard is not None:
                yield case.guard
    for node in _own_expressions(statement):
        if isinstance(node, ast.IfExp):
            yield node.test
        elif isinstance(node, ast.BoolOp):
            yield from node.values[:-1]
        elif isinstance(node, ast.comprehension):
            yield from node.ifs
    for earlier in point.block[: point.index]:
        if isinstance(earlier, (ast.Assert, ast.If)):
            yield earlier.test


def is_tested(context: Context, node: ast.expr) -> bool:
    """Whether control has passed a test of `node` itself: what is None comes no further."""
    text = dotted(node)
    return bool(text) and any(
        dotted(part) == text for test in tests_around(context) for part in ast.walk(test)
    )


def _own_expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    stack = [n for n in ast.iter_child_nodes(statement) if not isinstance(n, ast.stmt)]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.stmt))


def dotted_names(node: ast.expr) -> Iterator[str]:
    """The dotted names in `node` that its value hangs on: `a`, `a.b`, `a.b.c` of `a.b.c(x)`."""
    stack: list[ast.AST] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, (ast.Name, ast.Attribute)):
            text = dotted(part)
            if text:
                yield text
        if isinstance(part, ast.Call):
            stack.append(part.func)
        elif isinstance(part, (ast.Attribute, ast.Await, ast.Subscript, ast.Starred)):
            stack.append(part.value)
        elif isinstance(part, ast.IfExp):
            stack += [part.body, part.orelse]
