"""AY118: a coroutine function where a plain callable is called, and nobody awaits the result.

Which functions call what they are given is data, see `takers`. The page stands in the file that
bears the code's number.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.called_early import is_called_early
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.rules.expected import is_other_error
from flake8_async_yield.rules.paths import WITHS
from flake8_async_yield.rules.remedies import parents
from flake8_async_yield.rules.takers import (
    CALLING,
    IN_THREAD,
    ITERATED,
    MAPS,
    MAPS_NOW,
    RAISING,
    Taker,
    Takers,
    called_name,
    last_names,
    taker_of,
)
from flake8_async_yield.rules.uses import called, definition, given
from flake8_async_yield.rules.words import last_name, words
from flake8_async_yield.values import protocols
from flake8_async_yield.values.value import FunctionValue, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

CALLABLE = (ast.Name, ast.Attribute, ast.Lambda, ast.Call)
"""The expressions that may give a function."""

AT_ONCE = frozenset({"sum", "any", "all", "min", "max", "sorted", "print", "str"})
"""Builtins that use what they are given at once, and keep none of it."""

NAMES = last_names(CALLING) | last_names(RAISING) | AT_ONCE | {"join"}
"""The last names of what is looked at: nearly no call is of one of them."""

NEVER = {
    Kind.COROUTINE: "a coroutine function",
    Kind.ASYNC_GENERATOR: "an async generator function",
}


class Callbacks(Rule):
    """Looks at the calls of what calls its arguments, and at `@atexit.register`."""

    codes: ClassVar[dict[str, str]] = {}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Call, ast.Expr, ast.AsyncFunctionDef)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the callback where its call gives a coroutine."""
        if isinstance(node, ast.AsyncFunctionDef):
            _decorated(node, context)
        elif isinstance(node, ast.Expr):
            inner = _collected(node.value)
            _mapped(inner, context, MAPS_NOW if inner is node.value else MAPS)
        elif isinstance(node, ast.Call) and (node.args or node.keywords):
            if called_name(context, node) in NAMES:
                _call(node, context)


def _call(node: ast.Call, context: Context) -> None:
    found = taker_of(context, node, CALLING)
    if found is None and called_name(context, node) in last_names(RAISING) and node.args:
        if is_other_error(context, node.args[0]):
            found = taker_of(context, node, RAISING)
    if found is not None:
        name, taker = found
        for argument in taker.arguments(node):
            if taker.effect != IN_THREAD or not _awaited_twice(node, context):
                _callback(argument, context, name, taker)
    if isinstance(node.func, ast.Name) and node.func.id in AT_ONCE and node.args:
        inner = _collected(node.args[0])
        if _is_map(inner) and context.qualified_name(node.func) == f"builtins.{node.func.id}":
            _mapped(inner, context, MAPS)
    elif _is_join(node.func) and len(node.args) == 1 and _is_map(node.args[0]):
        _mapped(node.args[0], context, MAPS)


COLLECTING = frozenset({"list", "tuple", "set"})


def _collected(node: ast.expr) -> ast.expr:
    """`map(f, xs)` of `list(map(f, xs))`."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[inner], keywords=[]) if name in COLLECTING:
            return inner if _is_map(inner) else node
    return node


def _is_join(function: ast.expr) -> bool:
    """`", ".join`."""
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "join"
        and isinstance(function.value, ast.Constant)
    )


def _is_map(node: ast.expr) -> bool:
    """A cheap look, since nearly no call is one."""
    return isinstance(node, ast.Call) and len(node.args) > 1


def _mapped(node: ast.expr, context: Context, takers: Takers) -> None:
    """`map(f, xs)` where its items are used at once, or not at all."""
    if not isinstance(node, ast.Call) or not node.args:
        return
    found = taker_of(context, node, takers)
    if found is not None:
        name, taker = found
        for argument in taker.arguments(node):
            _callback(argument, context, name, taker)


def _callback(argument: ast.expr, context: Context, name: str, taker: Taker) -> None:
    if not isinstance(argument, CALLABLE) or is_called_early(context, argument, name):
        return
    value = given(context, argument)
    if not value:
        return
    kinds = {protocols.kind_of(context.evaluator, a, Use.DROP) for a in value}
    if not kinds <= set(NEVER) or doubtful(context, argument) or _is_mocked(context):
        return
    kind = Kind.COROUTINE if Kind.COROUTINE in kinds else Kind.ASYNC_GENERATOR
    alternative = value[0]
    maker = alternative.made_by if isinstance(alternative, Instance) else None
    if isinstance(argument, ast.Call):
        what = f"gives {NEVER[kind]}"
    elif isinstance(maker, FunctionValue) and maker.record.is_async:
        what = f"is {NEVER[kind]}"
    else:
        what = f"gives {kind.article} {kind.value}"
    if isinstance(argument, ast.Lambda):
        what = f"gives {kind.article} {kind.value}"
    subject = "the lambda" if isinstance(argument, ast.Lambda) else called(argument)
    where = definition(context, alternative)
    effect, advice = taker.effect, taker.advice
    if kind is Kind.ASYNC_GENERATOR:
        effect = effect.replace("the coroutine", "the generator")
        effect = effect.replace("coroutine", "generator").replace("awaits", "iterates")
        advice = ITERATED
    context.report("AY118", argument, f"{subject}{where} {what}: '{name}' {effect}; {advice}")


def _is_mocked(context: Context) -> bool:
    """Whether it stands in a `with mock_runtime():`, which may run coroutines where none runs."""
    scope: Scope | None = context.scope
    place = context.place
    while scope is not None:
        for point in place.chain() if place is not None else ():
            if isinstance(point.statement, WITHS) and any(map(_mocks, point.statement.items)):
                return True
        place, scope = scope.place, scope.parent
    return False


def _mocks(item: ast.withitem) -> bool:
    manager = item.context_expr
    return isinstance(manager, ast.Call) and not MOCKS.isdisjoint(words(last_name(manager.func)))


MOCKS = frozenset({"mock", "mocked", "fake", "faked", "shim", "shims", "emulated", "simulated"})
"""Words of managers that put something else in the place of what is called inside."""


def _awaited_twice(node: ast.Call, context: Context) -> bool:
    """`await (await to_thread(f))` awaits the coroutine that the thread has made, and so does
    `stream = await to_thread(f)` with an `async for` over `stream` later on."""
    statement = context.place.statement if context.place is not None else None
    if statement is None or context.function is None:
        return False
    above = parents(statement)
    first = above.get(node)
    if not isinstance(first, ast.Await):
        return False
    second = above.get(first)
    if isinstance(second, ast.Assign) and isinstance(second.targets[0], ast.Name):
        name = second.targets[0].id
        return any(
            isinstance(part, ast.Name) and part.id == name
            for inner in ast.walk(context.function.node)
            for part in _consumed_by(inner)
        )
    return second is not None and first in _consumed_by(second)


def _consumed_by(node: ast.AST) -> list[ast.expr]:
    """What `node` itself awaits, iterates over or enters in the async way."""
    match node:
        case ast.Await(value=value) | ast.AsyncFor(iter=value):
            return [value]
        case ast.comprehension(iter=value, is_async=1):
            return [value]
        case ast.withitem(context_expr=value):
            return [value]
    return []


def _decorated(node: ast.AsyncFunctionDef, context: Context) -> None:
    """`@atexit.register` right above an `async def`: the function itself is handed over."""
    if not node.decorator_list:
        return
    nearest = node.decorator_list[-1]
    if not isinstance(nearest, (ast.Name, ast.Attribute)):
        return
    if context.qualified_name(nearest) == "atexit.register" and not doubtful(context, nearest):
        context.report(
            "AY118",
            nearest,
            f"'{node.name}' is a coroutine function: 'atexit.register' drops the coroutine; "
            "give it a plain function",
        )
