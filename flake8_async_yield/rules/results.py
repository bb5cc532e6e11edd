"""Whether a plain `def` or a coroutine function can return what its declaration promises.

What is asked for is an async iterator (AY402, AY404) or an awaitable (AY405). The answer is
yes or not known unless every `return` is known to give something else.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.endings import terminates
from flake8_async_yield.names.scopes import Function, Scope
from flake8_async_yield.rules.classes import is_of_project
from flake8_async_yield.rules.definitions import own_returns
from flake8_async_yield.rules.trust import trusted
from flake8_async_yield.values.protocols import fits
from flake8_async_yield.values.value import Alternative, Instance, is_none

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

PLAIN = (
    ast.Constant,
    ast.JoinedStr,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Set,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.Lambda,
)
"""Expressions whose value is neither awaitable nor an async iterator, whatever is in them."""

NEVER_RETURN = frozenset({"exit", "_exit", "quit", "fail", "skip", "xfail", "skipTest", "abort"})
"""Last names of functions that raise or end the process."""


def never_gives(node: Function, use: Use, context: Context) -> bool:
    """Whether every way out of `node` surely gives an object that does not fit `use`."""
    found = list(own_returns(node, context))
    values = [(r.value, scope, place) for r, scope, place in found if r.value is not None]
    if not values and _leaves_otherwise(node):
        return False
    return all(_surely_unfit(value, use, context, s, p) for value, s, p in values)


def gives_nothing(node: Function, context: Context) -> bool:
    """Whether `node` has no `return` with a value."""
    return all(r.value is None for r, _, _ in own_returns(node, context))


def _leaves_otherwise(node: Function) -> bool:
    """Whether control may never come to the end: the function raises, loops, or calls what does."""
    if terminates(node.body):
        return True
    last = node.body[-1]
    value = last.value if isinstance(last, ast.Expr) else None
    if isinstance(value, ast.Await):
        value = value.value
    if not isinstance(value, ast.Call):
        return False
    function = value.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in NEVER_RETURN


def _surely_unfit(value: ast.expr, use: Use, context: Context, scope: Scope, place: Place) -> bool:
    """Whether the object that `value` gives is known not to fit `use`."""
    if isinstance(value, PLAIN):
        return True
    if isinstance(value, ast.IfExp):
        branches = (value.body, value.orelse)
        return all(_surely_unfit(branch, use, context, scope, place) for branch in branches)
    alternatives = context.value_of(value, scope, place)
    return bool(alternatives) and all(
        fits(context.evaluator, alternative, use) is False
        and (
            _is_sure(alternative)
            or _is_receiver(value, scope)
            or (not is_none(alternative) and trusted(context, alternative, use))
        )
        for alternative in alternatives
    )


def _is_sure(alternative: Alternative) -> bool:
    """Whether a value is known from more than an annotation in the project.

    Such an annotation may be too narrow, or meant for a subclass; and a name that is None may
    wait for its value.
    """
    if not isinstance(alternative, Instance):
        return True
    made_by = alternative.made_by
    if is_none(alternative) and made_by is None:
        return False
    return not alternative.declared or (made_by is not None and not is_of_project(made_by.module))


def _is_receiver(value: ast.expr, scope: Scope) -> bool:
    """Whether `value` is the method's own first parameter."""
    arguments = getattr(scope.node, "args", None)
    if not isinstance(value, ast.Name) or not isinstance(arguments, ast.arguments):
        return False
    first = [*arguments.posonlyargs, *arguments.args][:1]
    return scope.enclosing_class is not None and [a.arg for a in first] == [value.id]


def returns_entered(node: Function, context: Context) -> bool:
    """Whether a `return` of `node` gives what an `async with` or `async for` of it has bound.

    AY301 speaks of that return.
    """
    inner = context.names.function(node, context.scope, context.place)
    if not any(isinstance(s, (ast.AsyncWith, ast.AsyncFor)) for s, _ in inner.statements):
        return False
    bound = {
        name
        for name, bindings in inner.bindings.items()
        if any(b.kind in (Bound.ASYNC_ENTERED, Bound.ASYNC_ITEM) for b in bindings)
    }
    if not bound:
        return False
    for statement, _, _ in own_returns(node, context):
        value = statement.value
        if isinstance(value, (ast.Name, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.IfExp)):
            return True
    return False
