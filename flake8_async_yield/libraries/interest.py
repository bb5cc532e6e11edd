"""Which classes lead to anything that is awaited, entered or iterated: the others are mere data.

A class leads there by its own special methods, by what its methods give, and by its attributes.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_async_yield.names.definitions import (
    MISSING,
    ClassRecord,
    FunctionRecord,
    Module,
    Term,
)
from flake8_async_yield.values import classes
from flake8_async_yield.values.decorators import STATIC
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.value import CallableValue, ClassValue, Instance, Value

FACES = ("__await__", "__aiter__", "__anext__", "__aenter__", "__enter__")


class Interest:
    """Answers for values; a class is looked into when it is first met."""

    def __init__(self, evaluator: Evaluator, markers: frozenset[str] = frozenset()) -> None:
        """`markers`: attributes whose constants tell classes apart (`_is_async_client`)."""
        self.evaluator = evaluator
        self.markers = markers
        self._leads: dict[ClassRecord, bool] = {}
        self._behind: dict[ClassRecord, set[ClassRecord]] = {}

    def value(self, value: Value) -> bool:
        """Whether what `value` may be matters: what is not known does not."""
        return any(
            self._class(a) if isinstance(a, ClassValue) else True for a in _classes(value)
        )

    def _class(self, cls: ClassValue) -> bool:
        if cls.record not in self._leads:
            self._explore(cls)
        return self._leads[cls.record]

    def _explore(self, cls: ClassValue) -> None:
        """Look into `cls` and all that can be reached from it; then hand on what was found."""
        waiting = [cls]
        found: list[ClassRecord] = []
        while waiting:
            here = waiting.pop()
            if here.record in self._leads:
                continue
            self._leads[here.record] = False
            ahead: list[ClassValue] = []
            for reached in self._reached(here):
                if isinstance(reached, ClassValue):
                    ahead.append(reached)
                    self._behind.setdefault(reached.record, set()).add(here.record)
                else:
                    self._leads[here.record] = True
            if self._leads[here.record]:
                found.append(here.record)
            found += [a.record for a in ahead if self._leads.get(a.record)]
            waiting += ahead
        while found:
            for record in self._behind.get(found.pop(), ()):
                if not self._leads[record]:
                    self._leads[record] = True
                    found.append(record)

    def _reached(self, cls: ClassValue) -> Iterator[ClassValue | None]:
        """The classes of the attributes of `cls`; None where it matters by itself."""
        evaluator = self.evaluator
        if self._has_face(cls):
            yield None
            return
        for holder in classes.order(evaluator, cls.module, cls.record).holders:
            if holder.record.qualname == "object":
                continue
            own = holder.record.instance_attributes
            for name in [*holder.record.names(), *own]:
                if name.startswith("_"):
                    continue
                term = holder.record.attribute(name)
                if term is MISSING:
                    term = own[name]
                records = [holder.module.record(key) for key in _keys(term)]
                if not records:
                    yield from _classes(evaluator.ask(term, holder.module))
                for record in records:
                    if isinstance(record, FunctionRecord):
                        yield from self._given(record, holder.module)

    def _given(self, record: FunctionRecord, module: Module) -> Iterator[ClassValue | None]:
        """What a method leads to: by `await`, by what it gives at once, by being a property."""
        evaluator = self.evaluator
        value = evaluator.asked(lambda: evaluator.type_of(record.returns, module))
        given = list(_classes(value))
        if record.is_async or any(c is None or self._has_face(c) for c in given):
            yield None
        if any(self.evaluator.qualified(d, module) in STATIC for d in record.decorators):
            yield from given

    def _has_face(self, cls: ClassValue) -> bool:
        return any(classes.has(self.evaluator, cls, face) for face in FACES)


def _keys(term: Term) -> list[str]:
    """The keys of the definitions that a term names at once."""
    if not isinstance(term, list) or term[0] not in ("L", "o"):
        return []
    return [term[1]] if term[0] == "L" else list(term[1])


def _classes(value: Value) -> Iterator[ClassValue | None]:
    """The classes of what `value` may be, type arguments included; None for any function."""
    waiting = list(value)
    for _ in range(40):
        if not waiting:
            return
        a = waiting.pop()
        if isinstance(a, CallableValue):
            waiting += a.result.get()
            continue
        cls = a.cls if isinstance(a, Instance) else a
        if not isinstance(cls, ClassValue):
            yield None
            continue
        yield cls
        for lazy in [*cls.arguments.values(), *(cls.items or ())]:
            waiting += lazy.get()
