"""What a class gives to the type variables of its bases: `list[int]` is an `Iterable[int]`.

Reference: PEP 484, "User-defined generic types".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import ClassRecord
from flake8_async_yield.values.classes import order
from flake8_async_yield.values.generics import as_class, type_parameters
from flake8_async_yield.values.value import (
    UNKNOWN,
    ClassValue,
    Environment,
    Instance,
    Lazy,
    TypeVariable,
    Value,
    known,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


def arguments_for(
    evaluator: Evaluator, cls: ClassValue, target: ClassRecord
) -> dict[str, Lazy]:
    """The type arguments that `cls` gives to its base `target`."""
    given = cls.arguments
    handed = _handed_on(evaluator, cls, target)
    if handed is None or any(own not in given for own in handed.values()):
        return _followed(evaluator, cls, target)
    return {**given, **{name: given[own] for name, own in handed.items()}}


def _handed_on(
    evaluator: Evaluator, cls: ClassValue, target: ClassRecord
) -> dict[str, str] | None:
    """The base's type variable -> the class's own that stands for it; None: it is not so simple.

    Simple is what `list` is to `Iterable`: every base on the way is given variables as they are,
    and none of them has a bound.
    """
    memo = cls.record.memo
    key = ("hands on", target)
    if key in memo:
        return memo[key]  # type: ignore[no-any-return]
    names = type_parameters(evaluator, cls.module, cls.record)

    def told(arguments: dict[str, Lazy]) -> dict[str, Value]:
        symbolic = ClassValue(cls.module, cls.record, arguments)
        found = _followed(evaluator, symbolic, target)
        return {name: lazy.get() for name, lazy in found.items()}

    nothing = Lazy(lambda: UNKNOWN)
    symbols = {name: known((TypeVariable(name, nothing),)) for name in names}
    found, is_whole = evaluator.whole(lambda: (told(symbols), told(dict.fromkeys(names, nothing))))
    handed: dict[str, str] | None = {}
    for name, value in found[0].items():
        one = value[0] if len(value) == 1 else None
        if not isinstance(one, TypeVariable) or one.name not in names or found[1].get(name):
            handed = None
            break
        handed[name] = one.name  # type: ignore[index]
    if is_whole:
        memo[key] = handed
    return handed


def _followed(
    evaluator: Evaluator, cls: ClassValue, target: ClassRecord, depth: int = 0
) -> dict[str, Lazy]:
    """The same, by evaluating each base on the way."""
    if cls.record is target or depth > 12:
        return cls.arguments
    environment = Environment(types=cls.arguments)
    for base in cls.record.bases:
        for alternative in evaluator.evaluate(base, cls.module, environment):
            alternative = as_class(evaluator, alternative)  # type: ignore[assignment]
            if isinstance(alternative, ClassValue) and any(
                holder.record is target
                for holder in order(evaluator, alternative.module, alternative.record).holders
            ):
                found = _followed(evaluator, alternative, target, depth + 1)
                # What the constructor's arguments told stands under its own type variables.
                return {**cls.arguments, **found} if cls.arguments else found
    return cls.arguments


def argument(evaluator: Evaluator, instance: Instance, target: str, number: int) -> Value:
    """Type argument `number` of the base class called `target` (`typing.AsyncIterable`)."""
    for holder in order(evaluator, instance.cls.module, instance.cls.record).holders:
        if f"{holder.module.name}.{holder.record.qualname}" == target:
            names = type_parameters(evaluator, holder.module, holder.record)
            if number < len(names):
                lazy = arguments_for(evaluator, instance.cls, holder.record).get(names[number])
                return lazy.get() if lazy is not None else ()
    return ()
