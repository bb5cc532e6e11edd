"""What becomes of a coroutine that was put into a name: is it awaited under it, or only looked at?

AY110 asks: `count = hits()` without `await` goes wrong further down, where `count` is compared,
calculated with, asked for its truth or shown. What is looked at alone is lost; whatever else is
done with the name may have it awaited.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Place, targets
from flake8_async_yield.names.nodes import NO_NAMES, below, children, lines_of
from flake8_async_yield.names.scopes import OPENS_SCOPE, Scope, ScopeKind
from flake8_async_yield.values.protocols import COROUTINES
from flake8_async_yield.values.value import FunctionValue, Instance, Overloads

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

SHOWING = frozenset(
    "print str repr ascii format bool len int float abs round range chr hex oct bin ord divmod "
    "pow bytes complex".split()
)
"""Builtins that say something of the object itself, and keep none of it."""


LOOKING = frozenset(
    "base64 binascii csv datetime decimal fractions hashlib html json logging math re statistics "
    "struct time uuid zlib".split()
)
"""Modules of the standard library whose functions and methods keep nothing and await nothing."""

HEADS = LOOKING | {"dt", "log", "logger", "_log", "_logger", "LOG", "LOGGER", "_LOGGER"}
"""How the expressions begin under which they are called, most of the time: a cheap look."""


ASSERTIONS = frozenset(
    "assertTrue assertFalse assertEqual assertNotEqual assertIn assertNotIn assertIsNone "
    "assertIsNotNone assertGreater assertGreaterEqual assertLess assertLessEqual "
    "assertAlmostEqual assertNotAlmostEqual assertCountEqual assertListEqual assertDictEqual "
    "assertTupleEqual assertSetEqual assertSequenceEqual assertMultiLineEqual assertRegex".split()
)
"""Methods of `unittest.TestCase` that ask for what a coroutine gives. `assertIs` and
`assertIsInstance` may ask for the coroutine."""


def only_looks(
    context: Context,
    function: ast.Attribute,
    scope: Scope | None = None,
    place: Place | None = None,
) -> bool:
    """Whether `function` is one of the standard library's that does no more than to look."""
    base = function.value
    name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
    is_assertion = function.attr in ASSERTIONS
    if name not in HEADS and not is_assertion:
        return False
    value = context.value_of(function, scope, place)
    modules = [
        part.module.name if isinstance(part, FunctionValue) else ""
        for a in value
        for part in (a.functions if isinstance(a, Overloads) else (a,))
    ]
    if is_assertion:
        return bool(modules) and all(module == "unittest.case" for module in modules)
    return bool(modules) and all(module.partition(".")[0] in LOOKING for module in modules)


class Role(enum.Enum):
    """What a use makes of the object itself; for the first four, what to say of it."""

    TRUE = "the {} counts as true"
    COMPARED = "the {} itself is compared"
    SHOWN = "the {} itself is used"
    FAILS = "calculating with the {} itself, or ordering it, raises TypeError"
    ELSEWHERE = "another rule's matter, or none: an item or an attribute of it, `async def` returns"
    KEPT = "it may be awaited"


LOST = (Role.TRUE, Role.COMPARED, Role.SHOWN)

ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.Tuple)
NESTED = (ast.Lambda, *OPENS_SCOPE)


class Read(NamedTuple):
    """One use of the name, and where its statement stands."""

    node: ast.expr
    role: Role
    place: Place


def reads(context: Context, scope: Scope, name: str) -> list[Read] | None:
    """Every use of `name` in a function; None where an inner scope uses or binds it as well."""
    found: list[Read] = []
    lines = context.source.lines
    for statement, place in scope.statements:
        if not _may_mention(lines_of(statement, lines), name):
            continue
        above = _above(statement, name)
        if above is None:
            return None
        for node in above:
            if isinstance(node, ast.Name):
                is_read = node.id == name and isinstance(node.ctx, ast.Load)
            else:
                is_read = isinstance(node, ast.NamedExpr) and node.target.id == name
            if is_read:
                assert isinstance(node, ast.expr)
                found.append(Read(node, _Look(context, scope, place, above).role(node), place))
    return found


def _may_mention(lines: Sequence[str], name: str) -> bool:
    """A cheap look; identifiers that are not ASCII may be written otherwise (PEP 3131)."""
    return any(name in line or not line.isascii() for line in lines)


def _above(statement: ast.stmt, name: str) -> dict[ast.AST, ast.AST] | None:
    """node -> the node above it in the statement's own expressions; None: `name` is used deeper."""
    found: dict[ast.AST, ast.AST] = {}
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, NESTED) and _speaks_of(node, name):
            return None
        if isinstance(node, ast.comprehension):
            if any(bound == name for bound, _ in targets(node.target)):
                return None
        for child in children(node, NO_NAMES):
            if not isinstance(child, ast.stmt):
                found[child] = node
                stack.append(child)
    return found


def _speaks_of(node: ast.AST, name: str) -> bool:
    return any(
        (isinstance(n, ast.Name) and n.id == name) or (isinstance(n, ast.arg) and n.arg == name)
        for n in below(node, NO_NAMES)
    )


class _Look:
    """Looks at what is done with the parts of one statement."""

    def __init__(
        self, context: Context, scope: Scope, place: Place, above: dict[ast.AST, ast.AST]
    ) -> None:
        self.context = context
        self.scope = scope
        self.place = place
        self.above = above

    def role(self, node: ast.AST) -> Role:
        """What the expression around `node` makes of it."""
        while True:
            parent = self.above[node]
            if isinstance(parent, ast.BoolOp):
                if isinstance(parent.op, ast.And) and node is not parent.values[-1]:
                    return Role.TRUE
            elif isinstance(parent, ast.Return):
                is_async = self.scope.kind is ScopeKind.ASYNC_FUNCTION
                return Role.ELSEWHERE if is_async else Role.KEPT
            elif not (isinstance(parent, ast.IfExp) and node is not parent.test):
                if not (isinstance(parent, DISPLAYS) and self._is_returned(parent)):
                    return self._direct(node, parent)
            node = parent

    def _is_returned(self, node: ast.AST) -> bool:
        while isinstance(node, DISPLAYS):
            node = self.above[node]
        return isinstance(node, ast.Return)

    def _direct(self, node: ast.AST, parent: ast.AST) -> Role:
        """What `parent` makes of its part `node`."""
        match parent:
            case ast.If() | ast.While() | ast.Assert() | ast.IfExp():
                return Role.TRUE if node is parent.test else Role.KEPT
            case ast.UnaryOp():
                return Role.TRUE if isinstance(parent.op, ast.Not) else Role.FAILS
            case ast.Compare():
                return _compared(node, parent)
            case ast.For() | ast.comprehension():
                if node is parent.iter:
                    return Role.ELSEWHERE
                return Role.TRUE if node in getattr(parent, "ifs", ()) else Role.KEPT
            case ast.FormattedValue():
                return Role.SHOWN
            case ast.BinOp(op=ast.Mod(), left=left, right=right) if node is right and is_text(left):
                return Role.SHOWN
            case ast.BinOp(left=left, right=right):
                return self._calculated(right if node is left else left)
            case ast.AugAssign(target=target):
                return self._calculated(target)
            case ast.Call(func=ast.Name(id=name) as function) if name in SHOWING:
                return Role.SHOWN if self._is_builtin(function) else Role.KEPT
            case ast.Call(func=ast.Name(id="max" | "min") as function, args=[_, _, *_]):
                if parent.keywords:
                    return Role.KEPT
                return Role.FAILS if self._is_builtin(function) else Role.KEPT
            case ast.Call(func=ast.Attribute() as function) if node is not function:
                looks = only_looks(self.context, function, self.scope, self.place)
                return Role.SHOWN if looks else Role.KEPT
            case ast.Attribute(attr=attr):
                by_hand = attr in ("send", "throw", "close") or attr[:3] in ("cr_", "__a")
                return Role.KEPT if by_hand else Role.ELSEWHERE
            case ast.Subscript():
                return Role.ELSEWHERE if node is parent.value else Role.KEPT
            case ast.Expr():
                return Role.ELSEWHERE
        return Role.KEPT

    def _is_builtin(self, function: ast.Name) -> bool:
        name = self.context.qualified_name(function, self.scope)
        return name == f"builtins.{function.id}"

    def _calculated(self, other: ast.expr) -> Role:
        is_builtin = is_plain(self.context, other, self.scope, self.place)
        return Role.FAILS if is_builtin else Role.KEPT


def is_plain(
    context: Context, other: ast.expr, scope: Scope | None = None, place: Place | None = None
) -> bool:
    """Whether an operand is a builtin thing, or a coroutine that is not awaited either.

    Others may know what to do with a coroutine.
    """
    value = context.value_of(other, scope, place)
    return bool(value) and all(
        isinstance(a, Instance)
        and (a.cls.module.name == "builtins" or a.qualified_name in COROUTINES)
        for a in value
    )


def _compared(node: ast.AST, parent: ast.Compare) -> Role:
    operands = [parent.left, *parent.comparators]
    number = operands.index(node)  # type: ignore[arg-type]
    around = parent.ops[max(number - 1, 0) : number + 1]
    if any(isinstance(op, (ast.In, ast.NotIn)) for op in around):
        return Role.ELSEWHERE if number else Role.KEPT  # to the right it is iterated over
    return Role.FAILS if any(isinstance(op, ORDERING) for op in around) else Role.COMPARED


def is_text(node: ast.expr) -> bool:
    """Whether this is a string as it is written."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def lost(found: list[Read]) -> Iterator[Read]:
    """The uses that go wrong: all that only look, where nothing keeps it; what fails anyway."""
    is_kept = any(read.role is Role.KEPT for read in found)
    for read in found:
        if read.role is Role.FAILS or (read.role in LOST and not is_kept):
            yield read
