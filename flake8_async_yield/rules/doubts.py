"""Reasons to say nothing of a finding: the code itself says that things may be otherwise.

Asked only when a report is about to be made, so it may look at everything around.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.names.generators import is_generator
from flake8_async_yield.names.scopes import Place, Scope, last_name
from flake8_async_yield.values import classes
from flake8_async_yield.values.value import FunctionValue, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

EXPECTING = re.compile(
    r"(?i)^(raises(_?group|exc)?|assert_?raises.*|warns|assert_?warns.*|deprecated_call)$"
)
"""Last names of context managers under which a failure is what is wanted."""

BUILD_FLAG = re.compile(r"(?i)sync|is_?async|use_?async|aio\b")
"""Words in a test that chooses between a sync and an async build of the same code."""

IGNORED = re.compile(r"#\s*type:\s*ignore\[[^\]]*\bunused-(coroutine|awaitable)\b")
"""mypy's own word for a coroutine that is dropped on purpose."""

EXPECTED = frozenset({"TypeError", "AttributeError"})
"""Errors of a misuse that a `try` may be there to catch."""

ANY_ERROR = frozenset({"Exception", "BaseException"})

ASKING = re.compile(r"is[a-z_]+|hasattr|getattr|callable|type")
"""Functions that tell what kind of thing they are given."""

PATCHING = frozenset({"setattr", "patch", "object", "delattr", "spy", "stub", "dict", "multiple"})


def doubtful(context: Context, node: ast.expr) -> bool:
    """Whether the code around `node` says that its value may be something else."""
    names = set(_dotted(node))
    return (
        failure_is_wanted(context)
        or _build_flag(context)
        or _patched(context, node)
        or _narrowed(context, names)
        or _overridden(context, node)
    )


def ignored_by_mypy(context: Context, node: ast.expr) -> bool:
    """Whether a comment tells mypy that this coroutine is dropped on purpose."""
    lines = context.source.lines[node.lineno - 1 : node.end_lineno]
    return any(IGNORED.search(line) for line in lines)


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


def failure_is_wanted(context: Context) -> bool:
    """Inside `with pytest.raises(...)` and its like, or a `try` that expects the very error."""
    for statement, block in context.enclosing_statements():
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            for item in statement.items:
                call = item.context_expr
                function = call.func if isinstance(call, ast.Call) else call
                name = last_name(function)
                if name == "suppress":
                    if _names(call) & (EXPECTED | ANY_ERROR):
                        return True
                elif EXPECTING.match(name):
                    return True
        if isinstance(statement, (ast.Try, ast.TryStar)) and block is statement.body:
            for handler in statement.handlers:
                if handler.type is not None and _names(handler.type) & EXPECTED:
                    return True
    return False


def _names(node: ast.AST) -> set[str]:
    return {last_name(n) for n in ast.walk(node) if isinstance(n, (ast.Name, ast.Attribute))}


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


def _own_expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    stack = [n for n in ast.iter_child_nodes(statement) if not isinstance(n, ast.stmt)]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.stmt))


def _build_flag(context: Context) -> bool:
    return any(BUILD_FLAG.search(name) for test in _tests_around(context) for name in _flags(test))


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


def _narrowed(context: Context, names: set[str]) -> bool:
    """Whether a test around asks what one of `names` is: `isawaitable(x)`, `isinstance(x, C)`."""
    for test in _tests_around(context):
        for node in ast.walk(test):
            if isinstance(node, ast.Call):
                given = {dotted_text(a) for a in [*node.args, *(k.value for k in node.keywords)]}
                if not ASKING.fullmatch(last_name(node.func)):
                    given -= {"self", "cls"}
                if given & names:
                    return True
            elif isinstance(node, ast.Compare) and not _with_constant(node):
                if any(dotted_text(part) in names for part in _identified(node)):
                    return True
        if dotted_text(test) in names and context_is_match(context, test):
            return True
    return False


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
    replaced = replaced_names(context)
    if not replaced:
        return False
    for name in _dotted(node):
        head, _, last = name.rpartition(".")
        if head and last in replaced:
            return True
    return False


def _overridden(context: Context, node: ast.expr) -> bool:
    """Whether a subclass made in this very function makes something else of the method.

    Only where the receiver is known by an annotation: it is of the subclass then, most likely.
    """
    while isinstance(node, (ast.Await, ast.Call)):
        node = node.value if isinstance(node, ast.Await) else node.func
    if not isinstance(node, ast.Attribute):
        return False
    function = context.function
    overriding = [
        (cls, method)
        for cls in (ast.walk(function.node) if function is not None else ())
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


def replaced_names(context: Context) -> frozenset[str]:
    """Attributes that the module assigns to other things than a method's own `self`."""
    memo = context.memo
    if "replaced" not in memo:
        memo["replaced"] = frozenset(_replaced(context.source.tree, "".join(context.source.lines)))
    return memo["replaced"]  # type: ignore[no-any-return]


def _replaced(tree: ast.Module, text: str) -> Iterator[str]:
    patches = "patch" in text or "setattr" in text
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and dotted_text(target.value) not in (
                    "self",
                    "cls",
                ):
                    yield target.attr
        elif patches and isinstance(node, ast.Call) and last_name(node.func) in PATCHING:
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value.rpartition(".")[2]
