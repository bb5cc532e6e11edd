"""Enumerations: what a class's body binds to a plain thing is a member, an instance of the class.

Reference: the standard library, `enum`: `Enum`, `EnumType.__call__`, `EnumType.__getitem__`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.values import classes
from flake8_async_yield.values.value import UNKNOWN, Alternative, ClassValue, Instance, Value

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


def is_enum(evaluator: Evaluator, cls: ClassValue) -> bool:
    """Whether the class is derived from `enum.Enum`."""
    memo = cls.record.memo
    known = memo.get("is enum")
    if known is None:
        holders = classes.order(evaluator, cls.module, cls.record).holders
        known = any(h.record.name == "Enum" and h.module.name == "enum" for h in holders)
        if "order" in memo:
            memo["is enum"] = known
    return bool(known) and cls.module.name != "enum"


def member(evaluator: Evaluator, found: classes.Found, bound: Alternative) -> Value:
    """What `C.NAME` is, where the body of the class `found.holder` binds it to `bound`."""
    if found.is_instance_attribute or not isinstance(bound, Instance):
        return (bound,)
    cls = ClassValue(found.holder.module, found.holder.record)
    if not is_enum(evaluator, cls):
        return (bound,)
    declared = isinstance(found.term, list) and found.term[0] == "d" and found.term[2] is None
    plain = classes.has(evaluator, bound.cls, "__get__") is False
    plain = plain and bound.qualified_name != "enum.nonmember"
    return (Instance(cls),) if plain and not declared else UNKNOWN


def chosen(evaluator: Evaluator, alternative: Alternative) -> Value:
    """A member of the class `alternative`, whichever it is; UNKNOWN if it is no enumeration."""
    if isinstance(alternative, ClassValue) and is_enum(evaluator, alternative):
        holders = classes.order(evaluator, alternative.module, alternative.record).holders
        if any("metaclass" in h.record.keywords for h in holders if h.module.name != "enum"):
            return UNKNOWN
        return (Instance(ClassValue(alternative.module, alternative.record)),)
    return UNKNOWN
