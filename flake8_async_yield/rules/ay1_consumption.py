"""AY101-AY109, AY114-AY117: every place where a value is awaited, iterated or entered.

One rule for all of them, since each place asks once what its value is, and the table in `kinds`
says which code that is. The pages of the codes stand in the files that bear their numbers.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.names.scopes import comprehension_scope
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.remedies import remedy
from flake8_async_yield.rules.uses import check_use, say
from flake8_async_yield.values import protocols
from flake8_async_yield.values.value import Alternative

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

ITERATING = frozenset(
    "list tuple set frozenset sum sorted iter enumerate zip all any min max reversed next".split()
)
"""Builtins that iterate over what they are given (all positional arguments)."""

ITERATING_LATER = {"map": 1, "filter": 1}
"""Builtins that iterate over their arguments from this one on."""

ONLY_FIRST = frozenset({"sorted", "sum", "enumerate", "next", "iter", "reversed"})
"""Those that iterate over their first argument alone."""

Found = tuple[str, Kind, Alternative]


class Consumption(Rule):
    """Looks at every use that is in the syntax, and at the builtins that iterate."""

    codes = {}
    looks_at = (
        ast.Await,
        ast.AsyncFor,
        ast.For,
        ast.AsyncWith,
        ast.With,
        ast.ListComp,
        ast.SetComp,
        ast.DictComp,
        ast.GeneratorExp,
        ast.Starred,
        ast.YieldFrom,
        ast.Assign,
        ast.Call,
    )

    def check(self, node: ast.AST, context: Context) -> None:
        LOOK[node.__class__](node, context)


def consumed(
    context: Context, subject: ast.expr, use: Use, at: ast.expr | ast.stmt | None = None
) -> Found | None:
    """Judge the use of `subject`; a finding is reported at `at`, else at `subject`."""
    if isinstance(subject, (ast.Constant, ast.JoinedStr)) or (
        use is Use.FOR and not isinstance(subject, (ast.Call, ast.Name, ast.Attribute, ast.GeneratorExp))
    ):
        return None
    value = context.value_of(subject)
    if not value:
        return None
    at = at or subject
    found = check_use(context, subject, use, at, value)
    if found is not None:
        say(context, subject, use, at, found, remedy(context, found, subject, use, at))
    return found


def _await(node: ast.Await, context: Context) -> None:
    consumed(context, node.value, Use.AWAIT, node)


def _async_for(node: ast.AsyncFor, context: Context) -> None:
    consumed(context, node.iter, Use.ASYNC_FOR)


def _for(node: ast.For, context: Context) -> None:
    consumed(context, node.iter, Use.FOR)


def _async_with(node: ast.AsyncWith, context: Context) -> None:
    for item in node.items:
        consumed(context, item.context_expr, Use.ASYNC_WITH)


def _with(node: ast.With, context: Context) -> None:
    for item in node.items:
        consumed(context, item.context_expr, Use.WITH)


def _comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, context: Context
) -> None:
    outer = context.scope
    for number, generator in enumerate(node.generators):
        if number:
            context.scope = comprehension_scope(node, outer, context.place)
        consumed(context, generator.iter, Use.ASYNC_FOR if generator.is_async else Use.FOR)
    context.scope = outer


def _starred(node: ast.Starred, context: Context) -> None:
    if isinstance(node.ctx, ast.Load):
        consumed(context, node.value, Use.FOR)


def _yield_from(node: ast.YieldFrom, context: Context) -> None:
    if not context.in_async_function:  # there it is AY206
        consumed(context, node.value, Use.FOR)


def _assign(node: ast.Assign, context: Context) -> None:
    if isinstance(node.targets[0], (ast.Tuple, ast.List)):
        consumed(context, node.value, Use.FOR)


def _call(node: ast.Call, context: Context) -> None:
    function = node.func
    if isinstance(function, ast.Name) and node.args:
        name = function.id
        if name in ITERATING:
            arguments = node.args[:1] if name in ONLY_FIRST else node.args
        elif name in ITERATING_LATER:
            arguments = node.args[ITERATING_LATER[name] :]
        elif name in ("dict", "aiter", "anext"):
            arguments = node.args[:1]
        else:
            return
        if context.qualified_name(function) != f"builtins.{name}":
            return
        use = Use.ASYNC_FOR if name in ("aiter", "anext") else Use.FOR
        for argument in arguments:
            if isinstance(argument, ast.Starred):
                break
            if name in ("next", "anext") and not _is_sure(context, argument):
                continue
            consumed(context, argument, use)
    elif isinstance(function, ast.Attribute) and function.attr == "join" and len(node.args) == 1:
        if isinstance(function.value, ast.Constant):
            consumed(context, node.args[0], Use.FOR)


def _is_sure(context: Context, argument: ast.expr) -> bool:
    """`next` and `anext` need the iterator itself: only what has nothing of the kind is wrong."""
    value = context.value_of(argument)
    wrong = (Kind.COROUTINE, Kind.ASYNC_GENERATOR)
    return bool(value) and all(
        protocols.kind_of(context.evaluator, a, Use.FOR) in wrong for a in value
    )


LOOK = {
    ast.Await: _await,
    ast.AsyncFor: _async_for,
    ast.For: _for,
    ast.AsyncWith: _async_with,
    ast.With: _with,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.Starred: _starred,
    ast.YieldFrom: _yield_from,
    ast.Assign: _assign,
    ast.Call: _call,
}
