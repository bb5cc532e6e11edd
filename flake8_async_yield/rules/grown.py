"""Whether a collection holds more than what it was written with: asked when a report is about to
be made of one of its items.

`handlers = [on_start]` is known item by item, until somebody appends to it, stores into it, or
hands it to a function that may.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Binding, Bound, Place
from flake8_async_yield.names.growth import (
    ADDING,
    ADDING_ALL,
    BUILTINS,
    LOOKING_MODULES,
    TAKING,
)
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import FUNCTIONS, Scope, last_name
from flake8_async_yield.rules.sources import tree_of
from flake8_async_yield.values.value import Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

GROWING = ADDING_ALL | {*ADDING, "update"}
"""Methods by which a collection of the standard library gets items."""

MOST = 8
"""So many names are followed to the collection that an item came from."""


def is_of_grown(context: Context, node: ast.expr, *, is_collection: bool = False) -> bool:
    """Whether `node` is, or comes from, an item of a collection that was added to.

    `is_collection`: the question is of what `node` itself holds.
    """
    known: dict[int | str, frozenset[str]] = context.memo.setdefault("grown", {})
    for collection, where in _collections(context, node, is_collection):
        key = where if isinstance(where, str) else id(where)
        if key not in known:
            tree = tree_of(where) if isinstance(where, str) else where
            known[key] = _grown(tree) if tree is not None else frozenset({collection})
        if collection in known[key]:
            return True
    return False


class _Part(NamedTuple):
    """An expression on the way, where it stands, and whether something is taken out of it."""

    node: ast.AST
    is_collection: bool
    scope: Scope
    place: Place | None

    def inner(self, node: ast.AST, is_collection: bool) -> _Part:
        return _Part(node, is_collection, self.scope, self.place)


def _collections(
    context: Context, node: ast.expr, is_collection: bool
) -> Iterator[tuple[str, str | ast.AST]]:
    """(key, the code or the path of the file that may add to it) of what the items are out of."""
    stack = [_Part(node, is_collection, context.scope, context.place)]
    for _ in range(MOST):
        if not stack:
            return
        part = stack.pop()
        here, is_collection = part.node, part.is_collection
        if isinstance(here, (ast.Name, ast.Attribute)):
            told = isinstance(here, ast.Name) and _is_told(context, here.id, part)
            if is_collection and not told and _is_display(context, here, part):
                yield _key(here), _home(context, here, part)
                yield from _imported(context, here, part)
            if isinstance(here, ast.Name):
                stack += _bound(here.id, part)
            else:
                stack.append(part.inner(here.value, is_collection))
        elif isinstance(here, ast.Subscript):
            stack.append(part.inner(here.value, True))
        elif isinstance(here, ast.Call):
            if is_collection:
                stack += [part.inner(argument, True) for argument in here.args]
            taken = is_collection or last_name(here.func) in TAKING
            stack.append(part.inner(here.func, taken))
        elif isinstance(here, (ast.Await, ast.Starred)):
            stack.append(part.inner(here.value, is_collection))


def _is_told(context: Context, name: str, part: _Part) -> bool:
    """Whether all that is added to a function's own collection is among its items."""
    scope = _bindings(name, part)[0]
    return context.local.module.growth(scope).get(name) is not None


def _is_display(context: Context, node: ast.expr, part: _Part) -> bool:
    """Whether its items are known by what it was written with, and not by an annotation."""
    return any(
        isinstance(a, Instance) and not a.declared and a.cls.module.name == "builtins"
        for a in context.value_of(node, part.scope, part.place)
    )


def _bound(name: str, part: _Part) -> Iterator[_Part]:
    """What the name was given that may be an item, or of which it may be one."""
    scope, found = _bindings(name, part)
    for binding in found:
        of_item = binding.kind in (Bound.ITEM, Bound.ASYNC_ITEM) or bool(binding.path)
        if of_item or (binding.kind is Bound.VALUE and not part.is_collection):
            yield _Part(binding.node, of_item, scope, binding.place)


def _bindings(name: str, part: _Part) -> tuple[Scope, list[Binding]]:
    here: Scope | None = part.scope
    while here is not None:
        found = here.bindings.get(name)
        if found:
            return here, reaching(found, part.place) if here is part.scope else found
        here = here.parent
    return part.scope, []


def _home(context: Context, node: ast.expr, part: _Part) -> ast.AST:
    """The function whose local name it is, else the whole file."""
    if isinstance(node, ast.Name):
        scope = _bindings(node.id, part)[0]
        if scope.kind in FUNCTIONS:
            return scope.node
    return context.source.tree


def _imported(
    context: Context, name: ast.expr, part: _Part
) -> Iterator[tuple[str, str | ast.AST]]:
    for binding in _bindings(name.id, part)[1] if isinstance(name, ast.Name) else ():
        node = binding.node
        if binding.kind is Bound.IMPORT_FROM and isinstance(node, ast.ImportFrom):
            index = context.evaluator.index
            module = index.imported(context.local.module, node.level, node.module or "")
            if module is not None and module.is_project:
                yield binding.detail, module.path


def _key(node: ast.AST) -> str:
    """`name` of a name, `.name` of an attribute, '' of anything else."""
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _grown_by(arguments: list[ast.expr]) -> Iterator[str]:
    """The collections whose methods are handed over: `map(HANDLERS.append, found)`."""
    for argument in arguments:
        if isinstance(argument, ast.Attribute) and argument.attr in GROWING:
            yield _key(argument.value)


def _grown(tree: ast.AST) -> frozenset[str]:
    """The keys of what is added to anywhere in a file, or handed to who knows whom."""
    names: set[str] = set()
    aliases: list[tuple[str, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                if function.attr in GROWING:
                    names.add(_key(function.value))
                if isinstance(function.value, ast.Constant):
                    continue  # `", ".join(xs)`
                if _key(function.value) in LOOKING_MODULES:
                    names.update(_grown_by(node.args))
                    continue
            elif last_name(function) in BUILTINS:
                names.update(_grown_by(node.args))
                continue
            names.update(map(_key, node.args))
            names.update(_key(keyword.value) for keyword in node.keywords)
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            names.add(_key(node.value))
        elif isinstance(node, ast.AugAssign):
            names.add(_key(node.target))
        elif isinstance(node, ast.Assign):
            aliases += [(_key(target), _key(node.value)) for target in node.targets]
    names.discard("")
    names.update(value for target, value in aliases if target in names)
    return frozenset(names)
