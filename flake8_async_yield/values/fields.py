"""Fields by their number: what `row[0]`, `id, name = row` and `case Row(id, name)` take.

Reference: typing.NamedTuple; dataclasses, "Module contents"; PEP 634, "Class Patterns".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import MISSING, Term
from flake8_async_yield.values import classes
from flake8_async_yield.values.value import (
    UNKNOWN,
    Alternative,
    ClassValue,
    Instance,
    Value,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

NAMED_TUPLES = frozenset({"typing.NamedTuple", "typing_extensions.NamedTuple"})
DATA_CLASSES = frozenset(
    {"dataclasses.dataclass", "attrs.define", "attrs.frozen", "attrs.mutable", "attr.define",
     "attr.frozen", "attr.mutable"}
)  # fmt: skip

OF_TUPLES = ("__getitem__", "__iter__")
"""Methods with which a named tuple may give something else than its fields."""


def tuple_fields(evaluator: Evaluator, cls: ClassValue) -> tuple[str, ...]:
    """The names of a named tuple's fields in their order; () of any other class."""
    return evaluator.keep(cls.record.memo, "tuple fields", lambda: _tuple_fields(evaluator, cls))


def _tuple_fields(evaluator: Evaluator, cls: ClassValue) -> tuple[str, ...]:
    for holder in classes.order(evaluator, cls.module, cls.record).holders:
        # What is shipped of a library leaves fields out that nobody asks about.
        if not holder.module.is_project:
            return ()
        if any(holder.record.attribute(name) is not MISSING for name in OF_TUPLES):
            return ()
        if any(evaluator.qualified(b, holder.module) in NAMED_TUPLES for b in holder.record.bases):
            return declared(holder)
    return ()


def declared(holder: classes.Holder) -> tuple[str, ...]:
    """The names that a class's body annotates, in their order."""
    found: list[str] = []
    for name in holder.record.names():
        term = holder.record.attribute(name)
        if isinstance(term, list) and term[0] == "d":
            found.append(name)
    return tuple(found)


def numbered(evaluator: Evaluator, base: Instance, index: int) -> Value:
    """`base[index]` of a named tuple; UNKNOWN of anything else."""
    names = tuple_fields(evaluator, base.cls)
    if not -len(names) <= index < len(names):
        return UNKNOWN
    return evaluator.attribute((base,), names[index])


def every(evaluator: Evaluator, base: Instance) -> Value:
    """What iterating over a named tuple gives; UNKNOWN of anything else."""
    names = tuple_fields(evaluator, base.cls)
    return union([evaluator.attribute((base,), name) for name in names]) if names else UNKNOWN


OF_ITSELF = frozenset(
    "bool bytearray bytes dict float frozenset int list set str tuple".split()
)
"""Builtin classes of which `case str(x)` takes the thing itself."""


def matched(evaluator: Evaluator, base: Alternative, number: int) -> Value:
    """What `case C(x, y)` takes by position of an instance of C."""
    if not isinstance(base, Instance):
        return UNKNOWN
    if base.cls.module.name == "builtins":
        return (base,) if not number and base.cls.record.name in OF_ITSELF else UNKNOWN
    names = positional(evaluator, base.cls)
    return evaluator.attribute((base,), names[number]) if number < len(names) else UNKNOWN


def positional(evaluator: Evaluator, cls: ClassValue) -> tuple[str, ...]:
    """The attributes that a class takes by position, in a pattern as in its constructor."""
    return tuple_fields(evaluator, cls) or _match_args(evaluator, cls)


def _match_args(evaluator: Evaluator, cls: ClassValue) -> tuple[str, ...]:
    """`__match_args__` as it is written, or as a plain dataclass gets it; () if not known."""
    whole = classes.order(evaluator, cls.module, cls.record)
    names: dict[str, None] = {}
    for holder in reversed(whole.holders if whole.is_complete else ()):
        if holder.module.name == "builtins":
            continue
        term = holder.record.attribute("__match_args__")
        if term is not MISSING:
            names = dict.fromkeys(_constants(term))
        elif holder.record.decorators:
            if not _is_plain_dataclass(evaluator, holder):
                return ()
            names.update(dict.fromkeys(declared(holder)))
    return tuple(names)


def _constants(term: Term) -> list[str]:
    parts = term[1] if isinstance(term, list) and term[0] == "t" else []
    if not all(isinstance(part, list) and part[0] == "k" for part in parts):
        return []
    return [str(part[1]) for part in parts]


def _is_plain_dataclass(evaluator: Evaluator, holder: classes.Holder) -> bool:
    """Whether all that the class declares are fields, and `__init__` takes them by position."""
    record = holder.record
    if len(record.decorators) != 1 or not holder.module.is_project:
        return False
    made = record.decorators[0]
    text = repr([made, [record.attribute(name) for name in declared(holder)]])
    if any(word in text for word in UNLIKE_FIELDS):
        return False
    head = made[1] if isinstance(made, list) and made[0] == "(" else made
    return evaluator.qualified(head, holder.module) in DATA_CLASSES


UNLIKE_FIELDS = ("'kw_only'", "'KW_ONLY'", "'ClassVar'", "'InitVar'", "'init'", "'match_args'")
"""Words in the terms of a dataclass by which a declared name may be no positional argument."""
