"""What FastAPI hands to a parameter whose default is `Depends(f)`.

Reference: FastAPI, "Dependencies" and "Dependencies with yield".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import Module, Term
from flake8_async_yield.values import protocols
from flake8_async_yield.values.arguments import NO_ARGUMENTS
from flake8_async_yield.values.value import UNKNOWN, ClassValue, FunctionValue, Instance, Value

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

MARKERS = frozenset(
    f"{module}.{name}"
    for module in ("fastapi", "fastapi.params", "fastapi.param_functions")
    for name in ("Depends", "Security")
)


def depended_on(evaluator: Evaluator, module: Module, default: Term) -> Value:
    """What a parameter with this default gets; UNKNOWN where that is no dependency.

    It counts as declared: a test may hand over another thing, or override the dependency.
    """
    if not isinstance(default, list) or default[0] != "(" or not module.is_project:
        return UNKNOWN
    dependency = default[2][0] if default[2] else default[3].get("dependency")
    if dependency is None or evaluator.qualified(default[1], module) not in MARKERS:
        return UNKNOWN
    function = evaluator.evaluate(dependency, module)
    one = function[0] if len(function) == 1 else None
    if not isinstance(one, (ClassValue, FunctionValue)):
        return UNKNOWN  # what an object gives hangs on its '__call__'
    value = evaluator.call(function, NO_ARGUMENTS)
    if isinstance(one, FunctionValue):
        record = one.record
        if record.is_generator:
            step = protocols.async_item if record.is_async else protocols.item
            value = evaluator.each(value, lambda a: step(evaluator, a))
        elif record.is_async:
            value = evaluator.each(value, lambda a: protocols.awaited(evaluator, a))
    return tuple(
        Instance(a.cls, items=a.items, declared=True) if isinstance(a, Instance) else a
        for a in value
    )
