"""AY101-AY109, AY114-AY117: every place where a value is awaited, iterated or entered.

One rule for all of them, since each place asks once what its value is, and the table in `kinds`
says which code that is. The pages of the codes stand in the files that bear their numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.names.scopes import Comprehension
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.comprehensions import COMPREHENSIONS, inside
from flake8_async_yield.rules.remedies import remedy
from flake8_async_yield.rules.uses import Found, called, check_use, say
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.value import FunctionValue, Instance

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

_NO_ITERATOR = (Kind.COROUTINE, Kind.ASYNC_GENERATOR)

EXACTING = {
    "anext": _NO_ITERATOR,
    "next": _NO_ITERATOR,
    "iter": (*_NO_ITERATOR, Kind.ASYNC_ITERATOR),
}
"""What is surely wrong for them: two take an iterator, `iter` of a future is for `yield from`."""

MAY_BE_ASYNC = (
    ast.Await,
    ast.Call,
    ast.Name,
    ast.Attribute,
    ast.GeneratorExp,
    ast.IfExp,
    ast.BoolOp,
    ast.NamedExpr,
    ast.Subscript,
)
"""The expressions whose value can't be iterated in the plain way, if any: a cheap look."""

METHODS_ITERATING = frozenset({"extend", "update", "extendleft", "fromkeys"})
"""Methods of the standard library's collections that iterate over their argument."""


class Consumption(Rule):
    """Looks at every use that is in the syntax, and at the builtins that iterate."""

    codes: ClassVar[dict[str, str]] = {}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (
        ast.Await,
        ast.AsyncFor,
        ast.For,
        ast.AsyncWith,
        ast.With,
        *COMPREHENSIONS,
        ast.Starred,
        ast.YieldFrom,
        ast.Assign,
        ast.Call,
        ast.Compare,
        ast.Dict,
    )

    def check(self, node: ast.AST, context: Context) -> None:
        """Judge every value that `node` consumes."""
        LOOK[node.__class__](node, context)


def consumed(
    context: Context, subject: ast.expr, use: Use, at: ast.expr | ast.stmt | None = None
) -> Found | None:
    """Judge the use of `subject`; a finding is reported at `at`, else at `subject`."""
    if use is Use.FOR and not isinstance(subject, MAY_BE_ASYNC):
        return None
    if use in (Use.FOR, Use.WITH) and not context.may_be_async(subject):
        return None
    value = context.value_of(subject)
    if not value:
        return None
    at = at or subject
    found = check_use(context, subject, use, value)
    if found is not None:
        closed = _closed_coroutine(context, subject) if found[0] == "AY114" else None
        if closed is None:
            say(context, subject, use, at, found, remedy(context, found, subject, use, at))
        else:
            verb = "gives" if isinstance(closed, ast.Call) else "is"
            mend = f"{called(closed)} {verb} a coroutine that was not awaited: await that first"
            say(context, subject, use, at, found, instead=mend)
    return found


def _closed_coroutine(context: Context, subject: ast.expr) -> ast.expr | None:
    """What is a coroutine in `await conn.close()`: its own `close` throws it away."""
    match subject:
        case ast.Call(func=ast.Attribute(value=base, attr="close")):
            kinds = {
                protocols.kind_of(context.evaluator, a, Use.DROP) for a in context.value_of(base)
            }
            return base if kinds == {Kind.COROUTINE} else None
    return None


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


def _comprehension(node: Comprehension, context: Context) -> None:
    first, *others = node.generators
    consumed(context, first.iter, Use.ASYNC_FOR if first.is_async else Use.FOR)
    with inside(context, node):
        for generator in others:
            consumed(context, generator.iter, Use.ASYNC_FOR if generator.is_async else Use.FOR)


def _starred(node: ast.Starred, context: Context) -> None:
    if isinstance(node.ctx, ast.Load):
        consumed(context, node.value, Use.FOR)


def _yield_from(node: ast.YieldFrom, context: Context) -> None:
    function = context.function
    if function is None or context.in_async_function:  # there it is AY206
        return
    if getattr(function.node, "decorator_list", ()):
        return  # `types.coroutine` and its like may yield from a coroutine
    consumed(context, node.value, Use.FOR)


def _assign(node: ast.Assign, context: Context) -> None:
    if isinstance(node.targets[0], (ast.Tuple, ast.List)):
        consumed(context, node.value, Use.FOR)


def _call(node: ast.Call, context: Context) -> None:
    function = node.func
    for keyword in node.keywords:
        if keyword.arg is None:
            consumed(context, keyword.value, Use.FOR)
    if not node.args:
        return
    if isinstance(function, ast.Name):
        _builtin(node, function, context)
    elif isinstance(function, ast.Attribute) and len(node.args) == 1:
        argument = node.args[0]
        if (function.attr == "join" and isinstance(function.value, ast.Constant)) or (
            function.attr in METHODS_ITERATING
            and isinstance(argument, ast.Call)
            and check_use(context, argument, Use.FOR, context.value_of(argument))
            and _is_standard(context, function)
        ):
            consumed(context, argument, Use.FOR)


def _is_standard(context: Context, function: ast.Attribute) -> bool:
    """Whether the method is one of a class of the standard library."""
    value = context.value_of(function)
    return bool(value) and all(
        isinstance(a, FunctionValue) and a.module.name in ("builtins", "typing", "collections")
        for a in value
    )


def _builtin(node: ast.Call, function: ast.Name, context: Context) -> None:
    name = function.id
    if name in ITERATING:
        arguments = node.args[:1] if name in ONLY_FIRST else node.args
    elif name in ITERATING_LATER:
        arguments = node.args[ITERATING_LATER[name] :]
    elif name in ("dict", "aiter", "anext"):
        arguments = node.args[:1]
    else:
        return
    if name in ("min", "max") and len(arguments) > 1:
        return  # these compare their arguments
    if context.qualified_name(function) != f"builtins.{name}":
        return
    use = Use.ASYNC_FOR if name in ("aiter", "anext") else Use.FOR
    for argument in arguments:
        if isinstance(argument, ast.Starred):
            break
        if name == "reversed" and _answers(context, argument, "__reversed__"):
            continue
        if name not in EXACTING or _is_sure(context, name, argument, use):
            consumed(context, argument, use)


def _compare(node: ast.Compare, context: Context) -> None:
    """`x in xs` iterates over `xs` where that has no `__contains__`."""
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if isinstance(operator, (ast.In, ast.NotIn)) and isinstance(right, MAY_BE_ASYNC):
            if context.may_be_async(right) and not _answers(context, right, "__contains__"):
                consumed(context, right, Use.FOR)


def _answers(context: Context, node: ast.expr, method: str) -> bool:
    """Whether it may have a method of its own for that, and is not iterated over."""
    return any(
        isinstance(a, Instance) and classes.has(context.evaluator, a.cls, method) is not False
        for a in context.value_of(node)
    )


def _dict(node: ast.Dict, context: Context) -> None:
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            consumed(context, value, Use.FOR)


def _is_sure(context: Context, name: str, argument: ast.expr, use: Use) -> bool:
    value = context.value_of(argument)
    wrong = EXACTING[name]
    return bool(value) and all(protocols.kind_of(context.evaluator, a, use) in wrong for a in value)


LOOK: dict[type[ast.AST], Callable[[Any, Context], None]] = {
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
    ast.Compare: _compare,
    ast.Dict: _dict,
}
