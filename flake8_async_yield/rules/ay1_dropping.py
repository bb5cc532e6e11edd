"""AY110, AY111: a coroutine or an async generator that is made, and then not consumed at all.

Dropped as a statement, put into a name that nobody reads, asked for its truth, compared,
formatted. The pages stand in the files that bear the codes' numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.scopes import Comprehension, Scope, ScopeKind
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.comprehensions import COMPREHENSIONS, GIVING_ITEMS, inside
from flake8_async_yield.rules.doubts import doubtful, ignored_by_mypy
from flake8_async_yield.rules.uses import is_text, single
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

SHOWING = frozenset("print str repr ascii format bool len int float abs round".split())
"""Builtins that say something of the object itself, and keep none of it."""

READING_ALL = ("locals", "vars", "eval", "exec")
"""Builtins that may read any name."""

DISPLAYS = (ast.List, ast.Set, ast.Tuple)

DROPPED = "the {} is dropped"
TRUE = "the {} counts as true"
COMPARED = "the {} itself is compared"
SHOWN = "the {} itself is used"
"""What is said of each situation; `{}` stands for what is made."""


class Dropping(Rule):
    """Looks at statements, tests, comparisons and formats."""

    codes: ClassVar[dict[str, str]] = {}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (
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
        ast.BinOp,
        ast.Call,
        ast.Match,
        *COMPREHENSIONS,
    )

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on what `node` makes and loses."""
        LOOK[node.__class__](node, context)


def _lost(context: Context, node: ast.expr, what: str) -> None:
    """Report on `node` where it is a call that makes a coroutine or an async generator."""
    if not isinstance(node, (ast.Call, ast.GeneratorExp)) or not context.may_be_async(node):
        return
    found = single(context, node, Use.DROP)
    if found is None or doubtful(context, node) or ignored_by_mypy(context, node):
        return
    code, kind, alternative = found
    if code == "AY111":
        noun, mend = "generator", "iterate it with 'async for'"
    else:
        noun, mend = "coroutine", "await it"
    fix = None
    if code == "AY110" and context.in_async_function:
        fix = Fix("insert-await", Safety.UNSAFE, context.source.span(node))
    text = is_text(context, node, kind, alternative)
    context.report(code, node, f"{text}: {what.format(noun)}, and its body never runs; {mend}", fix)


# -- statements


def _statement(node: ast.Expr, context: Context) -> None:
    stack: list[ast.expr] = [node.value]
    while stack:
        value = stack.pop()
        if isinstance(value, ast.IfExp):
            stack += [value.body, value.orelse]
        elif isinstance(value, ast.BoolOp):
            stack += value.values
        elif isinstance(value, DISPLAYS):
            stack += value.elts
        elif isinstance(value, (ast.ListComp, ast.SetComp)):
            with inside(context, value):
                _lost(context, value.elt, DROPPED)
        else:
            _lost(context, value, DROPPED)


def _assignment(node: ast.Assign | ast.AnnAssign, context: Context) -> None:
    """`task = f()` in a function where nobody reads `task`; at module level only `_ = f()`."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    value = node.value
    if len(targets) != 1 or not isinstance(targets[0], ast.Name) or not isinstance(value, ast.Call):
        return
    scope = context.scope
    name = targets[0].id
    if scope.kind not in (ScopeKind.FUNCTION, ScopeKind.ASYNC_FUNCTION) and (
        scope.kind is not ScopeKind.MODULE or name != "_"
    ):
        return
    if name in scope.outer_names or not context.may_be_async(value):
        return
    if single(context, value, Use.DROP) is None:
        return  # most calls: whether the name is read is the dearer question
    if not _read_names(context, scope) & {name, *READING_ALL}:
        _lost(context, value, f"nobody reads '{name}'")


def _read_names(context: Context, scope: Scope) -> frozenset[str]:
    """The names that the scope reads, or lets others bind; inner functions are included."""
    known: dict[int, frozenset[str]] = context.memo.setdefault("read names", {})
    if id(scope.node) not in known:
        found: set[str] = set()
        for node in ast.walk(scope.node):
            if isinstance(node, ast.Name):
                if not isinstance(node.ctx, ast.Store):
                    found.add(node.id)
            elif isinstance(node, (ast.Nonlocal, ast.Global)):
                found.update(node.names)
        known[id(scope.node)] = frozenset(found)
    return known[id(scope.node)]


# -- tests


def _tested(node: ast.expr, context: Context) -> None:
    """A condition: `and`, `or` and `not` in it test each of their operands."""
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.NamedExpr):
            continue  # the name is there to be awaited
        if isinstance(part, ast.BoolOp):
            stack += part.values
        elif isinstance(part, ast.UnaryOp):
            stack.append(part.operand)
        else:
            _lost(context, part, TRUE)


def _if(node: ast.If | ast.While | ast.IfExp | ast.Assert, context: Context) -> None:
    _tested(node.test, context)


def _bool(node: ast.BoolOp, context: Context) -> None:
    """`f() and x` gives x. `f() or x` gives the coroutine, which may be awaited then."""
    if isinstance(node.op, ast.And):
        for value in node.values[:-1]:
            _tested(value, context)


def _not(node: ast.UnaryOp, context: Context) -> None:
    if isinstance(node.op, ast.Not):
        _tested(node.operand, context)


def _conditions(node: Comprehension, context: Context) -> None:
    tests = [test for generator in node.generators for test in generator.ifs]
    if tests:
        with inside(context, node):
            for test in tests:
                _tested(test, context)


def _match(node: ast.Match, context: Context) -> None:
    for case in node.cases:
        if case.guard is not None:
            _tested(case.guard, context)


# -- comparisons and formats


def _compared(node: ast.Compare, context: Context) -> None:
    operands = [node.left]
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if not isinstance(operator, (ast.In, ast.NotIn)):  # there it is iterated over
            operands.append(right)
    for operand in operands:
        _lost(context, operand, COMPARED)


def _formatted(node: ast.FormattedValue, context: Context) -> None:
    _lost(context, node.value, SHOWN)


def _percent(node: ast.BinOp, context: Context) -> None:
    """`"%s" % f()`."""
    left = node.left
    if isinstance(node.op, ast.Mod) and isinstance(left, ast.Constant):
        right = node.right
        for part in right.elts if isinstance(right, ast.Tuple) else [right]:
            if isinstance(left.value, str):
                _lost(context, part, SHOWN)


def _call(node: ast.Call, context: Context) -> None:
    """`print(f())`, `"{}".format(f())`, `any(f(x) for x in xs)`."""
    function = node.func
    if isinstance(function, ast.Attribute):
        if function.attr == "format" and isinstance(function.value, ast.Constant):
            for argument in node.args:
                _lost(context, argument, SHOWN)
        return
    if not isinstance(function, ast.Name) or not node.args:
        return
    name = function.id
    if name not in ("any", "all") and name not in SHOWING:
        return
    first = node.args[0]
    if isinstance(first, GIVING_ITEMS):
        if name in ("any", "all") and context.qualified_name(function) == f"builtins.{name}":
            with inside(context, first):
                _lost(context, first.elt, TRUE)
        return
    arguments = [a for a in node.args if isinstance(a, ast.Call)]
    if arguments and name in SHOWING and context.qualified_name(function) == f"builtins.{name}":
        for argument in arguments:
            _lost(context, argument, SHOWN)


LOOK: dict[type[ast.AST], Callable[[Any, Context], None]] = {
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
    ast.BinOp: _percent,
    ast.Call: _call,
    ast.Match: _match,
    ast.ListComp: _conditions,
    ast.SetComp: _conditions,
    ast.DictComp: _conditions,
    ast.GeneratorExp: _conditions,
}
