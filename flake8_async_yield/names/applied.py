"""What a lambda is applied to where it stands: the items of `filter(lambda x: …, items)`.

Such a lambda is called by nobody else, so that its parameter is one of the items.
"""

from __future__ import annotations

import ast

from flake8_async_yield.names.nodes import children
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.names.seeing import seen

OVER_ITEMS = frozenset({"filter", "map"})
"""Builtins that call what is their first argument with the items of the others."""

BY_KEY = frozenset({"max", "min", "sorted"})
"""Builtins that call what is their `key` with the items of their only argument."""


Calls = dict[int, ast.Call]
"""The id of a lambda -> the call that it is handed to."""


def calls_of_lambdas(statement: ast.stmt) -> Calls:
    """Those of the lambdas in the expressions of `statement` itself."""
    found: Calls = {}
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Call):
            for given in (*node.args, *(k.value for k in node.keywords)):
                if isinstance(given, ast.Lambda):
                    found[id(given)] = node
        stack += [c for c in children(node) if not isinstance(c, ast.stmt)]
    return found


def applied_to(scope: Scope, parameter: ast.AST, calls: Calls) -> ast.expr | None:
    """The iterable whose items a parameter of the lambda of `scope` is; None: not known."""
    made = scope.node
    call = calls.get(id(made))
    if call is None or not isinstance(made, ast.Lambda) or scope.parent is None:
        return None
    name = call.func
    if isinstance(name, ast.Name) and seen(name.id, scope.parent, scope.place):
        return None  # it is none of the builtins
    return _handed(call, made, parameter)


def _handed(call: ast.Call, made: ast.Lambda, parameter: ast.AST) -> ast.expr | None:
    function, given = call.func, made.args.args
    number = next((n for n, one in enumerate(given) if one is parameter), -1)
    if number < 0:
        return None
    if isinstance(function, ast.Name) and function.id in OVER_ITEMS:
        if len(call.args) == len(given) + 1 and call.args[0] is made:
            return call.args[number + 1]
        return None
    if len(given) > 1 or not any(k.arg == "key" and k.value is made for k in call.keywords):
        return None
    if isinstance(function, ast.Name) and function.id in BY_KEY and len(call.args) == 1:
        return call.args[0]
    if isinstance(function, ast.Attribute) and function.attr == "sort" and not call.args:
        return function.value
    return None
