"""What a scope's statements put on its classes from outside: `Box.run = run`, `setattr(Box, …)`."""

from __future__ import annotations

import ast

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.scopes import Scope

ANY = "*"
"""Stands for attributes whose names are not written down."""

Attached = dict[str, dict[str, list[tuple[ast.expr | None, Place | None]]]]
"""class -> attribute -> the expressions it is given, with their places."""


def attached(scope: Scope) -> Attached:
    """What the statements of `scope` itself put on names, by name; most of these are no classes."""
    found: Attached = {}
    for statement, place in scope.statements:
        if statement.__class__ is ast.Assign:
            for target in statement.targets:
                if target.__class__ is ast.Attribute and target.value.__class__ is ast.Name:
                    given = found.setdefault(target.value.id, {}).setdefault(target.attr, [])
                    given.append((statement.value, place))
        elif statement.__class__ is ast.Expr and statement.value.__class__ is ast.Call:
            call = statement.value
            if call.func.__class__ is ast.Name and call.func.id == "setattr":
                _set(found, call, place)
    return found


def _set(found: Attached, call: ast.Call, place: Place | None) -> None:
    if len(call.args) != 3 or not isinstance(call.args[0], ast.Name):
        return
    name = call.args[1]
    written = name.value if isinstance(name, ast.Constant) else ANY
    value = call.args[2] if written != ANY else None
    found.setdefault(call.args[0].id, {}).setdefault(str(written), []).append((value, place))
