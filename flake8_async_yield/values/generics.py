"""Generic classes: which type variables they have, in which order.

Reference: PEP 484, "User-defined generic types"; PEP 695; PEP 585 for the aliases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import ClassRecord, Module, Term
from flake8_async_yield.values.value import Alternative, ClassValue, Special, TypeVariable

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

COLLECTIONS = {
    "List": "list", "Dict": "dict", "Set": "set", "FrozenSet": "frozenset",
    "DefaultDict": "collections.defaultdict", "Deque": "collections.deque",
    "OrderedDict": "collections.OrderedDict",
}  # fmt: skip
"""Special forms that stand for a class whose type arguments they take (PEP 585)."""

ALIASES = {**COLLECTIONS, "Tuple": "tuple", "Type": "type", "TypedDict": "dict"}
"""Special forms that stand for a class where they are a base (PEP 585, PEP 589)."""


def as_class(evaluator: Evaluator, base: Alternative | None) -> Alternative | None:
    """`typing.Dict[K, V]` as the class that it stands for; anything else as it is."""
    if not isinstance(base, Special) or base.name not in ALIASES:
        return base
    cls = evaluator.builtin_class(ALIASES[base.name])
    if cls is None:
        return None
    names = type_parameters(evaluator, cls.module, cls.record)
    return ClassValue(cls.module, cls.record, dict(zip(names, base.arguments, strict=False)))


def type_parameters(evaluator: Evaluator, module: Module, record: ClassRecord) -> list[str]:
    """The names of a class's type variables, in order (PEP 484, "User-defined generics")."""
    known = record.memo.get("type parameters")
    if known is not None:
        return known  # type: ignore[no-any-return]
    record.memo["type parameters"] = []  # while a class is named in its own bases
    names, is_whole = evaluator.whole(lambda: _type_parameters(evaluator, module, record))
    if is_whole:
        record.memo["type parameters"] = names
    else:
        del record.memo["type parameters"]
    return names


def _type_parameters(evaluator: Evaluator, module: Module, record: ClassRecord) -> list[str]:
    names: list[str] = []
    fixed: list[str] | None = None
    for term in record.type_parameters:
        names += variables(evaluator, term, module)
    for base in record.bases:
        if not isinstance(base, list) or base[0] != "[":
            continue
        found = [name for part in base[2] for name in variables(evaluator, part, module)]
        head = evaluator.evaluate(base[1], module)
        if head and isinstance(head[0], Special) and head[0].name == "Generic":
            fixed = found
        names += [name for name in found if name not in names]
    return fixed if fixed is not None else names


def variables(evaluator: Evaluator, term: Term, module: Module, depth: int = 0) -> list[str]:
    """The names of the type variables in a type's term, in order."""
    if not isinstance(term, list) or depth > 8:
        return []
    match term[0]:
        case "[" | "or" | "t":
            parts = term[2] if term[0] == "[" else term[1] if term[0] == "t" else term[1:]
            names = [n for p in parts for n in variables(evaluator, p, module, depth + 1)]
            return list(dict.fromkeys(names))
        case "n" | "tv" | "f" | ".":
            return [a.name for a in evaluator.evaluate(term, module) if isinstance(a, TypeVariable)]
    return []
