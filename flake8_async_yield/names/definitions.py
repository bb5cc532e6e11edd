"""What is kept of a `def`, a class and a module: small records of terms, live or from a cache.

A record read from source lowers its parts when they are first asked for; a record read from
a cache or from the shipped libraries has them already. `as_data` gives what is stored:
nested lists, dicts, strings, numbers and None.
"""

from __future__ import annotations

import enum
import marshal
from collections.abc import Callable
from typing import Any

Term = Any
"""A closed, serialisable description of an expression, see `names.terms`; None: not known."""


class Missing(enum.Enum):
    """The answer for a name that is not there, which is more than "not known"."""

    MISSING = "missing"


MISSING = Missing.MISSING


class Flag:
    """What can be seen of a `def` or a class without looking at any other name."""

    NONE = 0
    ASYNC = 1
    GENERATOR = 2
    STUB = 4  # the body says nothing: a docstring, `pass`, `...`, `raise NotImplementedError`
    ENDS = 8  # control may come to the end of the body: the call may give None
    OVERLOAD = 16
    LAMBDA = 32
    RAISES = 64  # every path raises: the call gives nothing
    REFUSED = 128  # a plain `def` with `await` and its like in it: what it was meant to be is open


class Parameter:
    """One parameter: its name, its `inspect.Parameter.kind` as a number, annotation, default."""

    __slots__ = ("annotation", "default", "kind", "name")

    def __init__(self, name: str, kind: int, annotation: Term, default: Term) -> None:
        self.name = name
        self.kind = kind
        self.annotation = annotation
        self.default = default


POSITIONAL_ONLY, POSITIONAL, STARRED, KEYWORD_ONLY, DOUBLE_STARRED = range(5)

FUNCTION_PARTS = ("parameters", "decorators", "returns", "result", "yields")


class FunctionRecord:
    """A `def` or `lambda`: terms are made by `parts`, one call a part, when first asked for."""

    __slots__ = ("_parts", "_values", "class_key", "flags", "key", "line", "name", "memo")

    def __init__(
        self,
        key: str,
        name: str,
        line: int,
        flags: int,
        class_key: str,
        parts: Callable[[str], Any],
    ) -> None:
        self.key = key
        self.name = name
        self.line = line
        self.flags = flags
        self.class_key = class_key
        self._parts = parts
        self._values: dict[str, Any] = {}
        self.memo: dict[Any, Any] = {}

    def _part(self, name: str) -> Any:
        if name not in self._values:
            self._values[name] = self._parts(name)
        return self._values[name]

    @property
    def parameters(self) -> list[Parameter]:
        """The parameters in order."""
        return self._part("parameters")  # type: ignore[no-any-return]

    @property
    def decorators(self) -> list[Term]:
        """The decorators from the top down."""
        return self._part("decorators")  # type: ignore[no-any-return]

    @property
    def returns(self) -> Term:
        """The return annotation."""
        return self._part("returns")

    @property
    def result(self) -> Term:
        """The union of what the `return` statements give (without the implicit None)."""
        return self._part("result")

    @property
    def yields(self) -> Term:
        """The union of what the `yield` statements give."""
        return self._part("yields")

    @property
    def is_async(self) -> bool:
        """Whether it is an `async def`."""
        return bool(self.flags & Flag.ASYNC)

    @property
    def is_generator(self) -> bool:
        """Whether its own body yields."""
        return bool(self.flags & Flag.GENERATOR)

    @property
    def is_stub(self) -> bool:
        """Whether its body says nothing."""
        return bool(self.flags & Flag.STUB)

    def as_data(self) -> list[Any]:
        """What is stored; `function_from_data` reads it back."""
        return [
            "f",
            self.name,
            self.line,
            int(self.flags),
            self.class_key,
            [[p.name, p.kind, p.annotation, p.default] for p in self.parameters],
            self.decorators,
            self.returns,
            self.result,
            self.yields,
        ]


def function_from_data(key: str, data: list[Any]) -> FunctionRecord:
    """The record that `FunctionRecord.as_data` gave `data` of."""
    _, name, line, flags, class_key, parameters, decorators, returns, result, yields = data

    def parts(part: str) -> Any:
        match part:
            case "parameters":
                return [Parameter(*p) for p in parameters]
            case "decorators":
                return decorators
            case "returns":
                return returns
            case "result":
                return result
            case _:
                return yields

    return FunctionRecord(key, name, line, flags, class_key, parts)


class ClassRecord:
    """A class statement: bases, keywords, decorators, and attributes by name."""

    __slots__ = (
        "_attribute",
        "_names",
        "_values",
        "instance",
        "key",
        "line",
        "memo",
        "name",
        "parts",
        "qualname",
    )

    def __init__(
        self,
        key: str,
        name: str,
        qualname: str,
        line: int,
        parts: Callable[[str], Any],
        attribute: Callable[[str], Any],
        names: Callable[[], list[str]],
    ) -> None:
        self.key = key
        self.name = name
        self.qualname = qualname
        self.line = line
        self.parts = parts
        self._attribute = attribute
        self._names = names
        self._values: dict[str, Any] = {}
        self.memo: dict[Any, Any] = {}

    def _part(self, name: str) -> Any:
        if name not in self._values:
            self._values[name] = self.parts(name)
        return self._values[name]

    @property
    def bases(self) -> list[Term]:
        """The bases in order."""
        return self._part("bases")  # type: ignore[no-any-return]

    @property
    def keywords(self) -> dict[str, Term]:
        """The keyword arguments of the class statement (`metaclass` and others)."""
        return self._part("keywords")  # type: ignore[no-any-return]

    @property
    def decorators(self) -> list[Term]:
        """The decorators from the top down."""
        return self._part("decorators")  # type: ignore[no-any-return]

    @property
    def type_parameters(self) -> list[Term]:
        """The type parameters of PEP 695, in order."""
        return self._part("type_parameters")  # type: ignore[no-any-return]

    @property
    def instance_attributes(self) -> dict[str, Term]:
        """What the methods assign to `self.NAME`."""
        return self._part("instance_attributes")  # type: ignore[no-any-return]

    def attribute(self, name: str) -> Term | Missing:
        """What the class body binds `name` to, or MISSING."""
        return self._attribute(name)

    def names(self) -> list[str]:
        """The names that the class body binds."""
        return self._names()

    def as_data(self) -> list[Any]:
        """What is stored; `class_from_data` reads it back."""
        return [
            "c",
            self.name,
            self.qualname,
            self.line,
            self.bases,
            self.keywords,
            self.decorators,
            self.type_parameters,
            {name: self.attribute(name) for name in self.names()},
            self.instance_attributes,
        ]


def class_from_data(key: str, data: list[Any]) -> ClassRecord:
    """The record that `ClassRecord.as_data` gave `data` of."""
    _, name, qualname, line, bases, keywords, decorators, type_parameters, attributes, own = data

    def parts(part: str) -> Any:
        match part:
            case "bases":
                return bases
            case "keywords":
                return keywords
            case "decorators":
                return decorators
            case "type_parameters":
                return type_parameters
            case _:
                return own

    return ClassRecord(
        key,
        name,
        qualname,
        line,
        parts,
        lambda attribute: attributes.get(attribute, MISSING),
        lambda: list(attributes),
    )


Record = FunctionRecord | ClassRecord


class Module:
    """What is known of a module: a term for each of its names, a record for each def."""

    def __init__(self, name: str, path: str, *, is_package: bool, is_stub: bool) -> None:
        self.name = name
        self.path = path
        self.is_package = is_package
        self.is_stub = is_stub
        self.memo: dict[Any, Any] = {}
        self.found: Any = None
        """Where the project's finder found it; None for a shipped library's module."""

    @property
    def is_project(self) -> bool:
        """Whether it is the project's own, neither installed nor shipped."""
        return self.found is not None and self.found.origin == "project"

    def lookup(self, name: str) -> Term | Missing:
        """The term of the module's own `name`, or MISSING (star imports not counted)."""
        raise NotImplementedError

    def record(self, key: str) -> Record | None:
        """The def or class that a term names by `key`."""
        raise NotImplementedError

    def function(self, term: Term | Missing) -> FunctionRecord | None:
        """The def that `term` is of; None where it is of none."""
        record = self.record(term[1]) if isinstance(term, list) and term[0] == "L" else None
        return record if isinstance(record, FunctionRecord) else None

    def names(self) -> list[str]:
        """The names that the module binds."""
        raise NotImplementedError

    def stars(self) -> list[tuple[int, str]]:
        """(level, module) of each `from module import *`, in order."""
        raise NotImplementedError

    def exported(self) -> list[str] | None:
        """`__all__`, where it is a literal list or tuple of strings."""
        raise NotImplementedError

    def registering(self, name: str) -> list[tuple[Term, int | str]]:
        """(what is called, as which argument) of the calls that may register the function `name`.

        Known of a module that is there as a tree.
        """
        return []


class StoredModule(Module):
    """A module read back from the form of `project.summary.frozen`.

    Of the definitions of a large module a question or two are asked, so each is bytes until then.
    """

    def __init__(
        self, name: str, path: str, data: dict[str, Any], *, is_package: bool, is_stub: bool
    ) -> None:
        super().__init__(name, path, is_package=is_package, is_stub=is_stub)
        self._names: dict[str, Term] = data["names"]
        self._definitions: dict[str, bytes] = data["definitions"]
        self._stars = data["stars"]
        self._exported = data["exported"]
        self._records: dict[str, Record] = {}

    def lookup(self, name: str) -> Term | Missing:
        return self._names.get(name, MISSING)

    def record(self, key: str) -> Record | None:
        known = self._records.get(key)
        if known is None:
            raw = self._definitions.get(key)
            if raw is None:
                return None
            data = marshal.loads(raw)
            read = function_from_data if data[0] == "f" else class_from_data
            known = self._records[key] = read(key, data)
        return known

    def names(self) -> list[str]:
        return list(self._names)

    def stars(self) -> list[tuple[int, str]]:
        return [(level, module) for level, module in self._stars]

    def exported(self) -> list[str] | None:
        return self._exported  # type: ignore[no-any-return]
