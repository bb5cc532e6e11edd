"""Which bindings of a name may be in force where it is used.

Reference: the Python reference, 4.2 "Naming and binding", and 8 (the order of statements).
"""

from __future__ import annotations

import ast
from itertools import pairwise

from flake8_async_yield.names.bindings import Binding, Bound, Place
from flake8_async_yield.names.scopes import is_overload

LOOPS = (ast.For, ast.AsyncFor, ast.While)


def reaching(found: list[Binding], use: Place | None) -> list[Binding]:
    """Those of `found` (all of one name and one scope) that may be in force at `use`.

    `use` None stands for the end of the scope, as a function called later sees it. The answer
    is never too small: what can't be told apart is all returned.
    """
    if len(found) == 1:
        return found
    if use is None:
        use_path, before = [], found
    else:
        use_path = list(use.chain())[::-1]
        here = _order(use)
        before = [b for b in found if _order(b.place) < here]
    killer = -1
    for index, binding in enumerate(before):
        if _always_before(binding, use_path):
            killer = index
    live = before[max(killer, 0) :]
    if len(live) > (killer >= 0):
        shared = {id(point.block) for point in use_path}
        sure, doubtful = (live[:1], live[1:]) if killer >= 0 else ([], live)
        live = sure + [b for b in doubtful if not _leaves(b, use_path, shared)]
        if sure and sure[0].kind is Bound.CAUGHT:
            live = [b for b in live if b is sure[0] or not _is_of_other_handler(b, sure[0])]
        if any(b.kind is Bound.CAPTURED for b in live):
            live = [b for b in live if not _is_of_other_case(b, use_path, sure)]
    if len(before) < len(found):
        loops = {id(point.statement) for point in use_path if isinstance(point.statement, LOOPS)}
        barrier = before[killer].place if killer >= 0 else None
        live += [
            b
            for b in found[len(before) :]
            if (loops and _loops_back(b, loops, barrier)) or _is_within(b, use)
        ]
    return live


def comes_later(found: list[Binding], use: Place | None) -> bool:
    """Whether all of `found` are made by the statement at `use`, or after it."""
    return use is not None and all(_order(b.place) >= _order(use) for b in found)


def _is_within(binding: Binding, use: Place | None) -> bool:
    """Whether the very statement of the use makes `binding`, perhaps before it comes to the use:
    by `:=`, in a pattern before a guard, in a `with` of several items."""
    place = binding.place
    if use is None or place is None or place.statement is not use.statement:
        return False
    statement = place.statement
    if binding.kind is Bound.VALUE:
        return getattr(statement, "value", None) is not binding.node
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return len(statement.items) > 1
    return binding.kind is Bound.CAPTURED


def _order(place: Place | None) -> tuple[int, int]:
    """A key of a statement's position in the source; parameters come before everything."""
    if place is None:
        return (0, 0)
    statement = place.statement
    return (statement.lineno, statement.col_offset)


def _always_before(binding: Binding, use_path: list[Place]) -> bool:
    """Whether control can't come to the use without having made `binding`."""
    if binding.kind is Bound.FUNCTION and is_overload(binding.node):
        return False  # the overloads of a function all stand, until its implementation
    place = binding.place
    if place is None:
        return True
    statement = place.statement
    if binding.kind in (Bound.CAPTURED, Bound.CAUGHT):
        return any(p.block is binding.node.body for p in use_path)  # type: ignore[attr-defined]
    if binding.kind in (Bound.ITEM, Bound.ASYNC_ITEM):
        # A loop may not run: only its own body surely sees the target.
        return any(p.block is getattr(statement, "body", None) for p in use_path)
    if isinstance(statement, (ast.If, ast.While, ast.Match, ast.Try, ast.TryStar)):
        return False  # a walrus in a test may be skipped, a handler or a case not taken
    if not use_path:
        return place.parent is None
    for point in use_path:
        if point.block is place.block:
            return place.index < point.index or (
                place.index == point.index
                and isinstance(statement, (ast.With, ast.AsyncWith))
                and point is not use_path[-1]
            )
    return False


def _leaves(binding: Binding, use_path: list[Place], shared: set[int]) -> bool:
    """Whether the blocks that `binding` is in, but the use is not, end by leaving, or exclude.

    `shared` are the ids of the blocks that the use is in.
    """
    inner: Place | None = None
    for point in binding.place.chain() if binding.place else ():
        if id(point.block) in shared:
            return (
                inner is not None
                and isinstance(point.statement, (ast.If, ast.Match))
                and any(u.block is point.block and u.index == point.index for u in use_path)
            )
        if isinstance(point.block[-1], ast.Return):
            return True
        inner = point
    return False


def _is_of_other_handler(binding: Binding, own: Binding) -> bool:
    """Whether another `except` of the same `try` makes it: `own` is that of the use."""
    return binding.kind is Bound.CAUGHT and binding.place is own.place


def _is_of_other_case(binding: Binding, use_path: list[Place], sure: list[Binding]) -> bool:
    """Whether the use is in another case of the same `match`, and the name is not left over: from
    a case whose guard failed, or from an earlier round of a loop."""
    case = binding.node
    if binding.place is None or not isinstance(case, ast.match_case):
        return False
    match = binding.place.statement
    if not any(
        point.statement is match and inner.block is not case.body
        for point, inner in pairwise(use_path)
    ):
        return False
    if sure and sure[0].place is not None and sure[0].place.statement is match:
        return True  # the use's own case binds the name
    return case.guard is None and not any(isinstance(p.statement, LOOPS) for p in use_path)


def _loops_back(binding: Binding, around_use: set[int], barrier: Place | None) -> bool:
    """Whether a loop brings control from `binding` back to the use, past no sure rebinding.

    `around_use` are the ids of the loops that the use is in.
    """
    for point in binding.place.chain() if binding.place else ():
        if id(point.statement) in around_use:
            if barrier is None:
                return True
            return not any(p.statement is point.statement for p in barrier.chain())
    return False
