"""AY110, AY111: a coroutine or an async generator that is made, and then not consumed at all.

Dropped as a statement, put into a name that nobody reads, asked for its truth, compared,
formatted. The pages stand in the files that bear the codes' numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.nodes import NO_NAMES, below
from flake8_async_yield.names.scopes import FUNCTIONS, Comprehension, Scope, ScopeKind
from flake8_async_yield.rules import stored
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.calculating import augmented, failing, fails, held, may_fail
from flake8_async_yield.rules.comprehensions import COMPREHENSIONS, GIVING_ITEMS, inside
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.rules.expected import failure_is_wanted
from flake8_async_yield.rules.keeping import is_kept
from flake8_async_yield.rules.losing import DISPLAYS, MAKING, is_made_here, lost, say
from flake8_async_yield.rules.remedies import awaiting
from flake8_async_yield.rules.stored import ORDERING, SHOWING, Role
from flake8_async_yield.rules.uses import single

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

READING_ALL = frozenset({"locals", "vars", "eval", "exec"})
"""Builtins that may read any name."""

DROPPED = "the {} is dropped"
TRUE, COMPARED, SHOWN = (role.value for role in stored.LOST)
"""What is said of each situation; `{}` stands for what is made."""

JOINED = "joining the {} itself raises TypeError"


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
        ast.AugAssign,
        ast.Call,
        ast.Match,
        ast.NamedExpr,
        *COMPREHENSIONS,
    )

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on what `node` makes and loses."""
        LOOK[node.__class__](node, context)


# -- statements


def _statement(node: ast.Expr, context: Context) -> None:
    stack: list[ast.expr] = [node.value]
    while stack:
        value = stack.pop()
        if isinstance(value, ast.BoolOp):
            stack += value.values
        else:
            lost(context, value, DROPPED)


def _assignment(node: ast.Assign | ast.AnnAssign, context: Context) -> None:
    """`task = f()` in a function where nobody reads `task`; at module level only `_ = f()`."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    value = node.value
    if len(targets) != 1 or not isinstance(targets[0], ast.Name):
        return
    scope = context.scope
    name = targets[0].id
    if scope.kind not in FUNCTIONS and (scope.kind is not ScopeKind.MODULE or name != "_"):
        return
    if name in scope.outer_names:
        return
    if value is None or not is_made_here(context, value):
        return
    found = single(context, value, Use.DROP)
    if found is None:
        return  # most calls: what becomes of the name is the dearer question
    if not _read_names(context, scope) & {name, *READING_ALL}:
        lost(context, value, f"nobody reads '{name}'")
    elif found[0] == "AY110" and scope.kind is not ScopeKind.MODULE:
        _stored(context, name, value)


def _walrus(node: ast.NamedExpr, context: Context) -> None:
    """`while chunk := read():` where `chunk` is not awaited either."""
    scope = context.scope
    if scope.kind in FUNCTIONS and is_made_here(context, node.value):
        if node.target.id not in scope.outer_names:
            found = single(context, node.value, Use.DROP)
            if found is not None and found[0] == "AY110":
                _stored(context, node.target.id, node.value)


def _stored(context: Context, name: str, made: ast.expr) -> None:
    """A coroutine put into `name` that is only looked at under it."""
    scope, place = context.scope, context.place
    found = stored.reads(context, scope, name)
    lost_reads = list(stored.lost(found)) if found is not None else []
    if not lost_reads or READING_ALL & _read_names(context, scope) or doubtful(context, made):
        return
    if is_kept(context, made):
        return
    for read in lost_reads:
        context.place = read.place
        node = read.node.value if isinstance(read.node, ast.NamedExpr) else read.node
        told = single(context, node, Use.DROP)
        if told is not None and told[0] == "AY110" and not failure_is_wanted(context, node):
            ends = "" if read.role is Role.FAILS else ", and its body never runs"
            fix = awaiting(context, node) if context.in_async_function else None
            say(context, node, told, read.role.value + ends, fix)
    context.place = place


def _read_names(context: Context, scope: Scope) -> frozenset[str]:
    """The names that the scope reads, or lets others bind; inner functions are included."""
    known: dict[int, frozenset[str]] = context.memo.setdefault("read names", {})
    if id(scope.node) not in known:
        found: set[str] = set()
        for node in below(scope.node, NO_NAMES):
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
            lost(context, part, TRUE)


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
    elif may_fail(context, node.operand):
        fails(context, node.operand)


def _conditions(node: Comprehension, context: Context) -> None:
    tests = [test for generator in node.generators for test in generator.ifs]
    if tests:
        with inside(context, node):
            for test in tests:
                _tested(test, context)


def _match(node: ast.Match, context: Context) -> None:
    if not any(_captures(case.pattern) for case in node.cases):
        lost(context, node.subject, COMPARED)
    for case in node.cases:
        if case.guard is not None:
            _tested(case.guard, context)


MATCHED = frozenset("bool bytearray bytes dict float frozenset int list set str tuple".split())
"""Classes of patterns that no coroutine matches."""


def _captures(pattern: ast.pattern) -> bool:
    """Whether the subject itself, where it is a coroutine, may be put into a name."""
    if isinstance(pattern, ast.MatchOr):
        return any(_captures(part) for part in pattern.patterns)
    if not isinstance(pattern, ast.MatchAs) or pattern.name is None:
        return False
    inner = pattern.pattern
    if isinstance(inner, ast.MatchClass) and isinstance(inner.cls, ast.Name):
        return inner.cls.id not in MATCHED
    return inner is None or isinstance(inner, (ast.MatchClass, ast.MatchOr))


# -- comparisons and formats


def _compared(node: ast.Compare, context: Context) -> None:
    operands = [node.left]
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if isinstance(operator, ORDERING):
            failing(context, operands[-1])
            failing(context, right)
        if not isinstance(operator, (ast.In, ast.NotIn)):  # there it is iterated over
            operands.append(right)
    for operand in operands:
        lost(context, operand, COMPARED)


def _formatted(node: ast.FormattedValue, context: Context) -> None:
    lost(context, node.value, SHOWN)


def _binary(node: ast.BinOp, context: Context) -> None:
    """`"%s" % f()`, `f() + 1`."""
    left, right = node.left, node.right
    if isinstance(node.op, ast.Mod) and stored.is_text(left):
        for part in right.elts if isinstance(right, ast.Tuple) else [right]:
            lost(context, part, SHOWN)
        return
    for part, other in ((left, right), (right, left)):
        if may_fail(context, part) and stored.is_plain(context, other):
            fails(context, part)


def _call(node: ast.Call, context: Context) -> None:
    """`print(f())`, `"{}".format(f())`, `any(f(x) for x in xs)`."""
    function = node.func
    if isinstance(function, ast.Attribute):
        if function.attr == "format" and isinstance(function.value, ast.Constant):
            for argument in node.args:
                lost(context, argument, SHOWN)
            return
        if function.attr == "join" and isinstance(function.value, ast.Constant) and node.args:
            _of_joined(node.args[0], context)
            return
        calls = [argument for argument in node.args if isinstance(argument, MAKING)]
        if calls and stored.only_looks(context, function):
            for argument in calls:
                lost(context, argument, SHOWN)
        return
    if not isinstance(function, ast.Name) or not node.args:
        return
    name = function.id
    if name in ("max", "min") and len(node.args) > 1 and not node.keywords:
        for argument in node.args:
            if may_fail(context, argument) and is_builtin(context, function):
                fails(context, argument)
        return
    if name in OF_ITEMS and not node.keywords:
        _of_items(node.args[0], function, context)
    if name in SHOWING:
        looked_at: list[ast.expr] = [a for a in node.args if isinstance(a, MAKING)]
    elif name == "isinstance" and len(node.args) == 2 and _is_plain_class(node.args[1]):
        looked_at = node.args[:1]
    else:
        return
    if looked_at and is_builtin(context, function):
        for argument in looked_at:
            lost(context, argument, SHOWN)


def _is_plain_class(node: ast.expr) -> bool:
    """Whether this names builtin classes that no coroutine is an instance of."""
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return all(isinstance(part, ast.Name) and part.id in MATCHED for part in parts)


OF_ITEMS = frozenset({"all", "any", "max", "min", "sorted", "sum"})
"""Builtins that test, add up or order the items of what they are given."""


def _of_items(given: ast.expr, function: ast.Name, context: Context) -> None:
    if isinstance(given, GIVING_ITEMS) and is_builtin(context, function):
        with inside(context, given):
            if function.id in ("any", "all"):
                lost(context, given.elt, TRUE)
            elif may_fail(context, given.elt):
                fails(context, given.elt)
    elif isinstance(given, DISPLAYS) and function.id not in ("any", "all"):
        for part in given.elts:
            if may_fail(context, part) and is_builtin(context, function):
                fails(context, part)
    elif is_builtin(context, function):
        held(context, given, TRUE if function.id in ("any", "all") else Role.FAILS.value)


def _of_joined(given: ast.expr, context: Context) -> None:
    """`", ".join([f(x) for x in xs])`"""
    if isinstance(given, GIVING_ITEMS):
        with inside(context, given):
            if may_fail(context, given.elt):
                fails(context, given.elt, JOINED)
    elif isinstance(given, DISPLAYS):
        for part in given.elts:
            if may_fail(context, part):
                fails(context, part, JOINED)
    else:
        held(context, given, JOINED)


def is_builtin(context: Context, function: ast.Name) -> bool:
    """Whether the name is that of the builtin."""
    return context.qualified_name(function) == f"builtins.{function.id}"


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
    ast.BinOp: _binary,
    ast.AugAssign: augmented,
    ast.Call: _call,
    ast.Match: _match,
    ast.NamedExpr: _walrus,
    ast.ListComp: _conditions,
    ast.SetComp: _conditions,
    ast.DictComp: _conditions,
    ast.GeneratorExp: _conditions,
}
