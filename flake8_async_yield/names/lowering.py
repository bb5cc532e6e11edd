"""What each kind of binding binds its name to, as a term: one function for each kind."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Binding, Bound, Place, along
from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.growth import COLLECTING, filled_by
from flake8_async_yield.names.patterns import captured, caught
from flake8_async_yield.names.records import defined_in
from flake8_async_yield.names.scopes import COMPREHENSIONS, FUNCTIONS, Scope, last_name
from flake8_async_yield.names.unions import NONE

if TYPE_CHECKING:
    from flake8_async_yield.names.terms import LiveModule

Lowering = Callable[["LiveModule", Binding, Scope], Term]


def _parameter(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    items = module.applied(scope, binding.node)
    if items is not None and scope.parent is not None:
        term = module.expression(items, scope.parent, scope.place)
        return term and ["I", term]
    return ["p", module.key(scope.node, defined_in(scope), scope.place), binding.name]


def _definition(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    return ["L", module.key(binding.node, scope, binding.place)]


def _import(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    node = binding.node
    assert isinstance(node, ast.alias)
    return ["m", node.name if node.asname else node.name.partition(".")[0]]


def _import_from(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    node = binding.node
    assert isinstance(node, ast.ImportFrom)
    return ["f", node.level, node.module or "", binding.detail]


def _declared(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    node = binding.node
    assert isinstance(node, ast.AnnAssign)
    term = declared(module, node, scope, binding.place)
    if term and node.value.__class__ in COLLECTING and scope.kind in FUNCTIONS:
        return [*term[:2], filled_by(module, term[2], binding, scope)]
    return term


def declared(module: LiveModule, node: ast.AnnAssign, scope: Scope, place: Place | None) -> Term:
    """What an annotated assignment gives: what it declares, and what it assigns."""
    annotation = module.annotation(node.annotation, scope, place)
    value = None
    if node.value is not None:
        if isinstance(node.annotation, (ast.Name, ast.Attribute)) and (
            last_name(node.annotation) == "TypeAlias"
        ):
            return module.annotation(node.value, scope, place)
        value = module.expression(node.value, scope, place)
    return ["d", annotation, None if value == NONE else value]


def _type_parameter(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    bound = getattr(binding.node, "bound", None)
    return ["tv", binding.name, module.annotation(bound, scope, binding.place)]


def _type_alias(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    return module.annotation(binding.node.value, scope, binding.place)  # type: ignore[attr-defined]


def _captured(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    node, place = binding.node, binding.place
    assert isinstance(node, ast.match_case)
    subject = module.expression(place.statement.subject, scope, place)  # type: ignore[union-attr]
    lower = partial(module.expression, scope=scope, place=place)
    return captured(node.pattern, binding.name, subject, lower)


def _caught(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    assert isinstance(binding.node, ast.ExceptHandler)
    return caught(binding.node, partial(module.expression, scope=scope, place=binding.place))


def _other(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    return None


def _value(module: LiveModule, binding: Binding, scope: Scope) -> Term:
    """Of an expression: itself, or what a loop or a `with` takes of it."""
    node = binding.node
    assert isinstance(node, ast.expr)
    if scope.kind in COMPREHENSIONS and node is scope.node.generators[0].iter:  # type: ignore[attr-defined]
        assert scope.parent is not None
        scope = scope.parent
    term = module.expression(node, scope, binding.place)
    if node.__class__ in COLLECTING and scope.kind in FUNCTIONS:
        term = filled_by(module, term, binding, scope)
    wrap = WRAPS.get(binding.kind)
    if wrap is not None:
        term = term and [wrap, term]
    return along(term, binding.path)


WRAPS = {
    Bound.ITEM: "I",
    Bound.ASYNC_ITEM: "i",
    Bound.ENTERED: "E",
    Bound.ASYNC_ENTERED: "e",
}

LOWER_BINDING: dict[Bound, Lowering] = {
    Bound.PARAMETER: _parameter,
    Bound.FUNCTION: _definition,
    Bound.CLASS: _definition,
    Bound.IMPORT: _import,
    Bound.IMPORT_FROM: _import_from,
    Bound.DECLARED: _declared,
    Bound.TYPE_PARAMETER: _type_parameter,
    Bound.TYPE_ALIAS: _type_alias,
    Bound.CAPTURED: _captured,
    Bound.CAUGHT: _caught,
    Bound.OTHER: _other,
    Bound.VALUE: _value,
    **dict.fromkeys(WRAPS, _value),
}
"""The kinds of bindings, and what makes the term of each."""
