"""AY311: a generator that nobody keeps is asked for its first item."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.generators import holding_generator
from flake8_async_yield.rules.paths import TRIES, WITHS
from flake8_async_yield.rules.yielding import around, named_in, own_yields
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

STEPS = frozenset({"__anext__", "asend"})


class AnextOfTemporaryGenerator(Rule):
    """# AY311 anext-of-temporary-generator

    ## What it does
    Reports `await anext(g())`, `await g().__anext__()` and `await g().asend(None)` where `g` is
    an async generator that yields inside a `with` or a `try` with a `finally`.

    ## Why it fails
    Nobody keeps the generator: it dies with the expression. Its `async with` or `finally` runs
    soon afterwards, in a task of the event loop's own, and closes the resource while it is in
    use.

    ## Wrong
    ```python
    # prints: closed while in use: True
    import asyncio
    from collections.abc import AsyncIterator


    class Session:
        closed = False

        def close(self) -> None:
            self.closed = True


    async def get_session() -> AsyncIterator[Session]:
        session = Session()
        try:
            yield session
        finally:
            session.close()


    async def main() -> None:
        session = await anext(get_session())
        await asyncio.sleep(0.01)
        print("closed while in use:", session.closed)


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncGenerator
    from contextlib import aclosing


    class Session:
        closed = False

        def close(self) -> None:
            self.closed = True


    async def get_session() -> AsyncGenerator[Session, None]:
        session = Session()
        try:
            yield session
        finally:
            session.close()


    async def main() -> None:
        async with aclosing(get_session()) as sessions:
            session = await anext(sessions)
            await asyncio.sleep(0.01)
            assert not session.closed
        assert session.closed


    asyncio.run(main())
    ```

    ## What it does not flag
    - A generator that is kept in a name.
    - A generator that holds nothing, yields nothing of what it holds, or is not known.
    - A statement that drops what was yielded.

    ## Options
    None.

    ## Fix
    Unsafe: the generator is put into `async with aclosing(...)` round the statement and what
    follows it in its block.

    ## Since
    0.1.0

    ## References
    - [contextlib.aclosing](https://docs.python.org/3/library/contextlib.html#contextlib.aclosing)
    - [PEP 525, Finalization](https://peps.python.org/pep-0525/#finalization)
    """

    codes: ClassVar[dict[str, str]] = {"AY311": "anext-of-temporary-generator"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Await,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on `await anext(g())` and its like where `g` holds something at its `yield`."""
        assert isinstance(node, ast.Await)
        step = node.value
        call = _driven(step, context)
        if call is None:
            return
        assert isinstance(step, ast.expr)
        syntax = holding_generator(context, call)
        if syntax is None or not _gives_something(syntax.scope) or _is_dropped(node, context):
            return
        name = syntax.node.name
        message = (
            f"the generator of '{name}()' is dropped with this expression: its clean-up runs "
            f"while what it yielded is in use; keep it in 'async with aclosing({name}()) as ...'"
        )
        fix = Fix("use-aclosing", Safety.UNSAFE, context.source.span(call))
        context.report("AY311", step, message, fix)


def _gives_something(scope: Scope) -> bool:
    """Whether the generator yields what its clean-up closes, or something made of it."""
    for yielded in own_yields(scope):
        if yielded.node.value is None:
            continue
        held = _held(yielded.place)
        given = named_in(yielded.node.value)
        for name in list(given):
            live = reaching(scope.bindings.get(name, []), yielded.place)
            made = live[0].node if len(live) == 1 and live[0].kind is Bound.VALUE else None
            if isinstance(made, ast.Call):  # `repository = Repository(session)`
                given |= {name for argument in made.args for name in named_in(argument)}
        if held & given:
            return True
    return False


def _held(place: Place) -> set[str]:
    """The names of what is entered round `place`, and of what a `finally` there deals with."""
    held: set[str] = set()
    for statement, block, _ in around(place):
        if isinstance(statement, WITHS):
            for item in statement.items:
                held |= named_in(item.optional_vars) if item.optional_vars is not None else set()
                held |= named_in(item.context_expr)
        elif isinstance(statement, TRIES) and block is statement.body:
            held |= {name for last in statement.finalbody for name in named_in(last)}
    return held


def _is_dropped(node: ast.Await, context: Context) -> bool:
    """Whether nobody uses what was yielded."""
    statement = context.place.statement if context.place is not None else None
    return isinstance(statement, ast.Expr) and statement.value is node


def _driven(step: ast.expr, context: Context) -> ast.Call | None:
    """The call in `anext(g())`, `g().__anext__()`, `g().asend(None)`."""
    if not isinstance(step, ast.Call):
        return None
    match step.func:
        case ast.Name(id="anext") if step.args and isinstance(step.args[0], ast.Call):
            is_ours = context.qualified_name(step.func) == "builtins.anext"
            return step.args[0] if is_ours else None
        case ast.Attribute(value=ast.Call() as call, attr=attr) if attr in STEPS:
            return call
    return None
