"""What the methods of a class put into attributes of its instances: `self.name = ...`.

Reference: the Python reference, 7.2 "Assignment statements", 8.2 to 8.5 for the targets.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import along, leaves
from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.names.unions import declaring, union

if TYPE_CHECKING:
    from flake8_async_yield.names.terms import LiveModule


def instance_attributes(module: LiveModule, scope: Scope) -> dict[str, Term]:
    """Attribute -> its term, for the class whose body is `scope`."""
    found: dict[str, list[Term]] = {}
    for statement, place in scope.statements:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = [*statement.args.posonlyargs, *statement.args.args]
            if arguments:
                inner = module.scopes.function(statement, scope, place)
                for name, term in _assigned(module, inner, arguments[0].arg):
                    found.setdefault(name, []).append(term)
    return {name: union(declaring(terms), lasting=True) for name, terms in found.items()}


ASSIGNING = frozenset(
    {ast.Assign, ast.AnnAssign, ast.With, ast.AsyncWith, ast.For, ast.AsyncFor, ast.AugAssign}
)


def _assigned(module: LiveModule, scope: Scope, first: str) -> Iterator[tuple[str, Term]]:
    """(name, term) of each assignment to an attribute of the first parameter."""
    for statement, place in scope.statements:
        if statement.__class__ not in ASSIGNING:
            continue
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                for name, path in _attributes_in(target, first):
                    value, rest = _element(statement.value, path)
                    yield name, along(module.expression(value, scope, place), rest)
        elif isinstance(statement, ast.AnnAssign):
            if _is_attribute_of(statement.target, first):
                yield statement.target.attr, module.declared(statement, scope, place)  # type: ignore[union-attr]
        elif isinstance(statement, (ast.With, ast.AsyncWith)):
            wrap = "E" if isinstance(statement, ast.With) else "e"
            for item in statement.items:
                for name, path in _attributes_in(item.optional_vars, first):
                    term = module.expression(item.context_expr, scope, place)
                    yield name, along(term and [wrap, term], path)
        elif isinstance(statement, (ast.For, ast.AsyncFor)):
            wrap = "I" if isinstance(statement, ast.For) else "i"
            for name, path in _attributes_in(statement.target, first):
                term = module.expression(statement.iter, scope, place)
                yield name, along(term and [wrap, term], path)
        elif isinstance(statement, ast.AugAssign):
            for name, _ in _attributes_in(statement.target, first):
                yield name, None


def _is_attribute_of(node: ast.expr, first: str) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == first
    )


def _attributes_in(
    target: ast.expr | None, first: str
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The attributes of `first` that an assignment sets, each with its path through tuples."""
    if target is None or isinstance(target, ast.Name):
        return
    for node, path in leaves(target):
        if _is_attribute_of(node, first):
            yield node.attr, path  # type: ignore[attr-defined]


def _element(value: ast.expr, path: tuple[int, ...]) -> tuple[ast.expr, tuple[int, ...]]:
    """The part of `value` as it is written that `path` leads to, and what is left of the path."""
    while path and isinstance(value, (ast.Tuple, ast.List)):
        parts = value.elts
        if not -len(parts) <= path[0] < len(parts):
            break
        if any(isinstance(part, ast.Starred) for part in parts):
            break
        value, path = parts[path[0]], path[1:]
    return value, path
