"""Which fix goes with a misuse of AY101-AY109 and AY114-AY117, told by code, use and place.

The edits are named here, what they do is `fixes.edits`; a finding without an entry has no fix.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.names.definitions import DOUBLE_STARRED, STARRED
from flake8_async_yield.rules.uses import Found, awaited
from flake8_async_yield.values import protocols
from flake8_async_yield.values.value import FunctionValue
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class Place:
    """What a fix is chosen by: the finding, and what stands round the misused expression."""

    def __init__(
        self, context: Context, found: Found, subject: ast.expr, use: Use, at: ast.AST
    ) -> None:
        self.context = context
        _, self.kind, self.alternative = found
        self.subject = subject
        self.use = use
        self.at = at
        statement = context.place.statement if context.place is not None else None
        self._above = parents(statement) if statement is not None else {}

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node right above, a comprehension's loop included."""
        return self._above.get(node)

    def is_looped_over(self, node: ast.AST) -> bool:
        """Whether `node` is the iterable of a loop, of a statement or a comprehension."""
        parent = self.parent(node)
        loops = (ast.For, ast.AsyncFor, ast.comprehension)
        return isinstance(parent, loops) and parent.iter is node

    def result_fits(self, use: Use) -> bool:
        """Whether what `await` would give can be used so."""
        evaluator = self.context.evaluator
        result = awaited(self.context, self.alternative)
        return bool(result) and all(protocols.fits(evaluator, a, use) for a in result)

    def fix(self, edit: str, safety: Safety, node: ast.expr | ast.stmt) -> Fix:
        """That edit of `node`."""
        return Fix(edit, safety, self.context.source.span(node))


def parents(statement: ast.stmt) -> dict[ast.AST, ast.AST]:
    """node -> the node above it, in the statement's own expressions (not in its blocks)."""
    found: dict[ast.AST, ast.AST] = {}
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.stmt):
                found[child] = node
                stack.append(child)
    return found


def remedy(
    context: Context, found: Found, subject: ast.expr, use: Use, at: ast.expr | ast.stmt
) -> Fix | None:
    """The fix of a finding on `subject`, which is used by `use` and reported at `at`."""
    choose = REMEDIES.get(found[0])
    if choose is None:
        return None
    needs_async = found[0] in ("AY107", "AY108", "AY109")
    if needs_async and not context.in_async_function:
        return None
    return choose(Place(context, found, subject, use, at))


def awaiting(context: Context, subject: ast.expr) -> Fix | None:
    """`await` before a coroutine, where it is made; None where that is not plain.

    A coroutine can be awaited once, so that of a name is awaited where the name is bound: all
    uses then have what it gives, which is unsafe.
    """
    span = context.source.span
    if isinstance(subject, ast.Call):
        return Fix("insert-await", Safety.SAFE, span(subject))
    if not isinstance(subject, ast.Name) or context.function is None:
        return None
    made: list[ast.expr] = []
    for node in ast.walk(context.function.node):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name) and target.id == subject.id:
                made.append(node.value)
        elif isinstance(node, (ast.Global, ast.Nonlocal)) and subject.id in node.names:
            return None
    stores = [
        node
        for node in ast.walk(context.function.node)
        if isinstance(node, ast.Name) and node.id == subject.id and isinstance(node.ctx, ast.Store)
    ]
    if len(made) != 1 or len(stores) != 1 or not isinstance(made[0], ast.Call):
        return None
    return Fix("insert-await", Safety.UNSAFE, span(made[0]))


def _await_async_generator(place: Place) -> Fix | None:
    if not isinstance(place.at, ast.Await) or place.at.value is not place.subject:
        return None
    if place.is_looped_over(place.at):
        return place.fix("iterate-directly", Safety.SAFE, place.at)
    if isinstance(place.parent(place.at), (ast.Expr, type(None))):
        return None  # nobody takes what would be collected
    return place.fix("collect-async", Safety.UNSAFE, place.at)


def _async_for_coroutine(place: Place) -> Fix | None:
    if not place.is_looped_over(place.subject):
        fits = place.result_fits(Use.ASYNC_FOR)
        return awaiting(place.context, place.subject) if fits else None
    safety = Safety.SAFE if isinstance(place.subject, ast.Call) else Safety.UNSAFE
    if place.result_fits(Use.ASYNC_FOR):
        return place.fix("await-iterable", safety, place.subject)
    if place.result_fits(Use.FOR):
        return place.fix("sync-for-await", safety, place.subject)
    return None


def _async_with_async_generator(place: Place) -> Fix | None:
    """The decorator, where the generator is defined in this file and only ever entered."""
    call = place.subject
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    name = call.func.id
    tree = place.context.source.tree
    definitions = [
        node for node in tree.body if isinstance(node, ast.AsyncFunctionDef) and node.name == name
    ]
    if len(definitions) != 1:
        return None
    maker = getattr(place.alternative, "made_by", None)
    if not isinstance(maker, FunctionValue) or maker.record.line != definitions[0].lineno:
        return None
    entered: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncWith):
            entered.update(
                item.context_expr.func
                for item in node.items
                if isinstance(item.context_expr, ast.Call)
            )
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == name and node not in entered:
            return None
    return place.fix("make-context-manager", Safety.UNSAFE, definitions[0])


def _async_with_coroutine(place: Place) -> Fix | None:
    fits = place.result_fits(Use.ASYNC_WITH)
    return awaiting(place.context, place.subject) if fits else None


def _sync_for_async_generator(place: Place) -> Fix | None:
    parent = place.parent(place.subject)
    if place.is_looped_over(place.subject):
        return place.fix("for-to-async-for", Safety.SAFE, place.subject)
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name):
        if parent.func.id in ("next", "iter"):
            return None
        # A list is there before the first item is looked at, which these may not be meant for.
        lazy = parent.func.id in ("enumerate", "filter", "map", "zip")
        safety = Safety.UNSAFE if lazy else Safety.SAFE
        return place.fix("collect-call", safety, place.subject)
    if isinstance(parent, (ast.Starred, ast.Assign, ast.Call)):
        return place.fix("collect-async", Safety.SAFE, place.subject)
    return None


def _sync_for_coroutine(place: Place) -> Fix | None:
    """What `await` gives is not looked at: the proof finds out where it cannot be iterated."""
    return awaiting(place.context, place.subject)


def _sync_with(place: Place) -> Fix | None:
    if place.kind is not Kind.ASYNC_CONTEXT_MANAGER:
        return None
    return place.fix("with-to-async-with", Safety.SAFE, place.subject)


def _await_plain(place: Place) -> Fix | None:
    if not isinstance(place.at, ast.Await):
        return None
    return place.fix("remove-await", Safety.SAFE, place.at)


def _async_for_plain(place: Place) -> Fix | None:
    if not place.is_looped_over(place.subject):
        return None
    return place.fix("async-for-to-for", Safety.SAFE, place.subject)


def _async_with_plain(place: Place) -> Fix | None:
    if place.kind is not Kind.CONTEXT_MANAGER:
        return None
    return place.fix("async-with-to-with", Safety.SAFE, place.subject)


def _not_called(place: Place) -> Fix | None:
    """The parentheses, where the function is known and requires nothing."""
    function = place.alternative
    if not isinstance(function, FunctionValue):
        return None
    required = [
        parameter
        for parameter in function.record.parameters
        if parameter.default is None and parameter.kind not in (STARRED, DOUBLE_STARRED)
    ]
    bound = 1 if function.receiver and function.static != "static" else 0
    return place.fix("call", Safety.UNSAFE, place.subject) if len(required) <= bound else None


REMEDIES: dict[str, Callable[[Place], Fix | None]] = {
    "AY101": _await_async_generator,
    "AY102": _async_for_coroutine,
    "AY103": _async_with_async_generator,
    "AY104": _async_with_coroutine,
    "AY107": _sync_for_async_generator,
    "AY108": _sync_for_coroutine,
    "AY109": _sync_with,
    "AY114": _await_plain,
    "AY115": _async_for_plain,
    "AY116": _async_with_plain,
    "AY117": _not_called,
}
