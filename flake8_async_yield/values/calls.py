"""Calls: what is called, and whether the arguments can tell what it gives.

Reference: the Python reference, 6.3.4 "Calls".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.values.arguments import NO_ARGUMENTS, Arguments
from flake8_async_yield.values.construction import construct, simple_instance
from flake8_async_yield.values.functions import (
    call_function,
    is_generic,
    made_by,
    memo_for,
    mentions_parameter,
)
from flake8_async_yield.values.overloads import call_overloads
from flake8_async_yield.values.solve import solve
from flake8_async_yield.values.value import (
    UNKNOWN,
    Alternative,
    CallableValue,
    ClassValue,
    Environment,
    FunctionValue,
    Instance,
    Overloads,
    Signature,
    Value,
    any_of_its_class,
    is_none,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


def call(evaluator: Evaluator, alternative: Alternative, arguments: Arguments) -> Value:
    """What calling `alternative` gives."""
    if isinstance(alternative, FunctionValue):
        if alternative.static in ("property", "cached"):
            return UNKNOWN
        return call_function(evaluator, alternative, arguments)
    if isinstance(alternative, CallableValue):
        if alternative.signature is not None and arguments.positional:
            value = _call_signature(evaluator, alternative.signature, arguments)
        else:
            value = alternative.result.get()
        return made_by(value, alternative.made_from) if alternative.made_from else _said(value)
    if isinstance(alternative, Overloads):
        return call_overloads(evaluator, alternative, arguments)
    if isinstance(alternative, ClassValue):
        return construct(evaluator, alternative, arguments)
    if isinstance(alternative, Instance):
        method = evaluator.attribute((alternative,), "__call__")
        return evaluator.call(method, arguments) if method else UNKNOWN
    return UNKNOWN


def _said(value: Value) -> Value:
    """What `Callable[..., T]` says that a call gives: None, too, is known by that word alone."""
    return tuple(
        Instance(a.cls, declared=True) if isinstance(a, Instance) and is_none(a) else a
        for a in value
    )


def _call_signature(evaluator: Evaluator, signature: Signature, arguments: Arguments) -> Value:
    """What a `Callable[[T], …]` gives: its type variables may be told by the arguments."""
    outer = signature.environment

    def solved(name: str) -> Value:
        found = outer.solve(name) if outer.solve is not None else UNKNOWN
        for term, lazy in zip(signature.parameters, arguments.positional, strict=False):
            found = found or solve(evaluator, term, signature.module, name, lazy.get())
        return found

    environment = Environment(outer.parameters, outer.types, outer.receiver, solved)
    return evaluator.type_of(signature.result, signature.module, environment)


def simple_result(evaluator: Evaluator, value: Value) -> Value:
    """What a call gives where no argument can matter; UNKNOWN: it may, or it is not known."""
    if len(value) != 1:
        return UNKNOWN
    function = value[0]
    if isinstance(function, ClassValue):
        return simple_instance(evaluator, function)
    if not isinstance(function, FunctionValue):
        return UNKNOWN
    record = function.record
    if function.static in ("property", "cached") or function.environment.parameters:
        return UNKNOWN
    if function.environment.types or _hangs_on_call(evaluator, function):
        return UNKNOWN
    receiver = function.receiver[0] if len(function.receiver) == 1 else None
    owner = getattr(receiver, "cls", receiver)
    if getattr(owner, "arguments", None):
        return UNKNOWN

    def make() -> Value:
        plain = any_of_its_class(receiver) if receiver is not None else function.receiver
        bound = FunctionValue(
            function.module, record, Environment(receiver=plain), plain, function.static
        )
        return call_function(evaluator, bound, NO_ARGUMENTS)

    key = ("simple", record, getattr(receiver, "declared", False))
    return evaluator.remember(memo_for(record, owner), key, make)


def _hangs_on_call(evaluator: Evaluator, function: FunctionValue) -> bool:
    """Whether a call's arguments may tell what it gives."""
    record = function.record
    known = record.memo.get("hangs on call")
    if known is None:
        known = (
            mentions_parameter(record, record.result)
            or (record.is_generator and mentions_parameter(record, record.yields, "yields"))
            or is_generic(evaluator, function)
        )
        record.memo["hangs on call"] = known
    return bool(known)
