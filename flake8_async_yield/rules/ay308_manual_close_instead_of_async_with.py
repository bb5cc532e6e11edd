"""AY308: `try … finally: await s.close()` for what is an async context manager itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.paths import TRIES
from flake8_async_yield.rules.resources import life_of
from flake8_async_yield.rules.words import last_name, words
from flake8_async_yield.rules.yielding import Release, named_in, released
from flake8_async_yield.values.protocols import fits

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

CLOSES = frozenset({"close", "aclose"})


SESSIONS = frozenset({"session", "sessions", "sessionlocal", "sessionmaker"})
"""Words of a factory that is unknown, but well known for what it makes: `AsyncSessionLocal()`."""


class ManualCloseInsteadOfAsyncWith(Rule):
    """# AY308 manual-close-instead-of-async-with

    ## What it does
    Reports `await s.close()` in a `finally` where `s` was made right before the `try` by a call
    that gives an async context manager, whose exit closes it.

    ## Why it fails
    It works until somebody puts a statement between the call and the `try`: when that one fails,
    nothing is closed. `async with` leaves no such gap, hands the error to `__aexit__` (which may
    roll back), and takes two lines less.

    ## Wrong
    ```python
    # prints: closed: False
    import asyncio


    class Session:
        closed = False

        async def __aenter__(self) -> "Session":
            return self

        async def __aexit__(self, *error: object) -> None:
            await self.close()

        async def close(self) -> None:
            self.closed = True


    made: list[Session] = []


    async def work(number: str) -> None:
        session = Session()
        made.append(session)
        count = int(number)
        try:
            print(count)
        finally:
            await session.close()


    async def main() -> None:
        try:
            await work("three")
        except ValueError:
            print("closed:", made[0].closed)


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio


    class Session:
        closed = False

        async def __aenter__(self) -> "Session":
            return self

        async def __aexit__(self, *error: object) -> None:
            await self.close()

        async def close(self) -> None:
            self.closed = True


    made: list[Session] = []


    async def work(number: str) -> None:
        async with Session() as session:
            made.append(session)
            print(int(number))


    async def main() -> None:
        try:
            await work("three")
        except ValueError:
            assert made[0].closed


    asyncio.run(main())
    ```

    ## What it does not flag
    - What is known to be no async context manager, or one whose exit does not close.
    - What was awaited, and what is not known, unless it is called a session.
    - An object that is bound anew, or entered by an `async with` as well.

    It is off by default: code like this may be right, only longer.

    ## Options
    Off until selected: `--extend-select=AY308`.

    ## Fix
    None: the statements in between have to be moved by hand.

    ## Since
    0.1.0

    ## References
    - [The async with
      statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement)
    - [PEP 492, Asynchronous Context Managers and "async
      with"](https://peps.python.org/pep-0492/#asynchronous-context-managers-and-async-with)
    """

    codes: ClassVar[dict[str, str]] = {"AY308": "manual-close-instead-of-async-with"}
    opt_in: ClassVar[frozenset[str]] = frozenset({"AY308"})
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Expr,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on a close in the `finally` of a `try` that follows the making of its object."""
        assert isinstance(node, ast.Expr)
        if not isinstance(node.value, ast.Await) or not context.in_async_function:
            return
        release = released(node)
        if release is None or release.call.args or not isinstance(release.subject, ast.Name):
            return
        assert context.place is not None
        made = _made(release, context)
        if made is None or not _is_manager(made, release, context):
            return
        name = release.subject.id
        called = ast.unparse(made.func)
        if isinstance(made.func, (ast.IfExp, ast.BoolOp)):
            called = f"({called})"
        message = (
            f"'{name}' is closed by hand although '{called}(...)' is an async context manager; "
            f"'async with {called}(...) as {name}:' closes it on every path"
        )
        context.report("AY308", node, message)


def _made(release: Release, context: Context) -> ast.Call | None:
    """The call that made the object, right before the `try` whose `finally` is `release`."""
    assert isinstance(release.subject, ast.Name)
    name, place = release.subject.id, context.place
    parent = place.parent if place is not None else None
    if place is None or parent is None:
        return None
    around_it = parent.statement
    if not isinstance(around_it, TRIES) or place.block is not around_it.finalbody:
        return None
    live = reaching(context.scope.bindings.get(name, []), place)
    if len(live) != 1 or live[0].kind is not Bound.VALUE or live[0].path:
        return None
    where = live[0].place
    if where is None or where.block is not parent.block or _is_entered(name, place):
        return None
    between = parent.block[where.index + 1 : parent.index]
    if any(isinstance(s, (ast.If, ast.Try, ast.With, ast.AsyncWith)) for s in between):
        return None
    return live[0].node if isinstance(live[0].node, ast.Call) else None


def _is_entered(name: str, place: Place) -> bool:
    """Whether the `try` enters the object itself (`async with s:`)."""
    if place.parent is None:
        return False
    return any(
        name in named_in(node.context_expr)
        for node in ast.walk(place.parent.statement)
        if isinstance(node, ast.withitem)
    )


def _is_manager(made: ast.Call, release: Release, context: Context) -> bool:
    """Whether the object is an async context manager whose exit closes it, as far as known."""
    assert isinstance(release.subject, ast.Name)
    value = context.value_of(made)
    if value:
        if not all(fits(context.evaluator, a, Use.ASYNC_WITH) for a in value):
            return False
        life = life_of(context, made, release.subject.id)
        closed_by = CLOSES if life.closed_by is None else life.closed_by
        return release.method in closed_by
    called = last_name(made.func)
    if SESSIONS.isdisjoint(words(called)) or release.method not in CLOSES:
        return False
    if not called.lstrip("_")[:1].isupper():
        return False
    life = life_of(context, made, release.subject.id)
    if life.closed_by is None:
        return life.ends
    return release.method in life.closed_by
