"""Terms for several values of one name, and what can be told of a term as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flake8_async_yield.names.definitions import Term

NONE: Term = ["k", None]


UNTOLD: Term = ["?"]


ELLIPSIS: Term = ["..."]


SLICE: Term = ["c", "slice", []]


def union(terms: Iterable[Term], *, lasting: bool = False) -> Term:
    """The term of "one of these"; not known if one is not.

    `lasting`: of attributes and globals, where None keeps a place for what comes later.
    """
    parts: list[Term] = []
    for term in terms:
        if lasting and term == NONE:
            continue
        if term is None:
            return None
        if term not in parts:
            parts.append(term)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else ["|", parts]


def declaring(parts: list[Term]) -> list[Term]:
    """The values of one name: what is declared of it tells what each is that is not known."""
    if len(parts) > 1:
        for declared in parts:
            if isinstance(declared, list) and declared[0] == "d":
                return [
                    part if part in (declared, NONE) else ["d", declared[1], part] for part in parts
                ]
    return parts


EMPTY = ("dict", "frozenset", "list", "set", "tuple")
"""What makes an empty collection where it is called without arguments."""


def is_empty(term: Term) -> bool:
    """Whether this is a collection without items, as it is written: `[]`, `()`, `set()`."""
    if not isinstance(term, list):
        return False
    if term[0] == "(":
        return term[1] in [["n", name] for name in EMPTY] and not term[2] and not term[3]
    return term == ["t", []] or (term[0] == "c" and term[1] in EMPTY and not term[2])


def filled(term: Term) -> Term:
    """What gives the items where `term` is iterated over: `xs` of `xs or []`, `d.get(k, ())`."""
    if not isinstance(term, list):
        return term
    if term[0] in ("|", "||"):
        parts = [part for part in term[1] if not is_empty(part)]
        return [term[0], parts] if 0 < len(parts) < len(term[1]) else term
    if term[0] == "(" and len(term[2]) == 2 and is_empty(term[2][1]) and term[1][0] == ".":
        return [*term[:2], term[2][:1], *term[3:]] if term[1][2] in ("get", "pop") else term
    return term


def parts_of(term: Term) -> list[Term]:
    """The terms that `union` made `term` of; those that a parameter chooses from are as well."""
    if isinstance(term, list) and term[0] == "?:":
        return [*parts_of(term[2]), *parts_of(term[3])]
    return term[1] if isinstance(term, list) and term[0] == "|" else [term]


LEAVES = frozenset({"k", "L", "n", "m", "f", "p"})
"""The forms of terms that have none in them."""


def terms_in(term: Term) -> Iterator[list[Any]]:
    """`term` and every term in it; `term` may as well be what holds several."""
    stack: list[Any] = [term]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            stack.extend(part.values())
        elif isinstance(part, (list, tuple)) and part:
            if isinstance(part[0], str):
                yield part  # type: ignore[misc]
                if part[0] in LEAVES:
                    continue
            stack.extend(inner for inner in part if isinstance(inner, (list, tuple, dict)))


def names_in(term: Term) -> set[str]:
    """The names of what `term` calls, takes or reads, as they are written in its module."""
    return {
        part[-1]
        for part in terms_in(term)
        if part[0] in ("n", "f", ".") and isinstance(part[-1], str)
    }


def is_call(term: Term) -> bool:
    """Whether `term` is that of a call."""
    return isinstance(term, list) and term[0] == "("
