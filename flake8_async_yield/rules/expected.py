"""Failures that are wanted: under `with pytest.raises(...)`, in a `try` that catches the error."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope, last_name
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.value import ClassValue, FunctionValue

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

EXPECTING = (
    r"(?i)^(raises(_?group|exc)?|warns|deprecated_call|(assert|check|expect)_?(raises|warn|never).*)$"
)
"""Last names of context managers under which a failure is what is wanted."""

FUNCTION_NODES = (ast.FunctionDef, ast.AsyncFunctionDef)

OF_ONE_ERROR = frozenset({"raises", "assertRaises", "assertRaisesRegex"})

EXPECTED = frozenset({"TypeError", "AttributeError"})
"""Errors of a misuse that a `try` may be there to catch."""

ANY_ERROR = frozenset({"Exception", "BaseException"})

OF_MISUSE = EXPECTED | ANY_ERROR | {"RuntimeError", "Warning", "object"}
"""Errors that a misuse may end in, and their bases."""

PLAIN = (
    *(ast.Name, ast.Attribute, ast.Constant, ast.UnaryOp, ast.List, ast.Tuple, ast.Dict),
    *(ast.expr_context, ast.unaryop, ast.keyword),
)
"""Parts of arguments that raise nothing of their own."""


def failure_is_wanted(context: Context, node: ast.expr) -> bool:
    """Whether `node` may be misused on purpose, for the error that this raises."""
    for statement, block in context.enclosing_statements():
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            for item in statement.items:
                if _expects(context, item.context_expr, node, block):
                    return True
        if isinstance(statement, (ast.Try, ast.TryStar)) and block is statement.body:
            for handler in statement.handlers:
                if handler.type is not None and _names(handler.type) & EXPECTED:
                    return True
    return _is_called_to_fail(context)


def _is_called_to_fail(context: Context) -> bool:
    """Whether the function around is one that a test has inside it, to call it under `raises`."""
    inner = context.function
    outer = inner.parent.function if inner is not None and inner.parent is not None else None
    if inner is None or outer is None:
        return False
    failing = _callers(getattr(inner.node, "name", ""), outer)
    for statement, place in outer.statements:
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            block = ast.Module(statement.body, [])
            for item in statement.items:
                if _waits_for_misuse(context, item.context_expr, outer, place) and (
                    not failing.isdisjoint(_names(block))
                ):
                    return True
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            given = statement.value.args[1:2]  # `raises(TypeError, f)`
            if given and isinstance(given[0], ast.Name) and given[0].id in failing:
                return _waits_for_misuse(context, statement.value, outer, place)
    return False


def _callers(name: str, outer: Scope) -> set[str]:
    """`name`, and the other functions inside the same one that lead to it."""
    inside = {s.name: _names(s) for s, _ in outer.statements if isinstance(s, FUNCTION_NODES)}
    found = {name}
    size = 0
    while len(found) > size:
        size = len(found)
        found |= {other for other, names in inside.items() if not found.isdisjoint(names)}
    return found


def _waits_for_misuse(context: Context, call: ast.expr, scope: Scope, place: Place) -> bool:
    """Whether `call` is a `raises(…)` that an error of a misuse may satisfy."""
    name = last_name(call.func if isinstance(call, ast.Call) else call)
    if not re.match(EXPECTING, name):
        return False
    if name not in OF_ONE_ERROR or not isinstance(call, ast.Call) or not call.args:
        return True
    return not is_other_error(context, call.args[0], scope, place)


def _names(node: ast.AST) -> set[str]:
    return {last_name(n) for n in ast.walk(node) if isinstance(n, (ast.Name, ast.Attribute))}


def _expects(context: Context, manager: ast.expr, node: ast.expr, block: list[ast.stmt]) -> bool:
    """Whether under `manager` an error may be wanted that a misuse of `node` raises."""
    manager = _spelled_out(context, manager)
    name = last_name(manager.func if isinstance(manager, ast.Call) else manager)
    if name == "suppress":
        return bool(_names(manager) & (EXPECTED | ANY_ERROR))
    if not re.match(EXPECTING, name):
        return False
    if name not in OF_ONE_ERROR or not isinstance(manager, ast.Call) or not manager.args:
        return True
    place = context.place
    if place is None or place.block is not block or place.index or not _is_lazy(context, node):
        return True  # what stands before it may raise what is wanted
    return not is_other_error(context, manager.args[0])


def _spelled_out(context: Context, manager: ast.expr) -> ast.expr:
    """`assertRaises(TypeError)` for `check()` after `check = lambda: assertRaises(TypeError)`."""
    if isinstance(manager, ast.Call) and isinstance(manager.func, ast.Name):
        live = reaching(context.scope.bindings.get(manager.func.id, []), context.place)
        if len(live) == 1 and isinstance(live[0].node, ast.Lambda) and not live[0].path:
            return live[0].node.body
    return manager


def _is_lazy(context: Context, node: ast.expr) -> bool:
    """Whether `node` calls an `async def`, which raises nothing before it is awaited."""
    if not isinstance(node, ast.Call):
        return False
    if any(not isinstance(n, PLAIN) for a in (*node.args, *node.keywords) for n in ast.walk(a)):
        return False
    # A plain function, to which the `async def` is given, may well raise before it calls that.
    called = [getattr(function, "record", None) for function in context.value_of(node.func)]
    return all(
        protocols.kind_of(context.evaluator, a, Use.DROP) in (Kind.COROUTINE, Kind.ASYNC_GENERATOR)
        and isinstance(maker := getattr(a, "made_by", None), FunctionValue)
        and maker.record.is_async
        and maker.record in called
        and not maker.record.decorators
        for a in context.value_of(node)
    )


def is_other_error(
    context: Context, wanted: ast.expr, scope: Scope | None = None, place: Place | None = None
) -> bool:
    """Whether no misuse raises an error of the class, or one of the classes, `wanted`."""
    parts = wanted.elts if isinstance(wanted, ast.Tuple) else [wanted]
    for part in parts:
        value = context.value_of(part, scope, place)
        if not value:
            return False
        for cls in value:
            if not isinstance(cls, ClassValue):
                return False
            order = classes.order(context.evaluator, cls.module, cls.record)
            names = [holder.record.name for holder in order.holders]
            if not order.is_complete or names[0] in OF_MISUSE or "Warning" in names:
                return False
            if not EXPECTED.isdisjoint(names):
                return False
    return bool(parts)
