"""Which async generator function a call runs, and whether it holds something round its `yield`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.sources import Syntax, syntax_of
from flake8_async_yield.rules.yielding import guards, own_yields
from flake8_async_yield.values.value import FunctionValue, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

GENERATORS = frozenset({"types.AsyncGeneratorType", "typing.AsyncGenerator"})


def generator_called(
    context: Context, call: ast.expr, scope: Scope | None = None, place: Place | None = None
) -> Syntax | None:
    """The async generator function that `call` runs; None: it is none, or not known."""
    if not isinstance(call, ast.Call):
        return None
    value = context.value_of(call, scope, place)
    if len(value) != 1 or not isinstance(value[0], Instance):
        return None
    made_by = value[0].made_by
    if value[0].qualified_name not in GENERATORS or not isinstance(made_by, FunctionValue):
        return None
    record = made_by.record
    if not record.is_async or not record.is_generator:
        return None
    return syntax_of(context, made_by.module, record)


def holding_generator(
    context: Context, call: ast.expr, scope: Scope | None = None, place: Place | None = None
) -> Syntax | None:
    """The same, where every `yield` of it stands in a `with` or in a `try` with a `finally`."""
    syntax = generator_called(context, call, scope, place)
    if syntax is None:
        return None
    yields = own_yields(syntax.scope)
    return syntax if yields and all(guards(found.place) for found in yields) else None
