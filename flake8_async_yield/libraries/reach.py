"""Which of a library's definitions anyone can reach: from its public names, along the terms.

A private attribute of a class stays where some term that stays mentions its name.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import Any

from flake8_async_yield.libraries.shorten import (
    ASKED,
    ATTRIBUTES,
    BASES,
    CLASS,
    NAME,
    OWN,
    RETURNS,
    terms_of,
)
from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.unions import terms_in

BUILTINS = frozenset(dir(builtins))


class Unit:
    """One module of the library while it is being cut down."""

    def __init__(
        self,
        name: str,
        data: dict[str, Any],
        offered: frozenset[str],
        is_public: bool,
        *,
        is_package: bool,
        is_stub: bool,
    ) -> None:
        """`offered`: the names that are imported for others, `from m import x as x`.

        `is_public`: whether all of its public names are kept, not only those that are reached.
        """
        self.name = name
        self.data = data
        self.offered = offered
        self.is_public = is_public
        self.is_package = is_package
        self.is_stub = is_stub
        self.names: set[str] = set()
        self.keys: set[str] = set()
        self.is_needed = False

    def is_front(self) -> bool:
        """Whether the module only hands on what others define."""
        return all(term is None or term[0] in ("f", "k") for term in self.data["names"].values())

    def absolute(self, level: int, source: str) -> str:
        """The absolute name of a relative one, in this module."""
        if level == 0:
            return source
        parts = self.name.split(".")
        kept = len(parts) - level + (1 if self.is_package else 0)
        base = ".".join(parts[:kept])
        return f"{base}.{source}" if source else base


def is_private(name: str) -> bool:
    """Whether a name is private by its underscore."""
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


class Reach:
    """Marks what is reached and sweeps the rest away."""

    def __init__(self, units: dict[str, Unit], attributes: frozenset[str]) -> None:
        """`attributes`: the private attributes that are kept in any case."""
        self.units = units
        self.tops = {name.partition(".")[0] for name in units}
        self.attributes = set(attributes)
        self._waiting: list[tuple[Unit, Term]] = []
        self._private: dict[str, list[tuple[Unit, Term]]] = {}

    def cut(self) -> dict[str, Unit]:
        """The modules that are left, with what is left in them."""
        for unit in self.units.values():
            if unit.is_public:
                unit.is_needed = True
                self._public(unit)
        self._run()
        kept = {name: unit for name, unit in self.units.items() if unit.is_needed}
        for name in list(kept):
            while "." in name:
                name = name.rpartition(".")[0]
                if name in self.units:
                    kept[name] = self.units[name]
        for unit in kept.values():
            self._sweep(unit)
            unit.data["stars"] = [
                (level, source)
                for level, source in unit.data["stars"]
                if (target := unit.absolute(level, source)) in kept or target not in self.units
            ]
        self._forget(kept)
        return {name: kept[name] for name in self.units if name in kept}

    # -- marking

    def _public(self, unit: Unit) -> None:
        listed = unit.data["exported"]
        for name, term in unit.data["names"].items():
            if name in listed if listed is not None else not is_private(name):
                if listed is None and not self._is_offered(unit, name, term):
                    continue
                self._name(unit, name)
        for level, source in unit.data["stars"]:
            target = self.units.get(unit.absolute(level, source))
            if target is not None and not target.is_public:
                target.is_needed = True
                self._public(target)

    def _is_offered(self, unit: Unit, name: str, term: Term) -> bool:
        """Whether a name is there for users, not for the module's own sake."""
        if name.startswith("__"):
            return name == "__getattr__"
        if term is None:
            return self._may_be_something_else(unit, name)
        if term[0] in ("m", "f") and name not in unit.offered:
            if term[0] == "m" or unit.is_stub or not (unit.is_package or unit.is_front()):
                return False
            return unit.absolute(term[1], term[2]).partition(".")[0] in self.tops
        return True

    def _may_be_something_else(self, unit: Unit, name: str) -> bool:
        return bool(unit.data["stars"]) or name in BUILTINS or f"{unit.name}.{name}" in self.units

    def _name(self, unit: Unit, name: str) -> bool:
        if name in unit.names:
            return True
        if name not in unit.data["names"]:
            return False
        unit.names.add(name)
        unit.is_needed = True
        self._waiting.append((unit, unit.data["names"][name]))
        return True

    def _run(self) -> None:
        while self._waiting:
            unit, holder = self._waiting.pop()
            for part in terms_in(holder):
                self._part(unit, part)

    def _part(self, unit: Unit, part: list[Any]) -> None:
        match part[0]:
            case "n":
                self._global(unit, part[1])
            case "L" | "p" | "super":
                self._definition(unit, part[1])
            case "o":
                for key in part[1]:
                    self._definition(unit, key)
            case "f":
                self._member(unit.absolute(part[1], part[2]), part[3])
            case "m":
                self._module(part[1])
            case ".":
                self._attribute(unit, part)

    def _global(self, unit: Unit, name: str, seen: frozenset[str] = frozenset()) -> bool:
        """Mark a name and what star imports bring under it; whether there is any."""
        found = self._name(unit, name)
        for level, source in unit.data["stars"]:
            target = self.units.get(unit.absolute(level, source))
            if target is not None and target.name not in seen:
                found = self._global(target, name, seen | {unit.name}) or found
        return found

    def _module(self, name: str) -> None:
        if name in self.units:
            self.units[name].is_needed = True

    def _member(self, module: str, name: str) -> None:
        unit = self.units.get(module)
        if unit is None:
            return
        unit.is_needed = True
        if not self._global(unit, name):
            self._module(f"{module}.{name}")

    def _definition(self, unit: Unit, key: str) -> None:
        if key in unit.keys:
            return
        unit.keys.add(key)
        unit.is_needed = True
        data = unit.data["definitions"][key]
        if data[0] == "f":
            if data[CLASS]:
                self._definition(unit, data[CLASS])
            self._waiting.append((unit, terms_of(data)))
            return
        for place, held in enumerate(data[4:], 4):
            if place in (ATTRIBUTES, OWN):
                self._attributes(unit, held)
            else:
                self._waiting.append((unit, held))

    def _attributes(self, unit: Unit, held: dict[str, Term]) -> None:
        for name, term in held.items():
            if not is_private(name) or name in self.attributes:
                self._waiting.append((unit, term))
            else:
                self._private.setdefault(name, []).append((unit, term))

    def _attribute(self, unit: Unit, part: list[Any]) -> None:
        name = part[2]
        module = self._module_of(unit, part[1])
        if module:
            self._member(module, name)
        if name not in self.attributes:
            self.attributes.add(name)
            self._waiting.extend(self._private.pop(name, ()))

    def _module_of(self, unit: Unit, term: Term) -> str:
        """The module that a term names; '' if it is none of the library's."""
        names: list[str] = []
        for _ in range(9):
            if not isinstance(term, list):
                return ""
            if term[0] == ".":
                names.append(term[2])
                term = term[1]
            elif term[0] == "n":
                term = unit.data["names"].get(term[1])
            elif term[0] in ("m", "f"):
                home = term[1] if term[0] == "m" else unit.absolute(term[1], term[2])
                base = home if term[0] == "m" else f"{home}.{term[3]}"
                dotted = ".".join([base, *reversed(names)])
                return dotted if dotted in self.units else ""
            else:
                return ""
        return ""

    # -- sweeping

    def _sweep(self, unit: Unit) -> None:
        data = unit.data
        data["names"] = {n: t for n, t in data["names"].items() if n in unit.names}
        data["definitions"] = {k: d for k, d in data["definitions"].items() if k in unit.keys}
        listed = data["exported"]
        if listed is not None and not data["stars"]:
            kept = [n for n in listed if n in data["names"] or n in BUILTINS]
            public = {n for n in data["names"] if not n.startswith("_")}
            data["exported"] = None if set(kept) == public else kept
        for definition in data["definitions"].values():
            if definition[0] == "c":
                for place in (ATTRIBUTES, OWN):
                    definition[place] = self._kept(definition[place])

    def _kept(self, held: dict[str, Term]) -> dict[str, Term]:
        return {n: t for n, t in held.items() if not is_private(n) or n in self.attributes}

    def _forget(self, kept: dict[str, Unit]) -> None:
        """Leave out the attributes that are not known, if no class has any that is, so called.

        Where `__getattr__` is told to give something, what it is not asked for has to stay.
        """
        all_ = [d for unit in kept.values() for d in unit.data["definitions"].values()]
        found = [data for data in all_ if data[0] == "c"]
        getters = _with_getter(kept.values(), found)
        known = {
            name
            for data in found
            for place in (ATTRIBUTES, OWN)
            for name, term in data[place].items()
            if term is not None
        }
        known |= ASKED
        for data in found:
            if data[1] not in getters:
                for place in (ATTRIBUTES, OWN):
                    data[place] = {
                        n: t for n, t in data[place].items() if t is not None or n in known
                    }


def _with_getter(units: Iterable[Unit], found: list[list[Any]]) -> set[str]:
    """The names of classes whose `__getattr__` has an annotation, and of their kin.

    What inherits from them has it too; what these classes inherit is found before it is asked.
    """
    names = {
        unit.data["definitions"][data[CLASS]][1]
        for unit in units
        for data in unit.data["definitions"].values()
        if data[0] == "f" and data[NAME] == "__getattr__" and data[CLASS] and data[RETURNS]
        if data[RETURNS][1:] != ["Any"]
    }
    size = -1
    while size < len(names):
        size = len(names)
        names |= {data[1] for data in found if any(_last(base) in names for base in data[BASES])}
    size = -1
    while size < len(names):
        size = len(names)
        names |= {_last(base) for data in found if data[1] in names for base in data[BASES]}
    return names


def _last(term: Term) -> str:
    """The last name in a base as it is written."""
    while isinstance(term, list) and term[0] == "[":
        term = term[1]
    return str(term[-1]) if isinstance(term, list) else ""
