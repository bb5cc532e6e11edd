"""A glance at an expression: can it be anything async at all?

Most calls of a program are of plain things, and their names say so: a list that was made here,
a parameter that nothing is known of, a builtin, a module of the standard library that has
nothing async. What is answered here is never asked of the evaluator.
"""

from __future__ import annotations

import ast
import builtins
import sys

from flake8_async_yield.names.bindings import Binding, Bound, defaults
from flake8_async_yield.names.growth import TAKING, is_empty
from flake8_async_yield.names.leading import Leading
from flake8_async_yield.names.scopes import FUNCTIONS, Scope, ScopeKind
from flake8_async_yield.names.terms import LiveModule
from flake8_async_yield.project.index import Index
from flake8_async_yield.values.evaluate import OF_LOOPS_ALONE
from flake8_async_yield.values.fixtures import is_test_file

DISPLAYS = (
    ast.Constant,
    ast.JoinedStr,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Set,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.Compare,
)

MAY_LEAD_ON = frozenset(
    {
        "asyncio", "builtins", "collections", "concurrent", "contextlib", "contextvars", "copy",
        "dataclasses", "heapq", "itertools", "queue", "random",
        "functools", "importlib", "inspect", "operator", "types", "typing", "typing_extensions",
        "unittest", "weakref", "_asyncio", "async", "wsgiref",
    }
)  # fmt: skip
"""Modules of the standard library through which one may come to something async."""

PLAIN_MODULES = frozenset(sys.stdlib_module_names) - MAY_LEAD_ON

ASYNC_BUILTINS = frozenset(
    {"aiter", "anext", "super", "getattr", "next", "vars", "type", "max", "min"}
)
HOLDING = frozenset({"dict", "list", "sorted", "tuple"})
"""Builtins whose results have items of what they are given."""

DEEPEST = 40
"""Names that are bound through more others than this are not told."""

PLAIN_BUILTINS = frozenset(dir(builtins)) - ASYNC_BUILTINS


class Glance:
    """Answers for one linted module, remembered by scope and name."""

    def __init__(
        self, index: Index, module: LiveModule, leading: Leading | None = None
    ) -> None:
        """`leading`: what may lead to something async; None: anything may."""
        self.index = index
        self.leading = leading
        self.module = module
        self._names: dict[tuple[int, str], bool] = {}
        self._depth = 0
        self._has_fixtures = is_test_file(module.path)

    def may_be_async(self, node: ast.expr, scope: Scope, *, inner: bool = False) -> bool:
        """Whether `node`, used in `scope`, may be async; True where a glance does not tell.

        `inner`: whether what a collection holds is asked for.
        """
        while True:
            if isinstance(node, ast.Name):
                if inner and node.id in HOLDING:
                    return True
                return self._name(node.id, scope) or (inner and self._holds(node.id, scope))
            if isinstance(node, ast.Call):
                node = node.func
            elif isinstance(node, ast.Attribute):
                if node.attr == OF_LOOPS_ALONE:
                    return True
                inner = inner or node.attr in TAKING
                node = node.value
            elif isinstance(node, ast.Subscript):
                inner = True
                node = node.value
            else:
                return inner or not isinstance(node, DISPLAYS)

    def _holds(self, name: str, scope: Scope) -> bool:
        """Whether a name that is no async thing itself may be a collection of such things."""
        here: Scope | None = scope
        while here is not None:
            found = here.bindings.get(name)
            if found and not (here.kind is ScopeKind.CLASS and here is not scope):
                return any(
                    b.kind in (Bound.VALUE, Bound.DECLARED)
                    and (_is_full(b.node) or (here.kind in FUNCTIONS and is_empty(b)))
                    for b in found
                )
            here = here.parent
        return False

    def _name(self, name: str, scope: Scope) -> bool:
        key = (id(scope), name)
        known = self._names.get(key)
        if known is None:
            if self._depth >= DEEPEST:
                return True
            self._names[key] = True  # a name bound through itself
            self._depth += 1
            known = self._names[key] = self._look(name, scope)
            self._depth -= 1
        return known

    def _look(self, name: str, scope: Scope) -> bool:
        if name in self.module.scopes.tested:
            return True
        here: Scope | None = scope
        while here is not None:
            found = here.bindings.get(name)
            if found and not (here.kind is ScopeKind.CLASS and here is not scope):
                if self.leading is not None and here.kind is ScopeKind.MODULE:
                    return name in self.leading.names
                if self.module.scopes.bound_from_inside(here, name):
                    return True
                return any(self._binding(binding, here) for binding in found)
            here = here.parent
        if self.module.stars():
            return True
        return name not in PLAIN_BUILTINS

    def _binding(self, binding: Binding, scope: Scope) -> bool:
        node = binding.node
        match binding.kind:
            case Bound.OTHER:
                return False
            case Bound.CAUGHT:
                of = node.type  # type: ignore[attr-defined]
                parts = of.elts if isinstance(of, ast.Tuple) else [of]
                return any(self.may_be_async(part, scope) for part in parts)
            case Bound.PARAMETER:
                return self._parameter(node, scope)
            case Bound.VALUE:
                assert isinstance(node, ast.expr)
                if isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.Subscript)):
                    return self.may_be_async(node, scope, inner=bool(binding.path))
                return not isinstance(node, DISPLAYS) or bool(binding.path)
            case Bound.ITEM:
                assert isinstance(node, ast.expr)
                if isinstance(node, DISPLAYS):
                    return _is_full(node)
                if isinstance(node, ast.Name):
                    return self._name(node.id, scope) or self._holds(node.id, scope)
            case Bound.IMPORT:
                assert isinstance(node, ast.alias)
                if self.leading is not None:
                    return binding.name in self.leading.names
                return not self._is_plain(node.name)
            case Bound.IMPORT_FROM:
                assert isinstance(node, ast.ImportFrom)
                if self.leading is not None:
                    return binding.name in self.leading.names
                return bool(node.level) or not self._is_plain(node.module or "")
        return True

    def _parameter(self, node: ast.AST, scope: Scope) -> bool:
        """Nothing is known of a parameter without annotation or a default that a call makes.

        The first of a method is excepted; so are those of one that may override another, and of
        what may be registered with a framework.
        """
        if not isinstance(node, ast.arg) or node.annotation is not None:
            return True
        function = scope.node
        if self._has_fixtures and not isinstance(function, ast.Lambda):
            return True
        arguments = function.args  # type: ignore[attr-defined]
        if isinstance(function, ast.Lambda):
            is_applied = self.module.applied(scope, node) is not None
            return is_applied or _has_made_default(node, arguments)
        holder = scope.enclosing_class
        if holder is None:
            is_handler = bool(function.decorator_list) or self.module.registers  # type: ignore[attr-defined]
            return is_handler or _has_made_default(node, arguments)
        if _has_made_default(node, arguments) or bool(getattr(holder.node, "bases", False)):
            return True
        first = [*arguments.posonlyargs, *arguments.args][:1]
        return bool(first) and first[0] is node

    def _is_plain(self, name: str) -> bool:
        if name.partition(".")[0] not in PLAIN_MODULES:
            return False
        found = self.module.found
        return found is None or self.index.finder.find(name, found) is None


def _has_made_default(node: ast.arg, arguments: ast.arguments) -> bool:
    """Whether a call is the default of the parameter: `service=Depends(get_service)`."""
    return any(
        isinstance(default, ast.Call) and given is node for given, default in defaults(arguments)
    )


def _is_full(node: ast.AST) -> bool:
    """Whether a collection as it is written has items that are no constants."""
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)):
        return True
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in HOLDING
    items = node.values if isinstance(node, ast.Dict) else getattr(node, "elts", ())
    return any(not isinstance(item, ast.Constant) for item in items)
