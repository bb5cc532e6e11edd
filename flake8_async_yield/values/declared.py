"""What is made empty where an annotation tells what it will hold: `x: list[A] = []`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import Flag
from flake8_async_yield.values import classes
from flake8_async_yield.values.value import ClassValue, FunctionValue, Instance, Value

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


def is_bare(value: Value) -> bool:
    """Whether it is one instance that says nothing of what it holds, such as `[]`.

    `defaultdict(list)` says no more.
    """
    one = value[0]
    if len(value) != 1 or not isinstance(one, Instance) or one.items:
        return False
    held = [lazy.get() for lazy in one.cls.arguments.values()]
    return not any(held) or (
        one.cls.record.name == "defaultdict" and all(not v or is_bare(v) for v in held)
    )


def is_stopgap(value: Value) -> bool:
    """Whether it is a lambda: a declared attribute that holds one is there to be given another."""
    one = value[0]
    if len(value) != 1 or not isinstance(one, FunctionValue):
        return False
    return bool(one.record.flags & Flag.LAMBDA)


def fills(evaluator: Evaluator, declared: Value, value: Value) -> bool:
    """Whether the annotation tells what the bare instance `value` holds."""
    said, made = declared[0] if len(declared) == 1 else None, value[0]
    if not isinstance(said, Instance) or not isinstance(made, Instance):
        return False
    return bool(said.cls.arguments) and classes.derives(evaluator, made.cls, said.cls.record)


def filled_by(value: Value, declared: Value) -> Value:
    """What a function returns, and what it holds by its annotation: `-> Page[A]: return Page()`."""
    if len(value) != 1 or len(declared) != 1 or not is_bare(value):
        return value
    made, said = value[0], declared[0]
    if not isinstance(made, Instance) or not isinstance(said, Instance):
        return value
    if made.cls.record is not said.cls.record or not said.cls.arguments:
        return value
    cls = ClassValue(made.cls.module, made.cls.record, said.cls.arguments)
    return (Instance(cls, made_by=made.made_by, declared=made.declared),)
