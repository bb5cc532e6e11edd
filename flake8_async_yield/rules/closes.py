"""Which close, inside an `async with`, does what the end of the same `async with` does anyway."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.rules.paths import (
    TRIES,
    WITHS,
    Flow,
    Point,
    Step,
    header,
    inside,
    yields_of,
)
from flake8_async_yield.rules.resources import Life, life_of
from flake8_async_yield.rules.yielding import Release, around, own_yields, released

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

CLOSES = frozenset({"close", "aclose"})
"""What the exit of an unknown manager is taken to do."""


class Candidate(NamedTuple):
    """A close in the `async with` of its target: the statement's place, and what the exit does."""

    name: str
    release: Release
    statement: ast.AsyncWith
    place: Place
    life: Life


def candidate(node: ast.Expr, context: Context) -> Candidate | None:
    """`node` as a needless close of an `async with`'s target inside its body; None: it is none.

    In the `async with`, nothing entered after the target is open at the close, and nothing but
    other closes is awaited after it.
    """
    if not isinstance(node.value, ast.Await) or not context.in_async_function:
        return None
    release = released(node)
    if release is None or release.call.args or not isinstance(release.subject, ast.Name):
        return None
    name, place = release.subject.id, context.place
    found = context.scope.bindings.get(name)
    if not found or place is None:
        return None
    live = reaching(found, place)
    if len(live) != 1 or live[0].kind is not Bound.ASYNC_ENTERED or live[0].path:
        return None
    manager, where = live[0].node, live[0].place
    if where is None or not isinstance(where.statement, ast.AsyncWith):
        return None
    statement = where.statement
    if not inside(place, statement) or _something_between(name, place, statement):
        return None
    assert isinstance(manager, ast.expr)
    life = life_of(context, manager, name, context.scope, where)
    closed_by = life.closed_by if life.closed_by is not None else CLOSES
    if release.method not in closed_by:
        return None
    found_close = Candidate(name, release, statement, place, life)
    return found_close if _is_last(found_close, context) else None


def follows_a_yield(found: Candidate, context: Context) -> bool | None:
    """Whether a `yield` of the same `async with` runs before; None: there is no `yield` in it."""
    yields = [y.place for y in own_yields(context.scope) if inside(y.place, found.statement)]
    return _follows(found.place, yields, context) if yields else None


def _something_between(name: str, place: Place, statement: ast.AsyncWith) -> bool:
    """Whether something entered after the target is still open: it may need the close first."""
    last = statement.items[-1].optional_vars
    if not (isinstance(last, ast.Name) and last.id == name):
        return True
    for above, block, _ in around(place):
        if above is statement:
            return False
        if isinstance(above, WITHS) and block is above.body:
            return True
    return False


def _follows(place: Place, yields: list[Place], context: Context) -> bool:
    """Whether control may come to `place` after one of the `yields`."""
    flow = Flow(context.scope)
    met = False

    def visit(point: Point, state: int) -> int | None:
        nonlocal met
        met = met or (state == 1 and point.place.statement is place.statement)
        return None if met else 1

    def more(point: Point, state: int) -> Iterator[Step]:
        if yields_of(point.place.statement):
            yield from _handlers(point, flow)
            yield from flow.thrown(point.place, point.pending)

    starts = [(Point(where), 0) for where in yields if where.statement is not place.statement]
    flow.explore(starts, visit, more)
    return met


def _handlers(point: Point, flow: Flow) -> Iterator[Step]:
    """The first statements of every handler round a point, whatever it catches."""
    for statement, block, _ in around(point.place):
        if isinstance(statement, TRIES) and block is statement.body:
            for handler in statement.handlers:
                yield flow.enter(handler.body, point.pending)


def _is_last(found: Candidate, context: Context) -> bool:
    """Whether, inside the `async with`, nothing is awaited after the close but other closes, and
    nothing looks at what was closed."""
    flow = Flow(context.scope)
    something = False

    def visit(point: Point, state: int) -> int | None:
        nonlocal something
        statement = point.place.statement
        if not inside(point.place, found.statement):
            return None
        if state and statement is not found.place.statement:
            something = something or _waits(statement) or _reads(statement, found.name)
        return None if something else 1

    return flow.explore([(Point(found.place), 0)], visit) and not something


def _reads(statement: ast.stmt, name: str) -> bool:
    """Whether `statement` looks at what was closed: `assert ws.closed`."""
    if released(statement) is not None:
        return False
    return any(isinstance(n, ast.Name) and n.id == name for n in header(statement))


def _waits(statement: ast.stmt) -> bool:
    """Whether `statement` itself lets other tasks run, otherwise than by closing something."""
    if released(statement) is not None:
        return False
    if isinstance(statement, (ast.AsyncFor, ast.AsyncWith)):
        return True
    return any(isinstance(n, (ast.Await, ast.Yield, ast.YieldFrom)) for n in header(statement))
