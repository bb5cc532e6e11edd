"""Terms for several values of one name, and what can be told of a term as it stands."""

from __future__ import annotations

from collections.abc import Iterable

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


def parts_of(term: Term) -> list[Term]:
    """The terms that `union` made `term` of."""
    return term[1] if isinstance(term, list) and term[0] == "|" else [term]


def names_in(term: Term) -> set[str]:
    """The names of what `term` calls, takes or reads, as they are written in its module."""
    found: set[str] = set()
    stack: list[Term] = [term]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            stack.extend(part.values())
        elif isinstance(part, list) and part:
            if part[0] in ("n", "f", ".") and isinstance(part[-1], str):
                found.add(part[-1])
            stack.extend(inner for inner in part if isinstance(inner, (list, dict)))
    return found


def is_call(term: Term) -> bool:
    """Whether `term` is that of a call."""
    return isinstance(term, list) and term[0] == "("
