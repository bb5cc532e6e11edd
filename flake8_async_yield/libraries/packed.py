"""The form in which a library's modules are shipped: short, and read one definition at a time.

A module is a block of lines, each of them JSON. The first says what the module's names are: terms
by name, imported names by module (`..orm`), star imports, `__all__`. Each line below is one `def`
or class, whose key is its number in the block. A term is written as `names.terms` has it, but for
two short forms: a string S is `["n", S]`, a number N is `["L", N]`. Lists end where only "nothing"
would follow.
"""

from __future__ import annotations

import json
from typing import Any

from flake8_async_yield.names.definitions import (
    MISSING,
    POSITIONAL,
    ClassRecord,
    FunctionRecord,
    Missing,
    Module,
    Parameter,
    Record,
    Term,
)

_TERMS = {
    ".": (1,), "a": (1,), "e": (1,), "E": (1,), "i": (1,), "I": (1,), "s": (1,), "*": (1,),
    "@": (1,), "/": (1, 2), "or": (1, 2), "d": (1, 2), "super": (2,), "tv": (2,), "[": (1,),
    "(": (1,),
}  # fmt: skip
"""Where a term of each form holds other terms."""

_LISTS = {"[": (2,), "(": (2,), "|": (1,), "||": (1,), "t": (1,), "c": (2,)}
"""Where a term of each form holds a list of terms."""


def pack(term: Term, numbers: dict[str, int]) -> Any:
    """`term` in the short form; `numbers` gives each definition's line by its key."""
    if not isinstance(term, list):
        return term
    tag = term[0]
    match tag:
        case "n":
            return term[1]
        case "L":
            return numbers[term[1]]
        case "o":
            return ["o", [numbers[key] for key in term[1]], *([0] if len(term) > 2 else [])]
        case "p" | "super":
            made = [tag, numbers[term[1]], term[2]]
        case _:
            made = list(term)
    for place in _TERMS.get(tag, ()):
        made[place] = pack(made[place], numbers)
    for place in _LISTS.get(tag, ()):
        made[place] = [pack(part, numbers) for part in made[place]]
    if tag == "(":
        made[3] = {name: pack(part, numbers) for name, part in made[3].items()}
        if not made[3]:
            made.pop()
    return made


def unpack(term: Any) -> Term:
    """The term that `pack` wrote so."""
    if isinstance(term, str):
        return ["n", term]
    if isinstance(term, int):
        return ["L", str(term)]
    if term is None:
        return None
    tag = term[0]
    match tag:
        case "o":
            return ["o", [str(key) for key in term[1]], *term[2:]]
        case "p" | "super":
            term[1] = str(term[1])
        case "(":
            if len(term) == 3:
                term.append({})
            term[3] = {name: unpack(part) for name, part in term[3].items()}
    for place in _TERMS.get(tag, ()):
        term[place] = unpack(term[place])
    for place in _LISTS.get(tag, ()):
        term[place] = [unpack(part) for part in term[place]]
    return term


def trimmed(values: list[Any]) -> list[Any]:
    """`values` without the nothings at the end."""
    while values and (values[-1] is None or values[-1] == [] or values[-1] == {}):
        values.pop()
    return values


def pack_function(data: list[Any], numbers: dict[str, int]) -> list[Any]:
    """The line of a function, from `FunctionRecord.as_data`."""
    _, name, _, flags, class_key, parameters, decorators, returns, result, yields = data
    listed: list[Any] = []
    for parameter, kind, annotation, default in parameters:
        short = [parameter, kind, pack(annotation, numbers), pack(default, numbers)]
        listed.append(parameter if short[1:] == [POSITIONAL, None, None] else trimmed(short))
    return trimmed(
        [
            "f",
            name,
            flags,
            numbers[class_key] if class_key else None,
            listed,
            pack(returns, numbers),
            [pack(term, numbers) for term in decorators],
            pack(result, numbers),
            pack(yields, numbers),
        ]
    )


def pack_class(data: list[Any], numbers: dict[str, int]) -> list[Any]:
    """The line of a class, from `ClassRecord.as_data`."""
    _, _, qualname, _, bases, keywords, decorators, type_parameters, attributes, own = data
    return trimmed(
        [
            "c",
            qualname,
            [pack(term, numbers) for term in bases],
            {name: pack(term, numbers) for name, term in attributes.items()},
            {name: pack(term, numbers) for name, term in own.items()},
            [pack(term, numbers) for term in decorators],
            {name: pack(term, numbers) for name, term in keywords.items()},
            [pack(term, numbers) for term in type_parameters],
        ]
    )


def pack_module(data: dict[str, Any]) -> list[str]:
    """The lines of a module's block, from `project.summary.as_data`."""
    numbers = {key: number for number, key in enumerate(data["definitions"], 1)}
    names: dict[str, Any] = {}
    imported: dict[str, list[Any]] = {}
    for name, term in data["names"].items():
        if isinstance(term, list) and term[0] == "f":
            source = imported.setdefault("." * term[1] + term[2], [])
            source.append(name if name == term[3] else [name, term[3]])
        else:
            names[name] = pack(term, numbers)
    head = [names, imported, data["stars"], data["exported"]]
    lines: list[Any] = [trimmed(head)]
    for definition in data["definitions"].values():
        pack_one = pack_function if definition[0] == "f" else pack_class
        lines.append(pack_one(definition, numbers))
    return [json.dumps(line, separators=(",", ":")) for line in lines]


class ShippedModule(Module):
    """A module of a shipped library: a definition's line is read when it is asked for."""

    def __init__(self, name: str, path: str, block: bytes, *, is_package: bool, is_stub: bool):
        super().__init__(name, path, is_package=is_package, is_stub=is_stub)
        self._lines = block.split(b"\n")
        names, imported, stars, exported = _filled(json.loads(self._lines[0]), _NO_HEAD)
        self._names: dict[str, Any] = names
        for source, listed in imported.items():
            for entry in listed:
                name, original = (entry, entry) if isinstance(entry, str) else entry
                names[name] = (source, original)
        self._stars: list[list[Any]] = stars
        self._exported: list[str] | None = exported
        self._terms: dict[str, Term] = {}
        self._records: dict[str, Record] = {}

    def lookup(self, name: str) -> Term | Missing:
        if name not in self._names:
            return MISSING
        if name not in self._terms:
            short = self._names[name]
            if isinstance(short, tuple):
                module = short[0].lstrip(".")
                self._terms[name] = ["f", len(short[0]) - len(module), module, short[1]]
            else:
                self._terms[name] = unpack(short)
        return self._terms[name]

    def record(self, key: str) -> Record | None:
        known = self._records.get(key)
        if known is None:
            number = int(key)
            if not 0 < number < len(self._lines):
                return None
            data = json.loads(self._lines[number])
            read = _function if data[0] == "f" else _class
            known = self._records[key] = read(key, data)
        return known

    def names(self) -> list[str]:
        return list(self._names)

    def stars(self) -> list[tuple[int, str]]:
        return [(level, module) for level, module in self._stars]

    def exported(self) -> list[str] | None:
        return self._exported


def _filled(values: list[Any], nothings: tuple[Any, ...]) -> list[Any]:
    """`values` with what `trimmed` took from its end."""
    values += nothings[len(values) :]
    return [nothing if v is None else v for v, nothing in zip(values, nothings, strict=True)]


_NO_HEAD: tuple[Any, ...] = ({}, {}, [], None)
_NO_FUNCTION: tuple[Any, ...] = ("f", "", 0, None, [], None, [], None, None)
_NO_CLASS: tuple[Any, ...] = ("c", "", [], {}, {}, [], {}, [])


def _function(key: str, data: list[Any]) -> FunctionRecord:
    _, name, flags, class_key, listed, returns, decorators, result, yields = _filled(
        data, _NO_FUNCTION
    )
    terms = {"returns": returns, "result": result, "yields": yields}

    def parts(part: str) -> Any:
        if part == "parameters":
            return [_parameter(entry) for entry in listed]
        if part == "decorators":
            return [unpack(term) for term in decorators]
        return unpack(terms[part])

    owner = "" if class_key is None else str(class_key)
    return FunctionRecord(key, name, 0, flags, owner, parts)


def _parameter(entry: Any) -> Parameter:
    if isinstance(entry, str):
        return Parameter(entry, POSITIONAL, None, None)
    name, kind, annotation, default = [*entry, None, None, None][:4]
    return Parameter(name, kind or 0, unpack(annotation), unpack(default))


def _class(key: str, data: list[Any]) -> ClassRecord:
    _, qualname, bases, attributes, own, decorators, keywords, type_parameters = _filled(
        data, _NO_CLASS
    )
    terms: dict[str, Term] = {}

    def attribute(name: str) -> Term | Missing:
        if name not in attributes:
            return MISSING
        if name not in terms:
            terms[name] = unpack(attributes[name])
        return terms[name]

    def parts(part: str) -> Any:
        match part:
            case "bases":
                return [unpack(term) for term in bases]
            case "keywords":
                return {name: unpack(term) for name, term in keywords.items()}
            case "decorators":
                return [unpack(term) for term in decorators]
            case "type_parameters":
                return [unpack(term) for term in type_parameters]
        return {name: unpack(term) for name, term in own.items()}

    name = qualname.rpartition(".")[2]
    return ClassRecord(key, name, qualname, 0, parts, attribute, lambda: list(attributes))
