"""What a `return` gives to the caller, and what of it the end of the function has closed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.nodes import choices
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.names.unions import is_call, parts_of
from flake8_async_yield.rules.lifetimes import Closed, closed_by_end, entered_here, was_read
from flake8_async_yield.rules.resources import class_names
from flake8_async_yield.values import classes, fields, protocols
from flake8_async_yield.values.value import Alternative, ClassValue, Environment, FunctionValue

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DEEPEST = 3
"""So many functions that give back what they are given are followed."""

MODEL = "pydantic.main.BaseModel"
"""Its heirs keep what they are given under the names that they declare."""

DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.Tuple)
"""The expressions that hold what they are made of."""

LATER = (Kind.COROUTINE, Kind.ASYNC_GENERATOR)
"""What has not run when it is returned."""


def returned_names(value: ast.expr) -> Iterator[ast.Name]:
    """The names that the caller of `return value` gets as they are."""
    for node in returned_parts(value):
        if isinstance(node, ast.Name):
            yield node


def returned_parts(value: ast.expr) -> Iterator[ast.expr]:
    """The expressions that the caller of `return value` gets the values of."""
    stack = [value]
    while stack:
        node = stack.pop()
        match node:
            case ast.Tuple() | ast.List() | ast.Set():
                stack += reversed(node.elts)
            case ast.Dict():
                stack += reversed(node.values)
            case ast.IfExp() | ast.BoolOp():
                stack += reversed(choices(node))
            case ast.NamedExpr() | ast.Starred():
                stack.append(node.value)
            case _:
                yield node


def returned_resources(
    node: ast.Return, scope: Scope, place: Place, context: Context
) -> list[tuple[ast.expr, str, Closed]]:
    """The resources that `node`, a `return` of `scope`, gives to a caller who gets them closed.

    Each with the expression in the `return` that gives it, and its own name.
    """
    if node.value is None:
        return []
    found: list[tuple[ast.expr, str, Closed]] = []
    for part in returned_parts(node.value):
        closed = _closed(part, node.lineno, scope, place, context)
        if closed is not None:
            found.append((part, *closed))
    return found


def _closed(
    part: ast.expr, line: int, scope: Scope, place: Place, context: Context
) -> tuple[str, Closed] | None:
    """The name of what `part`, returned at `line`, gives out closed; None: nothing known."""
    if isinstance(part, ast.Await):
        entered = entered_here(part, scope, place, context)
        return (entered.name, entered) if entered is not None else None
    given: list[tuple[str, Place | None]] = []
    if isinstance(part, ast.Name) and part.id in scope.bindings:
        given = [(part.id, place), *_held(part.id, scope, place)]
    elif isinstance(part, ast.Call) and any(
        closed_by_end(name, scope, place, context) for name in _names_in(part)
    ):  # most calls are given nothing of the sort: what they are need not be asked
        given = [(name.id, place) for name in kept_arguments(part, scope, place, context)]
    for alias, where in given:
        closed = closed_by_end(alias, scope, where, context)
        if closed is None or was_read(closed, scope, line + 1):
            continue
        if isinstance(part, ast.Call) and (closed.life.is_response or not closed.life.is_known):
            continue  # what keeps a response may want its status alone
        return alias, closed
    return None


def _names_in(call: ast.Call) -> Iterator[str]:
    """The names among the arguments."""
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(argument, ast.Name):
            yield argument.id


def kept_arguments(
    call: ast.Call, scope: Scope, place: Place, context: Context
) -> Iterator[ast.Name]:
    """The names among the arguments of `call` that are in what it gives.

    A class of the project is asked what its instances keep, a plain function what it gives back.
    """
    value = context.value_of(call.func, scope, place)
    made = value[0] if len(value) == 1 else None
    positional, kept = _keeping(made, context, 0)
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        positional = ()
    given = [
        *zip(positional, call.args, strict=False),
        *((keyword.arg, keyword.value) for keyword in call.keywords),
    ]
    for name, argument in given:
        if name in kept and isinstance(argument, ast.Name):
            yield argument


Keeping = tuple[tuple[str, ...], frozenset[str]]
"""The parameters by position, and those whose arguments are in what a call gives."""


def _keeping(made: Alternative | None, context: Context, depth: int) -> Keeping:
    if isinstance(made, ClassValue) and made.module.is_project:
        return _constructor(made, context)
    if isinstance(made, FunctionValue) and made.module.is_project and depth < DEEPEST:
        record = made.record
        if not (record.is_async or record.is_generator or record.decorators):
            own = tuple(p.name for p in record.parameters[bool(made.receiver) :])
            return own, frozenset(_given_back(made, context, depth))
    return (), frozenset()


def _given_back(function: FunctionValue, context: Context, depth: int) -> Iterator[str]:
    """The parameters of a function that its `return` gives back, or something that keeps them."""
    evaluator, key = context.evaluator, function.record.key
    inside = Environment(receiver=function.receiver)
    for part in parts_of(function.record.result):
        if _parameter(part, key):
            yield _parameter(part, key)
        elif is_call(part):
            head = partial(evaluator.evaluate, part[1], function.module, inside)
            value = evaluator.asked(head)
            made = value[0] if len(value) == 1 else None
            positional, kept = _keeping(made, context, depth + 1)
            given = (*zip(positional, part[2], strict=False), *part[3].items())
            yield from (_parameter(term, key) for name, term in given if name in kept)


def _constructor(cls: ClassValue, context: Context) -> Keeping:
    """The parameters of the constructor by position, and those that an attribute stands for."""
    evaluator = context.evaluator
    names = fields.positional(evaluator, cls)
    if names:
        return names, frozenset(names)
    if MODEL in class_names(context, cls):
        return (), frozenset(
            name
            for holder in classes.order(evaluator, cls.module, cls.record).holders
            if holder.module.is_project
            for name in fields.declared(holder)
        )
    made = classes.method(evaluator, cls, "__init__")
    if made is None or made[1].decorators:
        return (), frozenset()
    holder, record = made
    own = holder.record.instance_attributes.values()
    # Of `client or Client()` the first is taken where one is given.
    kept = {_parameter(part, record.key) for term in own for part in parts_of(_told(term))}
    return tuple(p.name for p in record.parameters[1:]), frozenset(kept - {""})


def _told(term: Term) -> Term:
    """What is put into an attribute, declared or not."""
    return term[2] if isinstance(term, list) and term[0] == "d" else term


def _parameter(term: Term, key: str) -> str:
    """The name of the parameter of the function `key` that `term` is, plain or declared."""
    term = _told(term)
    return str(term[2]) if isinstance(term, list) and term[:2] == ["p", key] else ""


def _held(name: str, scope: Scope, place: Place) -> list[tuple[str, Place | None]]:
    """The names in the display that `name` stands for, which nobody looks into but the caller."""
    live = reaching(scope.bindings[name], place)
    if len(live) != 1 or live[0].kind is not Bound.VALUE or live[0].path:
        return []
    display = live[0].node
    if not isinstance(display, DISPLAYS):
        return []
    if not isinstance(display, ast.Tuple) and _is_looked_into(name, scope):
        return []
    return [(held.id, live[0].place) for held in returned_names(display)]


def _is_looked_into(name: str, scope: Scope) -> bool:
    """Whether `name` is read but in the `return`: what it holds may be changed there."""
    used = (n for n in ast.walk(scope.node) if isinstance(n, ast.Name) and n.id == name)
    return sum(isinstance(n.ctx, ast.Load) for n in used) > 1


def runs_later(
    node: ast.Return, scope: Scope, place: Place, context: Context
) -> list[tuple[ast.Call, Kind, str, Closed]]:
    """The calls of a resource's methods that are returned before they have run.

    A coroutine that is not awaited, an async generator: the resource is closed when they run.
    """
    found: list[tuple[ast.Call, Kind, str, Closed]] = []
    for part in returned_parts(node.value) if node.value is not None else ():
        if not isinstance(part, ast.Call) or not isinstance(part.func, ast.Attribute):
            continue
        base = part.func.value
        while isinstance(base, ast.Attribute):
            base = base.value
        if not isinstance(base, ast.Name) or base.id not in scope.bindings:
            continue
        closed = closed_by_end(base.id, scope, place, context)
        if closed is None or was_read(closed, scope, node.lineno):
            continue
        value = context.value_of(part, scope, place)
        kinds = {protocols.kind_of(context.evaluator, a, Use.DROP) for a in value}
        kind = kinds.pop() if len(kinds) == 1 else None
        if kind is not None and kind in LATER:
            found.append((part, kind, base.id, closed))
    return found
