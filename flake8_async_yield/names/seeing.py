"""Which bindings of a name may be in force where it is used.

Reference: the Python reference, 4.2.2 "Resolution of names".
"""

from __future__ import annotations

import ast
from typing import NamedTuple

from flake8_async_yield.names.bindings import Binding, Place
from flake8_async_yield.names.reaching import comes_later, reaching
from flake8_async_yield.names.scopes import (
    COMPREHENSIONS,
    FUNCTIONS,
    TRANSPARENT,
    Scope,
    ScopeKind,
)


class Seen(NamedTuple):
    """The bindings of one name that may be in force where it is used."""

    scope: Scope
    """The one that binds the name."""
    bindings: list[Binding]
    use: Place | None
    """Where the use stands in `scope`; None: it runs later, or another time."""


def seen(name: str, scope: Scope, place: Place | None) -> Seen | None:
    """What a use of `name` in `scope` at `place` sees of its bindings.

    None: whatever the module or the builtins have under that name.
    """
    here: Scope | None = scope
    inside = True  # whether the use runs when control is at `place` in `here`
    while here is not None:
        kind = here.kind
        if kind is ScopeKind.MODULE:
            return _seen_global(here, name, place) if inside else None
        if kind is not ScopeKind.CLASS or here is scope or (inside and scope.parent is here):
            found = here.bindings.get(name)
            if found and kind is ScopeKind.CLASS and inside and comes_later(found, place):
                found = None  # a class body reads the global until it has made the name
            if found and name not in here.outer_names:
                use = place if inside else None
                outer = here.module.bound_from_inside(here, name)
                live = found if use is None and kind in FUNCTIONS else reaching(found, use)
                return Seen(here, live + outer if outer else live, use)
            if name in here.outer_names and any(
                name in s.names for s, _ in here.statements if isinstance(s, ast.Global)
            ):
                return None
        if kind not in COMPREHENSIONS and kind not in TRANSPARENT:
            if kind is ScopeKind.CLASS:
                place = here.place  # a class body runs where the class stands
            else:
                inside = False
        here = here.parent
    return None


def _seen_global(scope: Scope, name: str, place: Place | None) -> Seen | None:
    found = scope.bindings.get(name, ())
    if place is None or len(found) < 2:
        return None
    live = reaching(list(found), place) + scope.module.bound_from_inside(scope, name)
    return Seen(scope, live, place)
