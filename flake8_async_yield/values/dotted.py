"""Dotted names: what a module exports, and under which name something was defined.

Reference: the Python reference, 7.11 "The import statement".
"""

from __future__ import annotations

from flake8_async_yield.names.definitions import (
    MISSING,
    ClassRecord,
    FunctionRecord,
    Missing,
    Module,
    Term,
)
from flake8_async_yield.project.index import Index

LONGEST = 40
"""Names that lead on through more others than this are given up."""


def exports(
    index: Index, module: Module, name: str, seen: frozenset[str] = frozenset()
) -> bool:
    """Whether `from module import *` brings `name`."""
    if module.name in seen or len(seen) > LONGEST:
        return False
    listed = module.exported()
    if listed is not None:
        return name in listed
    if name.startswith("_"):
        return False
    if module.lookup(name) is not MISSING:
        return True
    for level, starred in module.stars():
        target = index.imported(module, level, starred)
        if target is not None and exports(index, target, name, seen | {module.name}):
            return True
    return False


def qualified(index: Index, term: Term, module: Module) -> str:
    """The dotted name that `term` was defined under; '' if it is no plain name.

    A name is followed through the project's own modules, and to the first of a library's:
    `from fastapi import Depends` is `fastapi.Depends`, wherever FastAPI keeps it.
    """
    for _ in range(LONGEST):
        if not isinstance(term, list):
            return ""
        match term[0]:
            case "n":
                found = module.lookup(term[1])
                if found is MISSING:
                    return _qualified_star(index, term[1], module)
                term = found
            case "L":
                record = module.record(term[1])
                name = record.qualname if isinstance(record, ClassRecord) else ""
                if isinstance(record, FunctionRecord):
                    holder = module.record(record.class_key) if record.class_key else None
                    prefix = f"{holder.qualname}." if isinstance(holder, ClassRecord) else ""
                    name = prefix + record.name
                return f"{module.name}.{name}" if name else ""
            case "f":
                name, target = index.resolve(module, term[1], term[2])
                following = _followed(target, term[3])
                if following is None:
                    return f"{name}.{term[3]}" if name else ""
                module, term = following
            case "m":
                return str(term[1])
            case ".":
                base = qualified(index, term[1], module)
                if not base:
                    return ""
                following = _followed(index.known_module(base, module), term[2])
                if following is None:
                    return f"{base}.{term[2]}"
                module, term = following
            case "d":
                term = term[2]
            case _:
                return ""
    return ""


def _followed(module: Module | None, name: str) -> tuple[Module, Term] | None:
    if module is None or not module.is_project:
        return None
    term: Term | Missing = module.lookup(name)
    return None if term is MISSING else (module, term)


def _qualified_star(index: Index, name: str, module: Module) -> str:
    found: set[str] = set()
    for level, starred in module.stars():
        dotted, target = index.resolve(module, level, starred)
        if target is None:
            return ""
        if target is not module and exports(index, target, name):
            following = _followed(target, name)
            inside = qualified(index, following[1], following[0]) if following else ""
            found.add(inside or f"{dotted}.{name}")
    if found:
        return found.pop() if len(found) == 1 else ""
    builtins = index.module("builtins", module)
    known = builtins is not None and builtins.lookup(name) is not MISSING
    return f"builtins.{name}" if known else ""
