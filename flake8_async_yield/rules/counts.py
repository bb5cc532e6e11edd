"""How often a function that must yield once can yield on one path: twice, or never."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.generators import generator_called
from flake8_async_yield.rules.paths import (
    LOOPS,
    TRIES,
    Flow,
    Jump,
    Loop,
    Point,
    Step,
    header,
    inside,
    yields_of,
)
from flake8_async_yield.rules.raising import is_broad, may_fail
from flake8_async_yield.rules.roles import is_context_manager, is_dependency
from flake8_async_yield.rules.sources import syntax_of
from flake8_async_yield.rules.words import last_name
from flake8_async_yield.rules.yielding import loops_round, own_yields
from flake8_async_yield.values.value import FunctionValue

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

COUNTED = frozenset({"range", "enumerate", "zip", "reversed", "sorted", "list", "tuple", "set"})
"""Built-in iterables that nobody makes for one single item."""


def must_yield_once(node: ast.AsyncFunctionDef, context: Context) -> bool:
    """Whether `node` is the function of a context manager, or a generator and a dependency."""
    if node.decorator_list:
        return is_context_manager(node, context)
    if not context.is_generator(node):
        return False
    return is_dependency(node, context) or is_context_manager(node, context)


def second_yield(scope: Scope, context: Context) -> ast.expr | None:
    """A `yield` that can run after another one, on one path; None: there is none."""
    flow = Flow(scope)
    found: ast.expr | None = None
    places = [yielded.place for yielded in own_yields(scope)]
    loops = {loop for place in places for loop in loops_round(place)}
    once = {id(loop) for loop in loops if not _runs_twice(loop, scope, context)}

    def visit(point: Point, state: int) -> int | None:
        nonlocal found
        if point.again and id(point.place.statement) in once:
            return None
        yields = yields_of(point.place.statement)
        if yields and state + len(yields) > 1:
            found = found or yields[-1]
            return None
        return state + len(yields)

    def more(point: Point, state: int) -> Iterator[Step]:
        if yields_of(point.place.statement):
            yield from flow.thrown(point.place, point.pending)
            yield from _narrowly_caught(flow, point)
        yield from _failures(flow, point, places)

    complete = flow.explore([(flow.entry, 0)], visit, more)
    return found if complete else None


def _narrowly_caught(flow: Flow, point: Point) -> Iterator[Step]:
    """The handlers for some errors alone round a `yield`: the consumer's may be one of them."""
    for above in point.place.chain():
        outer = above.parent.statement if above.parent is not None else None
        if isinstance(outer, TRIES) and above.block is outer.body:
            if any(is_broad(handler) for handler in outer.handlers):
                return
            for handler in outer.handlers:
                yield flow.enter(handler.body, point.pending)


def _runs_twice(loop: Loop, scope: Scope, context: Context) -> bool:
    """Whether the loop is known to be one that goes round more than once."""
    if isinstance(loop, ast.While):
        return True
    place = Flow(scope).places[id(loop)]
    iterable = _resolved(loop.iter, scope, place)
    if isinstance(loop, ast.AsyncFor):
        syntax = generator_called(context, iterable, scope, place)
        return syntax is not None and _yields_twice(syntax.scope)
    match iterable:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return len(elements) > 1 or any(isinstance(e, ast.Starred) for e in elements)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int(stop))]):
            return stop > 1
        case ast.Call():
            return isinstance(iterable.func, ast.Name) and iterable.func.id in COUNTED
        case ast.Constant() | ast.ListComp() | ast.SetComp() | ast.Dict():
            return True
    return False


def _yields_twice(scope: Scope) -> bool:
    """Whether a generator yields in two statements of one block."""
    places = [y.place for y in own_yields(scope)]
    return any(
        a.block is b.block and a.index < b.index for a in places for b in places
    )


def _resolved(node: ast.expr, scope: Scope, place: Place) -> ast.expr:
    """What a local name was assigned, where that is one value."""
    if isinstance(node, ast.Name):
        live = reaching(scope.bindings.get(node.id, []), place)
        if len(live) == 1 and live[0].kind is Bound.VALUE and not live[0].path:
            assert isinstance(live[0].node, ast.expr)
            return live[0].node
    return node


def _failures(flow: Flow, point: Point, places: list[Place]) -> Iterator[Step]:
    """The ways into the handlers of a `try` whose body, without any `yield`, may fail."""
    statement = point.place.statement
    if not isinstance(statement, TRIES):
        return
    held = any(inside(place, statement, statement.body) for place in places)
    if not held and may_fail(statement.body):
        for handler in statement.handlers:
            yield flow.enter(handler.body, point.pending)


def ends_without(scope: Scope, context: Context) -> bool:
    """Whether a path comes to the end, or to a `return`, without any `yield`.

    Loops with a `yield` in them count as run; so does a `match`, or an `elif` chain on one
    subject, in which every branch yields. Whether what is called on the way comes back is asked
    only where it matters.
    """
    return _ends(scope, None) and _ends(scope, context)


def _ends(scope: Scope, context: Context | None) -> bool:
    flow = Flow(scope)
    places = [y.place for y in own_yields(scope)]
    ended = False

    def visit(point: Point, state: int) -> int | None:
        statement = point.place.statement
        if yields_of(statement):
            return None
        if context is not None and only_raises(context, statement, scope, point.place):
            return None
        decides = isinstance(statement, (*LOOPS, ast.Match)) or _is_chain(statement)
        held = [place for place in places if decides and inside(place, statement)]
        if held and _is_sure(statement, held):
            return None
        return None if _is_ensured(scope, point.place, places) else 0

    def more(point: Point, state: int) -> Iterator[Step]:
        return _failures(flow, point, places)

    def finish(jump: Jump, state: int, point: Point) -> None:
        nonlocal ended
        ended = ended or jump is Jump.RETURN

    complete = flow.explore([(flow.entry, 0)], visit, more, finish)
    return complete and ended


DEEPEST = 3
"""So many functions that call one another are looked through."""


def only_raises(
    context: Context, statement: ast.stmt, scope: Scope, place: Place, depth: int = 0
) -> bool:
    """Whether `statement` calls a function of this file, and none of its paths comes back."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    is_awaited = isinstance(call, ast.Await)
    if isinstance(call, ast.Await):
        call = call.value
    if not isinstance(call, ast.Call) or depth > DEEPEST:
        return False
    value = context.value_of(call.func, scope, place)
    return bool(value) and all(
        isinstance(f, FunctionValue)
        and f.record.is_async == is_awaited
        and not f.record.is_generator
        and not f.record.is_stub
        and not f.record.decorators
        and _never_returns(context, f, depth)
        for f in value
    )


def _never_returns(context: Context, function: FunctionValue, depth: int) -> bool:
    syntax = syntax_of(context, function.module, function.record)
    if syntax is None or not syntax.is_linted:
        return False
    flow = Flow(syntax.scope)
    returns = False

    def visit(point: Point, state: int) -> int | None:
        where = point.place
        stops = only_raises(context, where.statement, syntax.scope, where, depth + 1)
        return None if stops else 0

    def finish(jump: Jump, state: int, point: Point) -> None:
        nonlocal returns
        returns = returns or jump is Jump.RETURN

    def more(point: Point, state: int) -> Iterator[Step]:
        return _failures(flow, point, [])

    return flow.explore([(flow.entry, 0)], visit, more, finish) and not returns


def _is_ensured(scope: Scope, place: Place, yields: list[Place]) -> bool:
    """Whether this is `if self.pool is not None:` round a `yield`, after `self.connect()`.

    Such a test is there for type checkers: the method that was called is what has set it.
    """
    statement = place.statement
    if not isinstance(statement, ast.If) or statement.orelse:
        return False
    match statement.test:
        case ast.Compare(left=ast.Attribute() as tested, ops=[ast.IsNot()]):
            pass
        case ast.Attribute() as tested:
            pass
        case _:
            return False
    owner = ast.unparse(tested.value)
    return any(inside(y, statement, statement.body) for y in yields) and any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == owner
        and _may_set(scope, node.func.attr, tested.attr)
        for above in place.chain()
        for before in above.block[: above.index]
        for node in header(before)
    )


def _may_set(scope: Scope, method: str, attribute: str) -> bool:
    """Whether a method gives a value to the attribute, as far as the class around shows it."""
    cls = scope.parent.node if scope.parent is not None else None
    for node in cls.body if isinstance(cls, ast.ClassDef) else ():
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == method:
            return any(
                isinstance(n, ast.Attribute)
                and isinstance(n.ctx, ast.Store)
                and n.attr == attribute
                for n in ast.walk(node)
            )
    return True


def _is_chain(statement: ast.stmt) -> bool:
    """`if x == 1: … elif x == 2: …` without an `else`: it may name all that there is."""
    subjects: set[str] = set()
    count = 0
    node: ast.stmt | None = statement
    while isinstance(node, ast.If):
        count += 1
        subjects.add(_subject(node.test))
        if node.orelse and not (len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If)):
            return False
        node = node.orelse[0] if node.orelse else None
    return count > 1 and len(subjects) == 1


def _subject(test: ast.expr) -> str:
    while isinstance(test, ast.UnaryOp):
        test = test.operand
    if isinstance(test, ast.Compare):
        return ast.dump(test.left)
    if isinstance(test, ast.Call) and last_name(test.func) in ("isinstance", "issubclass"):
        return ast.dump(test.args[0]) if test.args else ""
    return ast.dump(test)


def _is_sure(statement: ast.stmt, places: list[Place]) -> bool:
    """Whether every branch of `statement` holds a `yield`, or a loop is taken to run."""
    if isinstance(statement, ast.Match):
        return all(
            any(inside(place, statement, case.body) for place in places)
            or isinstance(case.body[-1], ast.Raise)
            for case in statement.cases
        )
    if isinstance(statement, ast.If):
        node: ast.stmt | None = statement
        while isinstance(node, ast.If):
            if not any(inside(place, node, node.body) for place in places):
                return isinstance(node.body[-1], ast.Raise)
            node = node.orelse[0] if len(node.orelse) == 1 else None
    return True
