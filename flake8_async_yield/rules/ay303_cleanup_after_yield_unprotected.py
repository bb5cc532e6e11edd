"""AY303: a release after the `yield` that a consumer's error skips."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.reaching import comes_later, reaching
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.paths import TRIES, WITHS, Flow, Point, header
from flake8_async_yield.rules.raising import is_broad
from flake8_async_yield.rules.roles import (
    is_context_manager,
    is_dependency,
    is_fixture,
    is_lifespan,
    uses,
)
from flake8_async_yield.rules.words import dotted, last_name
from flake8_async_yield.rules.yielding import (
    Release,
    Yielded,
    around,
    in_loop,
    named_in,
    own_yields,
    released,
    releases_in,
)
from flake8_async_yield.violation import Fix, Safety, Span

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

PAIRS = {
    "connect": {"disconnect", "close", "aclose"},
    "open": {"close", "aclose"},
    "start": {"stop", "close", "aclose", "shutdown", "terminate"},
    "startup": {"shutdown"},
    "acquire": {"release"},
    "login": {"logout"},
    "subscribe": {"unsubscribe"},
    "register": {"unregister", "deregister"},
    "initialize": {"shutdown", "close", "aclose"},
    "setup": {"teardown", "cleanup"},
}
"""A method that takes something into use -> the methods of the same object that give it back."""

LENT = frozenset({"acquire", "borrow", "checkout", "getconn", "get_connection"})
"""Methods that lend what is to be given back by hand: the exit of their owner waits for it."""


class CleanupAfterYieldUnprotected(Rule):
    """# AY303 cleanup-after-yield-unprotected

    ## What it does
    Reports the release of a resource that the function has acquired by hand, when it stands after
    the `yield` and outside of any `finally`: in a context manager's function, in a FastAPI
    dependency, and in an undecorated generator that yields the resource itself.

    ## Why it fails
    When the consumer fails, its error is raised at the `yield`, and nothing that follows runs:
    the file stays open, the connection is missing from its pool. The same happens when the
    consumer is cancelled, or drops the generator.

    ## Wrong
    ```python
    # prints: released: False
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    class Connection:
        released = False

        async def release(self) -> None:
            self.released = True


    connection = Connection()


    async def acquire() -> Connection:
        return connection


    @asynccontextmanager
    async def get_connection() -> AsyncIterator[Connection]:
        conn = await acquire()
        yield conn
        await conn.release()


    async def main() -> None:
        try:
            async with get_connection():
                raise ValueError
        except ValueError:
            print("released:", connection.released)


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    class Connection:
        released = False

        async def release(self) -> None:
            self.released = True


    connection = Connection()


    async def acquire() -> Connection:
        return connection


    @asynccontextmanager
    async def get_connection() -> AsyncIterator[Connection]:
        conn = await acquire()
        try:
            yield conn
        finally:
            await conn.release()


    async def main() -> None:
        try:
            async with get_connection():
                raise ValueError
        except ValueError:
            assert connection.released


    asyncio.run(main())
    ```

    ## What it does not flag
    - Work that is meant for success only: `commit`, `publish`, a line in the log.
    - What was only looked up, in a `ContextVar` or a dict: `sink = current_sink.get()`.
    - A `yield` inside an `async with` or a stack that guards the same resource, or inside the
      `async with` of what gave it (a task group cancels its tasks, a session closes its sockets; a
      pool does not take back what was acquired of it).
    - A release that a `finally` or a handler round the `yield` does as well.
    - pytest fixtures: pytest runs what follows the `yield` whatever the test did.
    - Lifespan functions, which are documented like this: handed over as `lifespan=`, or taking
      the application.
    - A generator that `async for` drives in the same module, and one that yields items in a loop.

    ## Options
    None.

    ## Fix
    Unsafe: `try:` round the `yield` and what follows it, the releases in `finally:`.

    ## Since
    0.1.0

    ## References
    -
      [contextlib.asynccontextmanager](https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager)
    - [FastAPI: Dependencies with yield and
      try](https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/#a-dependency-with-yield-and-try)
    """

    codes: ClassVar[dict[str, str]] = {"AY303": "cleanup-after-yield-unprotected"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)
    words: ClassVar[tuple[str, ...]] = ("yield",)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the first release of each resource that an error at the `yield` skips."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if not context.is_generator(node) or is_fixture(node):
            return
        scope = context.names.function(node, context.scope, context.place)
        found = _releases(scope)
        if not found or is_lifespan(node, context):
            return
        manages = is_context_manager(node, context) or is_dependency(node, context)
        if not manages and (node.decorator_list or node.name in uses(context).iterated):
            return
        yields = [y for y in own_yields(scope) if manages or not in_loop(y.place)]
        if not manages and len(yields) != 1:
            return
        told: set[str] = set()
        for release, place in found:
            subject = dotted(release.subject)
            if not subject or subject in told:
                continue
            for yielded in yields:
                if not manages and subject not in _handed_out(yielded):
                    continue
                if _is_skipped(release, place, yielded, scope):
                    told.add(subject)
                    _report(release, place, yielded, subject, context)
                    break


def _releases(scope: Scope) -> list[tuple[Release, Place]]:
    found: list[tuple[Release, Place]] = []
    for statement, place in scope.statements:
        release = released(statement)
        if release is not None:
            found.append((release, place))
    return found


def _handed_out(yielded: Yielded) -> set[str]:
    """The names that the consumer gets as they are, alone or in a tuple."""
    value = yielded.node.value
    parts = value.elts if isinstance(value, (ast.Tuple, ast.List)) else [value]
    return {dotted(part) for part in parts if part is not None}


def _is_skipped(release: Release, place: Place, yielded: Yielded, scope: Scope) -> bool:
    """Whether `release` runs after `yielded` if all went well, and nothing does it otherwise."""
    subject = dotted(release.subject)
    if place.statement.lineno < yielded.place.statement.lineno:
        return False
    if not _is_acquired(release, subject, yielded.place, scope):
        return False
    if _in_error_path(place) or _is_covered(subject, yielded.place):
        return False
    if _is_guarded(subject, yielded.place, scope) or _is_in_care(subject, yielded.place, scope):
        return False
    return _comes_after(place, yielded.place, scope)


def _is_acquired(release: Release, subject: str, place: Place, scope: Scope) -> bool:
    """Whether the function itself took the resource into use before the `yield`."""
    found = scope.bindings.get(subject) if "." not in subject else None
    if found and not comes_later(found, place):
        live = reaching(found, place)
        if live and all(b.kind is Bound.VALUE and not b.path and _is_taken(b.node) for b in live):
            return True
    return any(_pairs(statement, release, subject) for statement in _before(place))


def _is_taken(node: ast.AST) -> bool:
    """Whether a call gave it; `.get()` without `await` looks up what is somebody else's, as a
    `ContextVar` and a dict do."""
    if isinstance(node, ast.Await):
        return isinstance(node.value, ast.Call)
    return isinstance(node, ast.Call) and not (
        isinstance(node.func, ast.Attribute) and node.func.attr == "get"
    )


def _before(place: Place) -> Iterator[ast.stmt]:
    """The statements that surely ran before the one at `place`, of its own and outer blocks."""
    for above in place.chain():
        yield from above.block[: above.index]


def _pairs(statement: ast.stmt, release: Release, subject: str) -> bool:
    """Whether `statement` is `await subject.connect()` where the release disconnects it."""
    value = statement.value if isinstance(statement, (ast.Expr, ast.Assign)) else None
    if isinstance(value, ast.Await):
        value = value.value
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return False
    givers = PAIRS.get(value.func.attr)
    return givers is not None and release.method in givers and dotted(value.func.value) == subject


def _in_error_path(place: Place) -> bool:
    """Whether the release stands in a `finally` or in a handler."""
    return any(
        isinstance(statement, TRIES)
        and (block is statement.finalbody or any(block is h.body for h in statement.handlers))
        for statement, block, _ in around(place)
    )


def _is_covered(subject: str, place: Place) -> bool:
    """Whether a `finally` or a handler round the `yield` gives the resource back as well, or a
    handler lets nothing through."""
    for statement, block, _ in around(place):
        if not isinstance(statement, TRIES) or block is not statement.body:
            continue
        if _touches(statement.finalbody, subject):
            return True
        for handler in statement.handlers:
            raises = any(isinstance(n, ast.Raise) for n in ast.walk(handler))
            if _touches(handler.body, subject) or (is_broad(handler) and not raises):
                return True
    return False


def _touches(block: list[ast.stmt], subject: str) -> bool:
    root = subject.partition(".")[0]
    if any(dotted(release.subject) == subject for release in releases_in(block)):
        return True
    # Handed to some function: that may well be the one that gives it back.
    return any(
        root in {name for argument in call.args for name in named_in(argument)}
        for statement in block
        for call in ast.walk(statement)
        if isinstance(call, ast.Call)
    )


def _is_guarded(subject: str, place: Place, scope: Scope) -> bool:
    """Whether a `with` round the `yield`, or an exit stack, has the resource in its care."""
    root = subject.partition(".")[0]
    for statement, block, _ in around(place):
        if isinstance(statement, WITHS) and block is statement.body:
            for item in statement.items:
                if root in named_in(item.context_expr):
                    return True
                if item.optional_vars is not None and root in named_in(item.optional_vars):
                    return True
    for statement, _ in scope.statements:
        for node in header(statement):
            if isinstance(node, ast.Call) and last_name(node.func).startswith(
                ("push", "callback", "enter_", "addfinalizer", "add_finalizer", "add_cleanup",
                 "addCleanup", "addAsyncCleanup")
            ):
                used = [named_in(argument) for argument in node.args]
                if any(root in names for names in used):
                    return True
    return False


def _is_in_care(subject: str, place: Place, scope: Scope) -> bool:
    """Whether what a `with` round the `yield` has entered gave the resource, and ends it as well.

    A task group cancels its tasks, a session closes its sockets; a pool waits for what was
    acquired of it.
    """
    makers = [b.node.value if isinstance(b.node, ast.Await) else b.node
              for b in reaching(scope.bindings.get(subject, []), place)]  # fmt: skip
    entered = {
        dotted(part)
        for statement, block, _ in around(place)
        if isinstance(statement, WITHS) and block is statement.body
        for item in statement.items
        for part in (item.optional_vars, item.context_expr)
        if part is not None
    } - {""}
    return bool(makers) and all(
        isinstance(made, ast.Call)
        and isinstance(made.func, ast.Attribute)
        and made.func.attr not in LENT
        and any(f"{dotted(made.func.value)}.".startswith(f"{owner}.") for owner in entered)
        for made in makers
    )


def _comes_after(place: Place, yielded: Place, scope: Scope) -> bool:
    flow = Flow(scope)
    met = False

    def visit(point: Point, state: int) -> int | None:
        nonlocal met
        met = met or (state == 1 and point.place.statement is place.statement)
        return None if met else 1

    flow.explore([(Point(yielded), 0)], visit)
    return met


def _report(
    release: Release, place: Place, yielded: Yielded, subject: str, context: Context
) -> None:
    statement = place.statement
    text = ast.unparse(release.call)
    message = (
        f"'{text}' is skipped when the consumer fails: the error comes out of the 'yield', and "
        f"'{subject}' leaks; put the 'yield' into 'try:' and this into 'finally:'"
    )
    context.report("AY303", statement, message, _fix(place, yielded, context))


def _fix(place: Place, yielded: Yielded, context: Context) -> Fix | None:
    """`try`/`finally`, where the release and those right after it stand in the yield's block."""
    block = place.block
    if yielded.place.block is not block:
        return None
    end = place.index
    while end + 1 < len(block) and released(block[end + 1]) is not None:
        end += 1
    start = context.source.span(block[yielded.place.index])
    stop = context.source.span(block[end])
    span = Span(start.line, start.column, stop.end_line, stop.end_column)
    count = str(end - place.index + 1)
    return Fix("protect-yield", Safety.UNSAFE, span, (("releases", count),))
