"""Reasons to say nothing of a finding: the code itself says that things may be otherwise.

Asked only when a report is about to be made, so it may look at everything around.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.generators import is_generator
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope, last_name
from flake8_async_yield.names.unions import names_in
from flake8_async_yield.rules.expected import failure_is_wanted
from flake8_async_yield.rules.grown import is_of_grown
from flake8_async_yield.rules.origins import is_of_variant, is_replaced_elsewhere, origins
from flake8_async_yield.rules.paths import is_dead
from flake8_async_yield.rules.replaced import is_replaced
from flake8_async_yield.rules.sync_sides import is_made_sync
from flake8_async_yield.values import classes
from flake8_async_yield.values.value import FunctionValue, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

WORDS = r"[A-Z]?[a-z]+|[A-Z]+"
BUILDS = frozenset({"sync", "async", "aio", "asynchronous", "synchronous", "isasync", "issync"})
SAYING = frozenset(
    "allowed build code enabled flag mode only required support supported version".split()
)
"""How a name ends that chooses between a sync and an async build of the same code.

`IS_SYNC`, `use_async`, `async_mode` do; `async_session` is a thing, `asyncio` a module.
"""

FOR_SYNC = r"requires?_sync|requires?_no_async|sync_only"
"""Decorators of what runs in the generated sync code alone."""

IGNORED = r"#\s*type:\s*ignore\[[^\]]*\bunused-(coroutine|awaitable)\b"
"""mypy's own word for a coroutine that is dropped on purpose."""

ASKING = r"is[a-z_]+|hasattr|getattr|callable|type"
"""Functions that tell what kind of thing they are given."""

OF_CLASSES = frozenset(
    {"isinstance", "issubclass", "type", "hasattr", "getattr", "callable", "isclass", "ismodule"}
)
"""Those of them that tell of an object what its methods are."""

OF_KINDS = r"(?i)sync|await|coro|generator|aiter"
"""Words in the name of a function that tells so too, whoever wrote it."""


def doubtful(context: Context, node: ast.expr) -> bool:
    """Whether the code around `node` says that its value may be something else."""
    return (
        _never_runs(context)
        or failure_is_wanted(context, node)
        or _build_flag(context)
        or _is_for_sync(context)
        or _patched(context, node)
        or is_of_grown(context, node)
        or is_made_sync(context, node)
        or any(_narrowed(context, name) for name in _also_called(context, node))
        or _overridden(context, node)
        or is_of_variant(context, node)
        or is_replaced_elsewhere(context, node)
    )


def ignored_by_mypy(context: Context, node: ast.expr) -> bool:
    """Whether a comment tells mypy that this coroutine is dropped on purpose."""
    lines = context.source.lines[node.lineno - 1 : node.end_lineno]
    return any(re.search(IGNORED, line) for line in lines)


def _dotted(node: ast.expr) -> Iterator[str]:
    """The dotted names in `node` that its value hangs on: `a`, `a.b`, `a.b.c` of `a.b.c(x)`."""
    stack: list[ast.AST] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, (ast.Name, ast.Attribute)):
            text = dotted_text(part)
            if text:
                yield text
        if isinstance(part, ast.Call):
            stack.append(part.func)
        elif isinstance(part, (ast.Attribute, ast.Await, ast.Subscript, ast.Starred)):
            stack.append(part.value)
        elif isinstance(part, ast.IfExp):
            stack += [part.body, part.orelse]


def dotted_text(node: ast.AST) -> str:
    """`a.b.c` of such an expression, '' of any other."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def _never_runs(context: Context) -> bool:
    """Whether it stands under `if False:`, as the source of generated sync code does."""
    scope: Scope | None = context.scope
    place: Place | None = context.place
    while scope is not None:
        if place is not None and is_dead(place):
            return True
        place = scope.place
        scope = scope.parent
    return False


def _tests_around(context: Context) -> Iterator[ast.expr]:
    """The tests that control has passed on the way to the node, in all functions around."""
    scope: Scope | None = context.scope
    place: Place | None = context.place
    while scope is not None:
        for point in place.chain() if place is not None else ():
            yield from _tests_at(point)
        place = scope.place
        scope = scope.parent


def _tests_at(point: Place) -> Iterator[ast.expr]:
    statement = point.statement
    if isinstance(statement, (ast.If, ast.While)):
        yield statement.test
    elif isinstance(statement, ast.Match):
        yield statement.subject
        for case in statement.cases:
            if case.guard is not None:
                yield case.guard
    for node in _own_expressions(statement):
        if isinstance(node, ast.IfExp):
            yield node.test
        elif isinstance(node, ast.BoolOp):
            yield from node.values[:-1]
        elif isinstance(node, ast.comprehension):
            yield from node.ifs
    for earlier in point.block[: point.index]:
        if isinstance(earlier, (ast.Assert, ast.If)):
            yield earlier.test


def is_tested(context: Context, node: ast.expr) -> bool:
    """Whether control has passed a test of `node` itself: what is None comes no further."""
    text = dotted_text(node)
    return bool(text) and any(
        dotted_text(part) == text for test in _tests_around(context) for part in ast.walk(test)
    )


def _own_expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    stack = [n for n in ast.iter_child_nodes(statement) if not isinstance(n, ast.stmt)]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.stmt))


def _build_flag(context: Context) -> bool:
    return any(is_build_flag(name) for test in _tests_around(context) for name in _flags(test))


def is_build_flag(name: str) -> bool:
    """Whether a name says which build of the code this is."""
    if "sync" not in name.lower() and "aio" not in name.lower():
        return False
    words = [word.lower() for word in re.findall(WORDS, name)]
    return words[-1] in BUILDS or (words[-1] in SAYING and not BUILDS.isdisjoint(words))


def _is_for_sync(context: Context) -> bool:
    """Whether a decorator keeps the function for the generated sync code: `@require_sync`."""
    function = context.function
    decorators = getattr(function.node, "decorator_list", []) if function is not None else []
    return any(re.fullmatch(FOR_SYNC, last_name(d)) for d in decorators)


def _flags(test: ast.expr) -> Iterator[str]:
    """The names that a test asks for their truth or their value: no classes, no arguments."""
    stack: list[ast.AST] = [test]
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = last_name(node)
            if name.isupper() or not name[:1].isupper():
                yield name
        if isinstance(node, ast.Call):
            stack.append(node.func)
        else:
            stack.extend(ast.iter_child_nodes(node))


def _also_called(context: Context, node: ast.expr) -> Iterator[ast.expr]:
    """`node`, and the name whose value it was given: `iterator = result`."""
    yield node
    if isinstance(node, ast.Name):
        live = reaching(context.scope.bindings.get(node.id, []), context.place)
        if len(live) == 1 and live[0].kind is Bound.VALUE and isinstance(live[0].node, ast.Name):
            yield live[0].node


def _narrowed(context: Context, node: ast.expr) -> bool:
    """Whether a test around asks what the value is: `isawaitable(x)`, `isinstance(x, C)`."""
    names = set(_dotted(node))
    longest = max(names, key=len, default="")
    for test in _tests_around(context):
        for part in ast.walk(test):
            if isinstance(part, ast.Call):
                if _asks(part, names, longest):
                    return True
            elif isinstance(part, ast.Compare) and not _with_constant(part):
                if any(dotted_text(operand) in names for operand in _identified(part)):
                    return True
        if dotted_text(test) in names and context_is_match(context, test):
            return True
    return False


def _asks(call: ast.Call, names: set[str], longest: str) -> bool:
    """Whether a call in a test asks what the thing called `longest` is, or one on the way to it."""
    given = {dotted_text(a) for a in [*call.args, *(k.value for k in call.keywords)]} & names
    if not given:
        return False
    function = last_name(call.func)
    if function in ("hasattr", "getattr") and given == {"self"} and len(call.args) > 1:
        second = call.args[1]
        return not isinstance(second, ast.Constant) or f"self.{second.value!s}" in names
    if not re.fullmatch(ASKING, function):
        given -= {"self", "cls"}
    if given <= {longest}:
        return bool(given)
    return function in OF_CLASSES or re.search(OF_KINDS, function) is not None


def context_is_match(context: Context, subject: ast.expr) -> bool:
    """Whether `subject` is that of a `match` around the node."""
    return any(
        isinstance(statement, ast.Match) and statement.subject is subject
        for statement, _ in context.enclosing_statements()
    )


def _identified(node: ast.Compare) -> Iterator[ast.expr]:
    """The operands of which a comparison asks what they are: what is searched or ordered is not."""
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if not isinstance(operator, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)):
            yield left
            if not isinstance(operator, (ast.In, ast.NotIn)):
                yield right
        left = right


def _with_constant(node: ast.Compare) -> bool:
    return all(isinstance(part, ast.Constant) for part in node.comparators)


def _patched(context: Context, node: ast.expr) -> bool:
    """Whether the module replaces a name of `node` from outside: `mod.fetch = AsyncMock()`."""
    for source in origins(context, node):
        for name in _dotted(source):
            head, _, last = name.rpartition(".")
            if head and is_replaced(context, head.rpartition(".")[2], last):
                return True
    if isinstance(node, ast.Call):
        for function in context.value_of(node.func):
            if isinstance(function, FunctionValue) and not function.record.is_async:
                names = names_in(function.record.result)
                return any(is_replaced(context, "", name) for name in names)
    return False


def _overridden(context: Context, node: ast.expr) -> bool:
    """Whether a subclass made in this very function makes something else of the method.

    Only where the receiver is known by an annotation: it is of the subclass then, most likely.
    A plain hook that is called on `self` any subclass of the file may have made async.
    """
    while isinstance(node, (ast.Await, ast.Call)):
        node = node.value if isinstance(node, ast.Await) else node.func
    if not isinstance(node, ast.Attribute):
        return False
    function = context.function
    is_own = isinstance(node.value, ast.Name) and node.value.id == "self"
    home = context.source.tree if is_own else function.node if function is not None else None
    overriding = [
        (cls, method)
        for cls in (ast.walk(home) if home is not None else ())
        if isinstance(cls, ast.ClassDef)
        for method in cls.body
        if isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)) and method.name == node.attr
    ]
    if not overriding:
        return False
    kinds = {
        (a.record.is_async, a.record.is_generator)
        for a in context.value_of(node)
        if isinstance(a, FunctionValue)
    }
    if is_own and kinds != {(False, False)}:
        return False
    for receiver in context.value_of(node.value):
        if not isinstance(receiver, Instance) or not receiver.declared:
            continue
        order = classes.order(context.evaluator, receiver.cls.module, receiver.cls.record)
        names = {holder.record.name for holder in order.holders}
        for cls, method in overriding:
            kind = isinstance(method, ast.AsyncFunctionDef), is_generator(method)
            if kind not in kinds and any(last_name(base) in names for base in cls.bases):
                return True
    return False
