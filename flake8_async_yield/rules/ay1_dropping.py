"""AY110, AY111: a coroutine or an async generator that is made, and then not consumed at all.

Dropped as a statement, put into a name that nobody reads, asked for its truth, compared,
formatted. The pages stand in the files that bear the codes' numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.bindings import Binding, Bound
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import FUNCTIONS, Comprehension, Scope, ScopeKind
from flake8_async_yield.rules import stored
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.comprehensions import COMPREHENSIONS, GIVING_ITEMS, inside
from flake8_async_yield.rules.doubts import doubtful, ignored_by_mypy
from flake8_async_yield.rules.expected import failure_is_wanted
from flake8_async_yield.rules.properties import makes_anew
from flake8_async_yield.rules.remedies import awaiting
from flake8_async_yield.rules.stored import ORDERING, SHOWING, Role
from flake8_async_yield.rules.unawaited import is_given_async
from flake8_async_yield.rules.uses import Found, is_text, single
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

READING_ALL = frozenset({"locals", "vars", "eval", "exec"})
"""Builtins that may read any name."""

CHOOSING = frozenset({"max", "min", "next"})
"""Builtins that give what is there already: it is not made here, and may be kept elsewhere."""

DISPLAYS = (ast.List, ast.Set, ast.Tuple)

HOLDING = (*DISPLAYS, ast.Dict, ast.DictComp, ast.ListComp, ast.SetComp)
"""The expressions of which nothing is left where they are not kept."""

MAKING = (ast.Call, ast.Attribute, ast.BoolOp, ast.IfExp, *HOLDING)
"""The expressions that may make what they give."""

DROPPED = "the {} is dropped"
TRUE, COMPARED, SHOWN = (role.value for role in stored.LOST)
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
        ast.AugAssign,
        ast.Call,
        ast.Match,
        ast.NamedExpr,
        *COMPREHENSIONS,
    )

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on what `node` makes and loses."""
        LOOK[node.__class__](node, context)


def _lost(context: Context, node: ast.expr, what: str) -> None:
    """Report on `node` where it is a call that makes a coroutine or an async generator.

    `a and f()` gives what `f()` gives, `f() or a` the same.
    """
    if isinstance(node, ast.BoolOp):
        is_and = isinstance(node.op, ast.And)
        for value in node.values[-1:] if is_and else node.values:
            _lost(context, value, what)
        return
    if isinstance(node, ast.IfExp):
        _lost(context, node.body, what)
        _lost(context, node.orelse, what)
        return
    if isinstance(node, HOLDING):
        _lost_inside(context, node, what)
        return
    if not isinstance(node, ast.GeneratorExp) and not _is_made_here(context, node):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CHOOSING:
        return
    found = single(context, node, Use.DROP)
    if found is None or doubtful(context, node) or ignored_by_mypy(context, node):
        return
    fix = None
    if found[0] == "AY110" and context.in_async_function:
        fix = Fix("insert-await", Safety.UNSAFE, context.source.span(node))
    _say(context, node, found, f"{what}, and its body never runs", fix)


def _lost_inside(context: Context, node: ast.expr, what: str) -> None:
    """What a display or a comprehension holds is lost with it."""
    if isinstance(node, ast.DictComp):
        with inside(context, node):
            _lost(context, node.value, what)
    elif isinstance(node, (ast.ListComp, ast.SetComp)):
        with inside(context, node):
            _lost(context, node.elt, what)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:  # `**f()` iterates
                _lost(context, value, what)
    elif isinstance(node, DISPLAYS):
        for part in node.elts:
            _lost(context, part, what)


def _is_made_here(context: Context, node: ast.expr | None) -> bool:
    """Whether `node` makes what it gives: a call, or an attribute that is a call in disguise."""
    if isinstance(node, ast.Attribute):
        return makes_anew(context, node)
    return isinstance(node, ast.Call)


def _say(context: Context, node: ast.expr, found: Found, what: str, fix: Fix | None) -> None:
    code, kind, alternative = found
    if code == "AY111":
        noun, mend = "generator", "iterate it with 'async for'"
    else:
        noun, mend = "coroutine", "await it"
    text = is_text(context, node, kind, alternative)
    context.report(code, node, f"{text}: {what.format(noun)}; {mend}", fix)


# -- statements


def _statement(node: ast.Expr, context: Context) -> None:
    stack: list[ast.expr] = [node.value]
    while stack:
        value = stack.pop()
        if isinstance(value, ast.BoolOp):
            stack += value.values
        else:
            _lost(context, value, DROPPED)


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
    if value is None or not _is_made_here(context, value):
        return
    found = single(context, value, Use.DROP)
    if found is None:
        return  # most calls: what becomes of the name is the dearer question
    if not _read_names(context, scope) & {name, *READING_ALL}:
        _lost(context, value, f"nobody reads '{name}'")
    elif found[0] == "AY110" and scope.kind is not ScopeKind.MODULE:
        _stored(context, name, value)


def _walrus(node: ast.NamedExpr, context: Context) -> None:
    """`while chunk := read():` where `chunk` is not awaited either."""
    scope = context.scope
    if scope.kind in FUNCTIONS and _is_made_here(context, node.value):
        if node.target.id not in scope.outer_names:
            found = single(context, node.value, Use.DROP)
            if found is not None and found[0] == "AY110":
                _stored(context, node.target.id, node.value)


def _stored(context: Context, name: str, made: ast.expr) -> None:
    """A coroutine put into `name` that is only looked at under it."""
    scope, place = context.scope, context.place
    found = stored.reads(context, scope, name)
    if found is None or doubtful(context, made) or READING_ALL & _read_names(context, scope):
        return
    for read in stored.lost(found):
        context.place = read.place
        node = read.node.value if isinstance(read.node, ast.NamedExpr) else read.node
        told = single(context, node, Use.DROP)
        if told is not None and told[0] == "AY110" and not failure_is_wanted(context, node):
            ends = "" if read.role is Role.FAILS else ", and its body never runs"
            fix = awaiting(context, node) if context.in_async_function else None
            _say(context, node, told, read.role.value + ends, fix)
    context.place = place


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
    elif _may_fail(context, node.operand):
        _fails(context, node.operand)


def _conditions(node: Comprehension, context: Context) -> None:
    tests = [test for generator in node.generators for test in generator.ifs]
    if tests:
        with inside(context, node):
            for test in tests:
                _tested(test, context)


def _match(node: ast.Match, context: Context) -> None:
    if not any(_captures(case.pattern) for case in node.cases):
        _lost(context, node.subject, COMPARED)
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
            _failing(context, operands[-1])
            _failing(context, right)
        if not isinstance(operator, (ast.In, ast.NotIn)):  # there it is iterated over
            operands.append(right)
    for operand in operands:
        _lost(context, operand, COMPARED)


def _failing(context: Context, node: ast.expr) -> None:
    """`node` stands where a coroutine raises TypeError: a name from a loop or a pattern as well."""
    if isinstance(node, ast.Name) and is_given_async(context, node):
        _fails(context, node)


def _fails(context: Context, node: ast.expr) -> None:
    found = single(context, node, Use.DROP)
    if found is None or found[0] != "AY110" or doubtful(context, node):
        return
    if not failure_is_wanted(context, node):
        fix = awaiting(context, node) if context.in_async_function else None
        _say(context, node, found, Role.FAILS.value, fix)


def _formatted(node: ast.FormattedValue, context: Context) -> None:
    _lost(context, node.value, SHOWN)


def _binary(node: ast.BinOp, context: Context) -> None:
    """`"%s" % f()`, `f() + 1`."""
    left, right = node.left, node.right
    if isinstance(node.op, ast.Mod) and stored.is_text(left):
        for part in right.elts if isinstance(right, ast.Tuple) else [right]:
            _lost(context, part, SHOWN)
        return
    for part, other in ((left, right), (right, left)):
        if _may_fail(context, part) and stored.is_plain(context, other):
            _fails(context, part)


def _may_fail(context: Context, node: ast.expr) -> bool:
    """A cheap look: whether `node` may be a coroutine that nobody has awaited."""
    if isinstance(node, ast.Name):
        return is_given_async(context, node)
    return _is_made_here(context, node) and single(context, node, Use.DROP) is not None


def _augmented(node: ast.AugAssign, context: Context) -> None:
    """`total += f()`, where `total` starts as a plain number or text."""
    if _may_fail(context, node.value) and _starts_plain(context, node):
        _fails(context, node.value)


def _starts_plain(context: Context, node: ast.AugAssign) -> bool:
    """Whether all that the target may be, when it is calculated with first, is a builtin thing."""
    target = node.target
    if not isinstance(target, ast.Name):
        return stored.is_plain(context, target)
    found = context.scope.bindings.get(target.id, [])
    live = [b for b in reaching(found, context.place) if b.node is not node]
    return bool(live) and all(_is_plain(context, b) for b in live)


def _is_plain(context: Context, binding: Binding) -> bool:
    node: ast.AST = binding.node
    if isinstance(node, ast.AugAssign):
        node = node.value
        if _may_fail(context, node):
            return True
    elif binding.kind is not Bound.VALUE or binding.path:
        return False
    assert isinstance(node, ast.expr)
    return stored.is_plain(context, node, context.scope, binding.place)


def _call(node: ast.Call, context: Context) -> None:
    """`print(f())`, `"{}".format(f())`, `any(f(x) for x in xs)`."""
    function = node.func
    if isinstance(function, ast.Attribute):
        if function.attr == "format" and isinstance(function.value, ast.Constant):
            for argument in node.args:
                _lost(context, argument, SHOWN)
            return
        calls = [argument for argument in node.args if isinstance(argument, MAKING)]
        if calls and stored.only_looks(context, function):
            for argument in calls:
                _lost(context, argument, SHOWN)
        return
    if not isinstance(function, ast.Name) or not node.args:
        return
    name = function.id
    if name in ("max", "min") and len(node.args) > 1 and not node.keywords:
        for argument in node.args:
            if _may_fail(context, argument) and is_builtin(context, function):
                _fails(context, argument)
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
            _lost(context, argument, SHOWN)


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
                _lost(context, given.elt, TRUE)
            elif _may_fail(context, given.elt):
                _fails(context, given.elt)
    elif isinstance(given, DISPLAYS) and function.id not in ("any", "all"):
        for part in given.elts:
            if _may_fail(context, part) and is_builtin(context, function):
                _fails(context, part)


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
    ast.AugAssign: _augmented,
    ast.Call: _call,
    ast.Match: _match,
    ast.NamedExpr: _walrus,
    ast.ListComp: _conditions,
    ast.SetComp: _conditions,
    ast.DictComp: _conditions,
    ast.GeneratorExp: _conditions,
}
