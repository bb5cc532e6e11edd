"""Finds the dependency that FastAPI's `Depends` or `Security` is given."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.rules.definitions import may_mean

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

NAMES = frozenset({"Depends", "Security"})
MARKERS = frozenset(
    f"{module}.{name}"
    for module in ("fastapi", "fastapi.params", "fastapi.param_functions")
    for name in NAMES
)


def dependency_of(call: ast.Call, context: Context) -> ast.expr | None:
    """The dependency in `Depends(dependency)`; None where `call` is no such call."""
    if not may_mean(call.func, NAMES, context) or not (call.args or call.keywords):
        return None
    if context.qualified_name(call.func) not in MARKERS:
        return None
    if call.args:
        return None if isinstance(call.args[0], ast.Starred) else call.args[0]
    for keyword in call.keywords:
        if keyword.arg == "dependency":
            return keyword.value
    return None


def marker_name(call: ast.Call) -> str:
    """What the call is called in the file: `Depends`, `Security`, `fastapi.Depends`."""
    return ast.unparse(call.func)
