"""What is left of the value of a name where a test has asked what it is an instance of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flake8_async_yield.names.tested import Told
from flake8_async_yield.values import classes
from flake8_async_yield.values.value import Alternative, ClassValue, Instance, Value

if TYPE_CHECKING:
    import ast

    from flake8_async_yield.values.evaluate import Evaluator

TELLING_LITTLE = frozenset({"abc", "builtins", "collections.abc", "numbers", "types", "typing"})
"""Modules whose classes say of a thing what it has, not what it is, or are nobody's base."""


def narrowed(
    evaluator: Evaluator,
    value: Value,
    tests: Iterable[Told],
    value_of: Callable[[ast.expr], Value],
) -> Value:
    """`value`, or what the tests say it is; what is not known to be a class says nothing.

    A thing of a class may be of one that is derived from it, so it counts as declared.
    """
    for told in tests:
        named = [_class(value_of(node)) for node in told.classes]
        known = [cls for cls in named if cls is not None]
        if not known or len(known) < len(named):
            continue
        if not told.holds:
            value = tuple(a for a in value if not _is_of(evaluator, a, known)) or value
            continue
        kept = tuple(a for a in value if _is_of(evaluator, a, known))
        if kept:
            value = kept
        elif all(_may_be(evaluator, a, known) for a in value):
            value = tuple(Instance(cls, declared=True) for cls in known)
    return value


def _class(value: Value) -> ClassValue | None:
    cls = value[0] if len(value) == 1 else None
    if not isinstance(cls, ClassValue) or cls.module.name in TELLING_LITTLE:
        return None
    return cls


def _is_of(evaluator: Evaluator, alternative: Alternative, known: list[ClassValue]) -> bool:
    return isinstance(alternative, Instance) and any(
        classes.derives(evaluator, alternative.cls, cls.record) for cls in known
    )


def _may_be(evaluator: Evaluator, alternative: Alternative, known: list[ClassValue]) -> bool:
    """Whether an annotation says of the thing only what all these classes derive from.

    What has a protocol's methods need not derive from it.
    """
    if not isinstance(alternative, Instance) or not alternative.declared:
        return False
    own = alternative.cls
    if classes.is_protocol(evaluator, classes.Holder(own.module, own.record)):
        return True
    return all(classes.derives(evaluator, cls, own.record) for cls in known)
