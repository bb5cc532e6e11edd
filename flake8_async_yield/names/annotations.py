"""Lowering of annotations: types are read the way typing does, strings parsed.

Reference: the typing documentation, "Type annotations"; PEP 563, PEP 604.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.expressions import WIDEST, constant
from flake8_async_yield.names.scopes import Scope, last_name
from flake8_async_yield.names.unions import ELLIPSIS, NONE

if TYPE_CHECKING:
    from flake8_async_yield.names.terms import LiveModule


def annotated(module: LiveModule, node: ast.expr, scope: Scope, place: Place | None) -> Term:
    """The term of the type that `node` names: its parts are lowered by `LiveModule.annotation`."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and len(node.value) < 500:
            try:
                parsed = ast.parse(node.value.strip(), mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return None
            return module.annotation(parsed, scope, None)
        if node.value is ...:
            return ELLIPSIS
        return NONE if node.value is None else None
    if isinstance(node, ast.Subscript):
        base = module.annotation(node.value, scope, place)
        last = last_name(node.value)
        if base is None:
            return None
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if last == "Literal":
            told = len(parts) <= WIDEST
            return ["[", base, [_literal(part) for part in parts]] if told else None
        if last == "Annotated":
            parts = parts[:1]
        return ["[", base, [module.annotation(part, scope, place) for part in parts[:WIDEST]]]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left = module.annotation(node.left, scope, place)
        right = module.annotation(node.right, scope, place)
        return ["or", left, right] if left and right else None
    if isinstance(node, ast.List):  # the parameters of a `Callable`
        return ["t", [module.annotation(part, scope, place) for part in node.elts[:WIDEST]]]
    if isinstance(node, (ast.Name, ast.Attribute)):
        return module.expression(node, scope, None)  # names may come later in the file
    return None


def _literal(node: ast.expr) -> Term:
    """A part of `Literal[…]`: only constants are told apart."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, int, type(None))):
        return constant(node)
    return None
