"""Small questions about the paths through one function: what can run after what, and how often.

The statements of a function are the nodes; where control goes from one is worked out when it is
asked for. A `finally` is passed with the jump that is pending. Conditions that repeat are held
to one answer on a path, so that `if x: ...` and a later `if not x: ...` exclude each other.

Reference: the Python reference, 8 "Compound statements" (8.4.4 for `finally`).
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.generators import EVALUATED_OUTSIDE
from flake8_async_yield.names.scopes import BLOCKS, OPENS_SCOPE, Scope
from flake8_async_yield.rules.assumptions import Facts, after, assume
from flake8_async_yield.rules.raising import LEAVES, always_raises, is_broad

Try = ast.Try | ast.TryStar
Loop = ast.For | ast.AsyncFor | ast.While
LOOPS = (ast.For, ast.AsyncFor, ast.While)
TRIES = (ast.Try, ast.TryStar)
WITHS = (ast.With, ast.AsyncWith)
MOST = 4000
"""A question that would look at more points than this has no answer."""


class Jump(enum.Enum):
    """How control leaves a statement."""

    ON = "on"
    RETURN = "return"
    BREAK = "break"
    CONTINUE = "continue"
    RAISE = "raise"


class Pending(NamedTuple):
    """A jump that goes on when the `finally` of the `try` at `place` has ended."""

    place: Place
    jump: Jump


class Point(NamedTuple):
    """A statement about to run; `again`: a loop's header reached from its own body."""

    place: Place
    pending: tuple[Pending, ...] = ()
    again: bool = False


class Step(NamedTuple):
    """Where control may go: a point, or (None) out of the function by `jump`."""

    point: Point | None
    jump: Jump = Jump.ON
    test: ast.expr | None = None
    truth: bool = True
    asked_again: bool = False
    """Whether the test is a loop's, which may come out otherwise the next time."""


class Flow:
    """The control flow of one function's own statements."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.places: dict[int, Place] = {id(s): place for s, place in scope.statements}
        body: list[ast.stmt] = scope.node.body  # type: ignore[attr-defined]
        self.entry = Point(self.places[id(body[0])])

    def enter(self, block: Sequence[ast.stmt], pending: tuple[Pending, ...]) -> Step:
        """The step to the first statement of `block`."""
        return Step(Point(self.places[id(block[0])], pending))

    def steps(self, point: Point) -> Iterator[Step]:
        """Where control may go from `point`, exceptions of expressions left out."""
        place, pending, again = point
        statement = place.statement
        match statement:
            case ast.If():
                yield self.enter(statement.body, pending)._replace(test=statement.test)
                for step in self._otherwise(statement.orelse, place, pending):
                    yield step._replace(test=statement.test, truth=False)
            case ast.For() | ast.AsyncFor() | ast.While():
                test = statement.test if isinstance(statement, ast.While) else None
                yield self.enter(statement.body, pending)._replace(test=test, asked_again=True)
                if not is_endless(statement) and (again or not runs_once(statement)):
                    for step in self._otherwise(statement.orelse, place, pending):
                        yield step._replace(test=test, truth=False, asked_again=True)
            case ast.With() | ast.AsyncWith() | ast.Try() | ast.TryStar():
                yield self.enter(statement.body, pending)
            case ast.Match():
                for case in statement.cases:
                    yield self.enter(case.body, pending)
                if not any(_is_irrefutable(case) for case in statement.cases):
                    yield from self.leave(place, Jump.ON, pending)
            case ast.Return():
                yield from self.leave(place, Jump.RETURN, pending)
            case ast.Raise():
                yield from self.leave(place, Jump.RAISE, pending)
            case ast.Break():
                yield from self.leave(place, Jump.BREAK, pending)
            case ast.Continue():
                yield from self.leave(place, Jump.CONTINUE, pending)
            case _ if always_raises(statement):
                yield from self.leave(place, Jump.RAISE, pending)
            case _:
                yield from self.leave(place, Jump.ON, pending)

    def _otherwise(
        self, orelse: list[ast.stmt], place: Place, pending: tuple[Pending, ...]
    ) -> Iterator[Step]:
        if orelse:
            yield self.enter(orelse, pending)
        else:
            yield from self.leave(place, Jump.ON, pending)

    def leave(
        self, place: Place, jump: Jump, pending: tuple[Pending, ...] = ()
    ) -> Iterator[Step]:
        """Where `jump` leads from the statement at `place`, which has ended."""
        while True:
            block, parent = place.block, place.parent
            if jump is Jump.ON and place.index + 1 < len(block):
                yield Step(Point(Place(block, place.index + 1, parent), pending))
                return
            if parent is None:
                yield Step(None, Jump.RETURN if jump is Jump.ON else jump)
                return
            statement = parent.statement
            if isinstance(statement, LOOPS) and block is statement.body:
                if jump in (Jump.ON, Jump.CONTINUE):
                    yield Step(Point(parent, pending, again=True))
                    return
                if jump is Jump.BREAK:
                    jump = Jump.ON
            elif isinstance(statement, TRIES):
                if block is statement.finalbody:
                    if pending and pending[-1].place.statement is statement:
                        if jump is Jump.ON:
                            jump = pending[-1].jump
                        pending = pending[:-1]
                else:
                    if block is statement.body:
                        if jump is Jump.RAISE:
                            for handler in statement.handlers:
                                yield self.enter(handler.body, pending)
                            if any(is_broad(handler) for handler in statement.handlers):
                                return
                        if jump is Jump.ON and statement.orelse:
                            yield self.enter(statement.orelse, pending)
                            return
                    if statement.finalbody:
                        yield self.enter(statement.finalbody, (*pending, Pending(parent, jump)))
                        return
            place = parent

    def thrown(self, place: Place, pending: tuple[Pending, ...] = ()) -> Iterator[Step]:
        """Where an `Exception` of unknown class leads that the statement at `place` raises."""
        while True:
            parent = place.parent
            if parent is None:
                yield Step(None, Jump.RAISE)
                return
            statement = parent.statement
            if isinstance(statement, TRIES):
                if place.block is statement.body:
                    caught = [handler for handler in statement.handlers if is_broad(handler)]
                    if caught:
                        yield self.enter(caught[0].body, pending)
                        return
                if place.block is statement.finalbody:
                    if pending and pending[-1].place.statement is statement:
                        pending = pending[:-1]
                elif statement.finalbody:
                    yield self.enter(statement.finalbody, (*pending, Pending(parent, Jump.RAISE)))
                    return
            place = parent

    def reachable(self) -> set[int]:
        """The ids of the statements that control may come to; all of them if that is too much."""
        found: set[int] = set()

        def visit(point: Point, state: int) -> int:
            found.add(id(point.place.statement))
            return 0

        def more(point: Point, state: int) -> Iterator[Step]:
            for above in point.place.chain():
                outer = above.parent.statement if above.parent is not None else None
                if isinstance(outer, TRIES) and above.block is outer.body:
                    for handler in outer.handlers:
                        yield self.enter(handler.body, point.pending)
            yield from self.thrown(point.place, point.pending)

        return found if self.explore([(self.entry, 0)], visit, more) else set(self.places)

    def explore(
        self,
        starts: Sequence[tuple[Point, int]],
        visit: Callable[[Point, int], int | None],
        more: Callable[[Point, int], Iterator[Step]] | None = None,
        finish: Callable[[Jump, int, Point], None] | None = None,
    ) -> bool:
        """Follow every path from `starts`; False where there are too many to be followed.

        `visit` is given each point with the path's state and gives the state after it, None to
        stop there. `more` gives steps beside the usual ones. `finish` is told of each way out
        of the function.
        """
        seen: set[tuple[object, ...]] = set()
        stack: list[tuple[Point, int, Facts]] = [(point, state, Facts()) for point, state in starts]
        while stack:
            point, state, facts = stack.pop()
            mark = (id(point.place.statement), _marks(point.pending), point.again, state, facts)
            if mark in seen:
                continue
            seen.add(mark)
            if len(seen) > MOST:
                return False
            next_state = visit(point, state)
            if next_state is None:
                continue
            facts = after(facts, point.place.statement)
            found = list(self.steps(point))
            if more is not None:
                found += more(point, state)
            for step in found:
                known = facts if step.test is None else assume(facts, step.test, step.truth)
                if known is None:
                    continue
                if step.asked_again:
                    known = facts
                if step.point is not None:
                    stack.append((step.point, next_state, known))
                elif finish is not None:
                    finish(step.jump, next_state, point)
        return True


def _marks(pending: tuple[Pending, ...]) -> tuple[object, ...]:
    return tuple((id(p.place.statement), p.jump) for p in pending)


def _is_irrefutable(case: ast.match_case) -> bool:
    if case.guard is not None:
        return False
    pattern = case.pattern
    while isinstance(pattern, ast.MatchOr):
        pattern = pattern.patterns[-1]
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def is_true(test: ast.expr) -> bool:
    """Whether the condition is a constant that holds."""
    return isinstance(test, ast.Constant) and bool(test.value)


def is_endless(loop: Loop) -> bool:
    """Whether only a jump ends the loop: `while True`."""
    return isinstance(loop, ast.While) and is_true(loop.test)


def runs_once(loop: Loop) -> bool:
    """Whether the body of the loop surely runs at least once."""
    if isinstance(loop, ast.While):
        return is_true(loop.test)
    match loop.iter:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return any(not isinstance(element, ast.Starred) for element in elements)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int(stop))]):
            return stop > 0
    return False


def header(statement: ast.stmt) -> Iterator[ast.AST]:
    """Every node that `statement` itself evaluates in its own scope, inner blocks left out."""
    stack: list[ast.AST] = []
    if isinstance(statement, OPENS_SCOPE):
        stack += EVALUATED_OUTSIDE[statement.__class__](statement)
    else:
        for name, value in ast.iter_fields(statement):
            if name in BLOCKS:
                continue
            stack += [v for v in (value if isinstance(value, list) else [value])
                      if isinstance(v, ast.AST)]
    while stack:
        node = stack.pop()
        yield node
        outside = EVALUATED_OUTSIDE.get(node.__class__)
        stack.extend(outside(node) if outside is not None else ast.iter_child_nodes(node))


def yields_of(statement: ast.stmt) -> list[ast.Yield]:
    """The `yield` expressions that `statement` itself evaluates."""
    return [node for node in header(statement) if isinstance(node, ast.Yield)]


def is_dead(place: Place) -> bool:
    """Whether control plainly never comes to `place`: behind a `return`, under `if False`."""
    for above in place.chain():
        if any(isinstance(before, LEAVES) for before in above.block[: above.index]):
            return True
        outer = above.parent.statement if above.parent is not None else None
        test = outer.test if isinstance(outer, ast.If) else None
        if isinstance(test, ast.Constant) and isinstance(outer, ast.If):
            is_taken = (above.block is outer.body) == bool(test.value)
            if not is_taken:
                return True
    return False


def inside(place: Place, statement: ast.stmt, block: list[ast.stmt] | None = None) -> bool:
    """Whether `place` is within `statement`, and, if given, within that `block` of it."""
    return any(
        above.parent is not None
        and above.parent.statement is statement
        and (block is None or above.block is block)
        for above in place.chain()
    )
