"""AY110-AY113: a coroutine or an async generator that is made, and then not consumed at all.

Dropped as a statement, put into a name that nobody reads, asked for its truth, compared,
formatted; or asked for an attribute of what it would give. The pages stand in the files that
bear the codes' numbers.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import TABLE, Kind, Use
from flake8_async_yield.names.scopes import Bound, Scope, ScopeKind
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.doubts import doubtful, ignored_by_mypy
from flake8_async_yield.rules.uses import has_attribute, is_text
from flake8_async_yield.values import protocols
from flake8_async_yield.values.value import Alternative
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class Dropping(Rule):
    """Looks at statements, tests, formats and attributes."""

    codes = {}
    looks_at = (
        ast.Expr,
        ast.Assign,
        ast.AnnAssign,
        ast.If,
        ast.While,
        ast.IfExp,
        ast.Assert,
        ast.BoolOp,
        ast.UnaryOp,
        ast.Compare,
        ast.FormattedValue,
        ast.Attribute,
        ast.Subscript,
    )

    def check(self, node: ast.AST, context: Context) -> None:
        LOOK[node.__class__](node, context)


def _single(context: Context, node: ast.expr, use: Use) -> tuple[str, Kind, Alternative] | None:
    """The code for a value all of whose alternatives are of one kind that the use loses."""
    value = context.value_of(node)
    found: tuple[str, Kind, Alternative] | None = None
    for alternative in value:
        kind = protocols.kind_of(context.evaluator, alternative, use)
        if kind is Kind.ASYNC_CONTEXT_MANAGER and (
            alternative.qualified_name not in protocols.MANAGER_CALLS  # type: ignore[attr-defined]
        ):
            return None
        code = TABLE[use].get(kind) if kind is not None else None
        if kind is None or code is None:
            return None
        found = found or (code, kind, alternative)
    return found


# -- dropped, tested, compared, formatted


def _dropped(context: Context, node: ast.expr, what: str, at: ast.expr | ast.stmt) -> None:
    if not isinstance(node, ast.Call):
        return
    found = _single(context, node, Use.DROP)
    if found is None or doubtful(context, node) or ignored_by_mypy(context, node):
        return
    code, kind, alternative = found
    never = "its body never runs" if code == "AY111" else "it never runs"
    mend = "iterate it with 'async for'" if code == "AY111" else "await it"
    fix = None
    if code == "AY110" and context.in_async_function:
        fix = Fix("insert-await", Safety.UNSAFE, context.source.span(node))
    context.report(
        code, at, f"{is_text(context, node, kind, alternative)}: {what}, {never}; {mend}", fix
    )


def _statement(node: ast.Expr, context: Context) -> None:
    value = node.value
    branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
    if isinstance(value, ast.BoolOp):
        branches = [value.values[-1]]
    for branch in branches:
        _dropped(context, branch, "the call's result is dropped", branch)


def _assignment(node: ast.Assign | ast.AnnAssign, context: Context) -> None:
    """`task = f()` in a function where nobody reads `task`."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    value = node.value
    if len(targets) != 1 or not isinstance(targets[0], ast.Name) or not isinstance(value, ast.Call):
        return
    scope = context.scope
    name = targets[0].id
    if scope.kind not in (ScopeKind.FUNCTION, ScopeKind.ASYNC_FUNCTION):
        return
    found = _single(context, value, Use.DROP)
    if found is None or name in scope.outer_names or _is_read(scope, name):
        return
    _dropped(context, value, f"'{name}' is never read", value)


def _is_read(scope: Scope, name: str) -> bool:
    """Whether the function reads `name` anywhere, inner functions included."""
    for node in ast.walk(scope.node):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            if node.id in (name, "locals", "vars", "eval", "exec"):
                return True
        elif isinstance(node, (ast.Nonlocal, ast.Global)) and name in node.names:
            return True
    return False


def _tested(node: ast.expr, context: Context) -> None:
    while isinstance(node, ast.NamedExpr):
        node = node.value
    _dropped(context, node, "it is always true", node)


def _if(node: ast.If | ast.While | ast.IfExp | ast.Assert, context: Context) -> None:
    _tested(node.test, context)


def _bool(node: ast.BoolOp, context: Context) -> None:
    for value in node.values[:-1]:
        _tested(value, context)


def _not(node: ast.UnaryOp, context: Context) -> None:
    if isinstance(node.op, ast.Not):
        _tested(node.operand, context)


def _compared(node: ast.Compare, context: Context) -> None:
    for operand in (node.left, *node.comparators):
        if isinstance(operand, ast.Call):
            _dropped(context, operand, "a coroutine is compared, not what it returns", operand)


def _formatted(node: ast.FormattedValue, context: Context) -> None:
    if isinstance(node.value, ast.Call):
        _dropped(context, node.value, "the object is formatted, not what it gives", node.value)


# -- attributes


def _attribute(node: ast.Attribute, context: Context) -> None:
    _asked(context, node, node.value, node.attr)


def _subscript(node: ast.Subscript, context: Context) -> None:
    _asked(context, node, node.value, "__getitem__")


def _asked(context: Context, node: ast.Attribute | ast.Subscript, base: ast.expr, name: str) -> None:
    if not _may_be_unconsumed(context, base):
        return
    found = _single(context, base, Use.ATTRIBUTE)
    if found is None:
        return
    if any(has_attribute(context, a, name) is not False for a in context.value_of(base)):
        return
    if doubtful(context, base):
        return
    code, kind, alternative = found
    what = "it has no items" if name == "__getitem__" else f"it has no attribute '{name}'"
    if kind is Kind.COROUTINE:
        mend = "await it first: '(await ...)'"
    elif kind is Kind.ASYNC_GENERATOR:
        mend = "iterate it with 'async for', or decorate it with '@asynccontextmanager'"
    else:
        mend = "enter it with 'async with'"
    fix = None
    if code == "AY112" and context.in_async_function:
        fix = Fix("insert-await", Safety.SAFE, context.source.span(base))
    context.report(code, node, f"{is_text(context, base, kind, alternative)}: {what}; {mend}", fix)


def _may_be_unconsumed(context: Context, base: ast.expr) -> bool:
    """A cheap look: a call, or a name or attribute that a call was put into."""
    if isinstance(base, ast.Call):
        return True
    if isinstance(base, ast.Name):
        return _holds_a_call(context.scope, base.id)
    if isinstance(base, ast.Attribute) and isinstance(base.value, ast.Name):
        function = context.scope.function
        holder = function.enclosing_class if function is not None else None
        if holder is None:
            return False
        seen = context.memo.setdefault("asked", {})
        key = (id(holder), base.attr)
        if key not in seen:
            seen[key] = False
            value = context.value_of(base)
            seen[key] = any(
                protocols.kind_of(context.evaluator, a, Use.ATTRIBUTE) in TABLE[Use.ATTRIBUTE]
                for a in value
            )
        return bool(seen[key])
    return False


def _holds_a_call(scope: Scope, name: str) -> bool:
    here: Scope | None = scope
    while here is not None:
        found = here.bindings.get(name)
        if found:
            return any(b.kind is Bound.VALUE and isinstance(b.node, ast.Call) for b in found)
        here = here.parent
    return False


LOOK = {
    ast.Expr: _statement,
    ast.Assign: _assignment,
    ast.AnnAssign: _assignment,
    ast.If: _if,
    ast.While: _if,
    ast.IfExp: _if,
    ast.Assert: _if,
    ast.BoolOp: _bool,
    ast.UnaryOp: _not,
    ast.Compare: _compared,
    ast.FormattedValue: _formatted,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
}

