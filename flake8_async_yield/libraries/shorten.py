"""Takes from a library's definitions what no answer needs; the answers stay what they were.

What a body returns goes where the annotation says as much, parameters go where no type variable,
no overload and no other term asks for them. What counts as "as much" is asked of the evaluator.
"""

from __future__ import annotations

from typing import Any

from flake8_async_yield.kinds import METHODS
from flake8_async_yield.libraries.interest import Interest
from flake8_async_yield.names.definitions import (
    DOUBLE_STARRED,
    KEYWORD_ONLY,
    ClassRecord,
    Flag,
    FunctionRecord,
    StoredModule,
    Term,
)
from flake8_async_yield.names.unions import NONE, UNTOLD, terms_in, union
from flake8_async_yield.values import classes, decorators, generics, type_arguments
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.protocols import fits
from flake8_async_yield.values.value import Alternative, FunctionValue, Instance, Value

ASKED = frozenset(
    "__await__ __aiter__ __anext__ __aenter__ __aexit__ __enter__ __exit__ __iter__ __next__ "
    "__getitem__ __call__ __init__ __new__ __get__ __getattr__ __getattribute__ __set__ "
    "__init_subclass__ __class_getitem__ __contains__ __len__ __prepare__".split()
)
"""The special methods that a question may lead to."""

LONGEST = 12
"""What is not known is kept, for a call's arguments may tell, up to so many terms."""

NAME, FLAGS, CLASS, PARAMETERS, DECORATORS, RETURNS, RESULT, YIELDS = 1, 3, 4, 5, 6, 7, 8, 9
"""Places in `FunctionRecord.as_data`."""

BASES, KEYWORDS, CLASS_DECORATORS, ATTRIBUTES, OWN = 4, 5, 6, 8, 9
"""Places in `ClassRecord.as_data`."""


def terms_of(definition: list[Any]) -> list[Any]:
    """What holds the terms of a function's or a class's data."""
    if definition[0] == "c":
        return definition[BASES:]
    parameters = [parameter[2:] for parameter in definition[PARAMETERS]]
    return [parameters, *definition[DECORATORS:]]


class Shortener:
    """Shortens the definitions of one module in place."""

    def __init__(
        self,
        evaluator: Evaluator,
        interest: Interest,
        module: StoredModule,
        data: dict[str, Any],
    ) -> None:
        self.evaluator = evaluator
        self.interest = interest
        self.module = module
        self.names: dict[str, Term] = data["names"]
        self.definitions: dict[str, list[Any]] = data["definitions"]
        self._alike: dict[tuple[str, str, str], bool] = {}

    def shorten(self) -> None:
        """All of the module."""
        for key, definition in self.definitions.items():
            if definition[0] == "f":
                self._function(key, definition)
        for key, definition in self.definitions.items():
            if definition[0] == "c":
                self._class(key, definition)
        for name, term in self.names.items():
            self.names[name] = self._binding(term)
        mentioned = {
            (part[1], part[2])
            for definition in self.definitions.values()
            for part in terms_in(terms_of(definition))
            if part[0] == "p"
        }
        mentioned |= {(p[1], p[2]) for t in self.names.values() for p in terms_in(t) if p[0] == "p"}
        for definition in self.definitions.values():
            self._slim(terms_of(definition))
        self._alike = self._told_by_no_overload()
        for key, definition in self.definitions.items():
            if definition[0] == "f":
                self._parameters(key, definition, mentioned)

    def _slim(self, terms: Any) -> None:
        """Leave out the parameters of `Callable[…]` that no type variable hangs on."""
        for part in terms_in(terms):
            if part[0] == "[" and len(part[2]) == 2 and part[2][0] and part[2][0][0] == "t":
                if not self._variables(part[2][0]):
                    part[2][0] = None

    def _told_by_no_overload(self) -> dict[tuple[str, str, str], bool]:
        """(class, function, parameter) of parameters that all overloads annotate alike.

        True where each of the overloads has the parameter, and all by keyword only.
        """
        found: dict[tuple[str, str, str], list[Any]] = {}
        overloads: dict[tuple[str, str], int] = {}
        for data in self.definitions.values():
            if data[0] == "f" and data[FLAGS] & Flag.OVERLOAD:
                place = (data[CLASS], data[NAME])
                overloads[place] = overloads.get(place, 0) + 1
                for name, kind, annotation, default in data[PARAMETERS]:
                    told = [annotation, kind, default is None]
                    found.setdefault((*place, name), []).append(told)
        return {
            place: len(told) == overloads[place[:2]]
            and all(t[1:] == [KEYWORD_ONLY, told[0][2]] for t in told)
            for place, told in found.items()
            if all(t[0] == told[0][0] for t in told)
        }

    # -- questions

    def value(self, term: Term) -> Value:
        """What `term` is here."""
        return self.evaluator.ask(term, self.module)

    def declared(self, term: Term) -> Value:
        """What a thing annotated with `term` is."""
        return self.evaluator.asked(lambda: self.evaluator.type_of(term, self.module))

    def faces(self, value: Value) -> set[Any]:
        """The ways in which what `value` may be can be used."""
        return {
            (type(a).__name__, *(fits(self.evaluator, a, use) for use in METHODS)) for a in value
        }

    def adds(self, term: Term, declared: Value) -> bool:
        """Whether `term` says more than the annotation does."""
        value = self.value(term)
        if declared:
            return bool(value) and self.faces(value) != self.faces(declared)
        if value:
            return True
        parts = [part[0] for part in terms_in(term)]
        return "p" in parts and len(parts) <= LONGEST

    # -- functions

    def _function(self, key: str, data: list[Any]) -> None:
        record = self.module.record(key)
        assert isinstance(record, FunctionRecord)
        if not self._decorators(record, data):
            return
        if data[NAME] == "__init__":
            data[RETURNS] = None
        declared = self.declared(data[RETURNS])
        if self.module.is_stub:
            data[RESULT] = data[YIELDS] = None
            return
        generator = bool(data[FLAGS] & Flag.GENERATOR)
        if data[FLAGS] & (Flag.STUB | Flag.RAISES) or (generator and data[FLAGS] & Flag.ASYNC):
            data[RESULT] = None
        elif generator or declared:  # an annotation in a library counts before the body
            data[RESULT] = None
        elif data[RESULT] != NONE or data[RETURNS] is not None:
            adds = self.adds(data[RESULT], ())
            data[RESULT] = self._plainly(data[RESULT]) if adds else None
        items: Value = ()
        if data[FLAGS] & Flag.ASYNC:
            items = self.evaluator.each(declared, self._item)
        adds = self.adds(data[YIELDS], items)
        data[YIELDS] = self._plainly(data[YIELDS]) if adds else None

    def _item(self, iterable: Alternative) -> Value:
        if not isinstance(iterable, Instance):
            return ()
        return type_arguments.argument(self.evaluator, iterable, "typing.AsyncIterable", 0)

    def _plainly(self, term: Term) -> Term:
        """A long term of plain values of builtin classes, in short."""
        value = self.value(term)
        if sum(1 for _ in terms_in(term)) <= LONGEST or self.interest.value(value):
            return term
        names: list[str] = []
        for a in value:
            if not isinstance(a, Instance) or a.cls.module.name not in ("builtins", "types"):
                return term
            name = a.cls.record.name
            names.append(name if a.cls.module.name == "builtins" else f"types.{name}")
        return union([["c", name, []] for name in names])

    def _decorators(self, record: FunctionRecord, data: list[Any]) -> bool:
        """Leave out decorators that change nothing; False: what they make is not known."""
        kept = [
            term
            for term in data[DECORATORS]
            if self.evaluator.qualified(
                term[1] if isinstance(term, list) and term[0] == "(" else term, self.module
            )
            not in decorators.IDENTITY
        ]
        data[DECORATORS] = kept
        if not kept:
            return True
        value = self.value(["L", record.key])
        if not value:
            data[DECORATORS] = [None]
            data[PARAMETERS] = []
            data[RETURNS] = data[RESULT] = data[YIELDS] = None
            return False
        only = value[0]
        if len(value) == 1 and isinstance(only, FunctionValue):
            if only.record is record and not only.static and not only.receiver:
                data[DECORATORS] = []
        return True

    def _parameters(
        self, key: str, data: list[Any], mentioned: set[tuple[str, str]]
    ) -> None:
        wanted = self._variables(data[RETURNS]) | self._variables(data[YIELDS])
        holder = self.module.record(data[CLASS]) if data[CLASS] else None
        if data[NAME] in ("__init__", "__new__") and isinstance(holder, ClassRecord):
            wanted |= set(generics.type_parameters(self.evaluator, self.module, holder))
        if data[FLAGS] & Flag.OVERLOAD:
            self._overload(data, wanted)
            return
        last = 0
        making = data[NAME] == "__init__" and bool(wanted)
        for number, parameter in enumerate(data[PARAMETERS], 1):
            told = self._variables(parameter[2]) & wanted or (making and number == 1)
            asked = (key, parameter[0]) in mentioned
            if not told and not asked:
                parameter[2] = None
            if not told:
                parameter[3] = None
            if told or asked:
                last = number
        del data[PARAMETERS][last:]

    def _overload(self, data: list[Any], wanted: set[str]) -> None:
        """Leave out what the choice between overloads does not hang on."""
        kept: list[Any] = []
        own = data[PARAMETERS][:1] if data[CLASS] else []
        for parameter in data[PARAMETERS]:
            everywhere = self._alike.get((data[CLASS], data[NAME], parameter[0]))
            if not self._variables(parameter[2]) & wanted and parameter not in own:
                parameter[3] = None if parameter[3] is None else UNTOLD
                if everywhere:
                    continue
                if everywhere is not None:
                    parameter[2] = None
            kept.append(parameter)
        if len(kept) < len(data[PARAMETERS]) and all(p[1] != DOUBLE_STARRED for p in kept):
            kept.append(["_", DOUBLE_STARRED, None, None])  # takes what was left out
        data[PARAMETERS] = kept

    def _variables(self, term: Term) -> set[str]:
        found: list[str] = []

        def look() -> Value:
            found.extend(generics.variables(self.evaluator, term, self.module))
            return ()

        self.evaluator.asked(look)
        return set(found)

    # -- classes and names

    def _class(self, key: str, data: list[Any]) -> None:
        record = self.module.record(key)
        assert isinstance(record, ClassRecord)
        holder = classes.Holder(self.module, record)
        if classes._harmless(self.evaluator, holder):
            data[CLASS_DECORATORS] = []
        data[KEYWORDS] = {k: v for k, v in data[KEYWORDS].items() if k in ("metaclass", "**")}
        for place in (ATTRIBUTES, OWN):
            kept: dict[str, Term] = {}
            for name, term in data[place].items():
                if name.startswith("__") and name.endswith("__") and name not in ASKED:
                    continue
                kept[name] = short = self._binding(term)
                if isinstance(short, list) and short[0] not in ("L", "o", "f"):
                    told = self.interest.value(self.value(short))
                    if name not in self.interest.markers and not told:
                        kept[name] = None  # a field of plain data
                if name == "__init__" and not self._solves(record):
                    kept[name] = None
            data[place] = kept

    def _solves(self, record: ClassRecord) -> bool:
        return bool(generics.type_parameters(self.evaluator, self.module, record))

    def _binding(self, term: Term) -> Term:
        """The term of a name of a module or class, as short as may be."""
        if not isinstance(term, list) or term[0] in ("L", "f", "m"):
            return term
        if term[0] == "o":
            return self._overloads(term)
        if term[0] == "k" and term != NONE:
            return None
        if term[0] == "d":
            declared = self.declared(term[1])
            value = term[2] if not declared and self.adds(term[2], ()) else None
            if value is None and not declared and not self._variables(term[1]):
                return None
            return ["d", term[1], value]
        if term[0] in ("[", "or") or self.adds(term, ()):
            return term
        return None

    def _overloads(self, term: Term) -> Term:
        """One function where all overloads say the same."""
        found = [self.definitions[key] for key in term[1]]
        first = found[0]
        if any(f[FLAGS] != first[FLAGS] or f[RETURNS] != first[RETURNS] for f in found):
            return term
        if any(f[DECORATORS] != first[DECORATORS] for f in found):
            return term
        if not self.declared(first[RETURNS]) or self._variables(first[RETURNS]):
            return term
        if first[NAME] in ("__init__", "__new__"):
            return term
        first[FLAGS] &= ~Flag.OVERLOAD
        return ["L", term[1][0]]

