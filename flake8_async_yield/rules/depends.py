"""Finds the dependency that FastAPI's `Depends` or `Security` is given."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Bound
from flake8_async_yield.values.dependencies import MARKERS

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

NAMES = frozenset({"Depends", "Security"})
MEMO = (__name__, "local names")


def dependency_of(call: ast.Call, context: Context) -> ast.expr | None:
    """The dependency in `Depends(dependency)`; None where `call` is no such call."""
    function = call.func
    if isinstance(function, ast.Name):
        if function.id not in _local_names(context):
            return None
    elif not isinstance(function, ast.Attribute) or function.attr not in NAMES:
        return None
    if context.qualified_name(function) not in MARKERS:
        return None
    if call.args:
        return None if isinstance(call.args[0], ast.Starred) else call.args[0]
    for keyword in call.keywords:
        if keyword.arg == "dependency":
            return keyword.value
    return None


def _local_names(context: Context) -> frozenset[str]:
    """What a marker may be called in this module; asked for every call, so it is kept."""
    memo = context.local.module.memo
    known = memo.get(MEMO)
    if known is None:
        bindings = context.names.module.bindings
        other = {
            name
            for name, found in bindings.items()
            if any(b.detail in NAMES or b.kind is Bound.VALUE for b in found)
        }
        known = memo[MEMO] = NAMES | other
    return known


def marker_name(call: ast.Call) -> str:
    """What the call is called in the file: `Depends`, `Security`, `fastapi.Depends`."""
    return ast.unparse(call.func)
