"""Decorators: what the name of a `def` is bound to once they have run.

Reference: the Python reference, 8.7 "Function definitions"; 3.3.2.2 (descriptors).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import (
    FunctionRecord,
    Module,
    Term,
)
from flake8_async_yield.values.arguments import just
from flake8_async_yield.values.value import (
    UNKNOWN,
    Alternative,
    CallableValue,
    ClassValue,
    Environment,
    FunctionValue,
    Value,
    known,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


STATIC = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "abc.abstractproperty": "property",
    "functools.cached_property": "cached",
    "types.DynamicClassAttribute": "property",
}
"""Decorators that make a descriptor of a function (Python's data model, 3.3.2.2)."""


IDENTITY = frozenset(
    {
        "abc.abstractmethod", "typing.overload", "typing.final", "typing.override",
        "typing_extensions.overload", "typing_extensions.final", "typing_extensions.override",
        "typing.no_type_check", "functools.wraps", "typing_extensions.deprecated",
        "warnings.deprecated", "typing.runtime_checkable", "typing.type_check_only",
    }
)  # fmt: skip
"""Decorators (called or not) that give back what they decorate, as the standard library has it."""


def decorated(
    evaluator: Evaluator, module: Module, record: FunctionRecord, environment: Environment
) -> Value:
    """What the name of a `def` is bound to, once its decorators have run."""
    raw = FunctionValue(module, record, environment)
    value: Value = (raw,)
    for term in reversed(record.decorators):
        value = _decorate(evaluator, term, module, environment, value, raw)
        if not value:
            return UNKNOWN
    return value


def _decorate(
    evaluator: Evaluator,
    term: Term,
    module: Module,
    environment: Environment,
    value: Value,
    raw: FunctionValue,
) -> Value:
    head = term[1] if isinstance(term, list) and term[0] == "(" else term
    name = evaluator.qualified(head, module) or named(head)
    if name in STATIC:
        return _descriptors(value, STATIC[name])
    last = name.rpartition(".")[2]
    settings = evaluator.settings
    if (
        name in IDENTITY
        or name in settings.transparent_decorators
        or (last in settings.transparent_decorators)
    ):
        return value
    if name in settings.context_manager_decorators or last in settings.context_manager_decorators:
        decorator = evaluator.standard("contextlib", "asynccontextmanager")
        result = evaluator.call(decorator, just(known(value)))
    else:
        decorator = evaluator.evaluate(term, module, environment)
        if not decorator:
            return UNKNOWN
        made = {
            STATIC.get(a.qualified_name, "") if isinstance(a, ClassValue) else "" for a in decorator
        }
        if "" not in made and (len(made) == 1 or made == {"property", "cached"}):
            return _descriptors(value, min(made))  # `property` under another name
        result = evaluator.call(decorator, just(known(value)))
    return tuple(
        CallableValue(a.result, raw, a.signature)
        if isinstance(a, CallableValue) and not a.made_from
        else a
        for a in result
    )


def _descriptors(value: Value, static: str) -> Value:
    """The functions of `value` as the descriptors that a decorator of `STATIC` makes of them.

    What another decorator has made of them is called by a property just as well.
    """
    made: list[Alternative] = []
    for a in value:
        if isinstance(a, FunctionValue):
            made.append(FunctionValue(a.module, a.record, a.environment, a.receiver, static))
        elif static not in ("property", "cached"):
            made.append(a)
        elif isinstance(a, CallableValue):
            made.append(CallableValue(a.result, a.made_from, a.signature, static))
        else:
            return UNKNOWN
    return tuple(made)


def named(term: Term) -> str:
    """A dotted name as it is written."""
    parts: list[str] = []
    while isinstance(term, list) and term[0] == ".":
        parts.append(term[2])
        term = term[1]
    if isinstance(term, list) and term[0] in ("n", "m"):
        parts.append(term[1])
    elif isinstance(term, list) and term[0] == "f":
        parts.append(term[3])
    return ".".join(reversed(parts))
