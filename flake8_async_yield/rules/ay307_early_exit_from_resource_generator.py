"""AY307: a loop over an async generator that holds a resource is left before its end."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.generators import holding_generator
from flake8_async_yield.rules.paths import inside, yields_of
from flake8_async_yield.rules.roles import receives_errors
from flake8_async_yield.rules.yielding import loops_round
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class EarlyExitFromResourceGenerator(Rule):
    """# AY307 early-exit-from-resource-generator

    ## What it does
    Reports `break` and `return` out of an `async for` over an async generator that yields inside
    a `with` or a `try` with a `finally`. Also `async for s in get_session(): yield s` in a
    context manager's function or a dependency.

    ## Why it fails
    A loop that is left early does not close its generator. The generator stays suspended inside
    its `async with`, with the connection open, until the garbage collector finds it; its clean-up
    then runs in another task, at another time, or never. In the relaying shape, a consumer's
    error is raised in the outer function and never reaches the inner generator, whose `except`
    and rollback see nothing of it.

    ## Wrong
    ```python
    # prints: open after the loop: True
    import asyncio
    from collections.abc import AsyncIterator

    is_open = False


    async def lines() -> AsyncIterator[str]:
        global is_open
        is_open = True
        try:
            yield "first"
            yield "second"
        finally:
            is_open = False


    async def main() -> None:
        async for line in lines():
            if line == "first":
                break
        print("open after the loop:", is_open)


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncGenerator
    from contextlib import aclosing

    is_open = False


    async def lines() -> AsyncGenerator[str, None]:
        global is_open
        is_open = True
        try:
            yield "first"
            yield "second"
        finally:
            is_open = False


    async def main() -> None:
        async with aclosing(lines()) as every:
            async for line in every:
                if line == "first":
                    break
        assert not is_open


    asyncio.run(main())
    ```

    ## What it does not flag
    - A loop inside `aclosing`, and a loop that runs to its end.
    - A generator that holds nothing, or that is not known.

    It is off by default, since the relaying shape is widely taught and mostly harmless.

    ## Options
    Off until selected: `--extend-select=AY307`.

    ## Fix
    Unsafe: the generator is put into `async with aclosing(...)` round the loop.

    ## Since
    0.1.0

    ## References
    - [contextlib.aclosing](https://docs.python.org/3/library/contextlib.html#contextlib.aclosing)
    - [PEP 525, Finalization](https://peps.python.org/pep-0525/#finalization)
    """

    codes: ClassVar[dict[str, str]] = {"AY307": "early-exit-from-resource-generator"}
    opt_in: ClassVar[frozenset[str]] = frozenset({"AY307"})
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFor,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on each way out of the loop `node` before the generator has ended."""
        assert isinstance(node, ast.AsyncFor)
        if context.place is None or not isinstance(node.iter, ast.Call):
            return
        exits = _exits(node, context.scope)
        relays = [] if exits else _relays(node, context)
        if not exits and not relays:
            return
        syntax = holding_generator(context, node.iter)
        if syntax is None:
            return
        name = syntax.node.name
        fix = Fix("use-aclosing", Safety.UNSAFE, context.source.span(node))
        for place in exits:
            statement = place.statement
            word = statement.__class__.__name__.lower()
            message = (
                f"'{word}' leaves '{name}' suspended inside its 'with' or 'try': its clean-up "
                f"waits for the garbage collector; loop inside 'async with aclosing({name}(...))'"
            )
            context.report("AY307", statement, message, fix)
        for relayed in relays:
            message = (
                f"an error of the consumer is raised here and never reaches '{name}', whose "
                f"clean-up waits for the garbage collector; loop inside 'async with "
                f"aclosing({name}(...))', or make it an '@asynccontextmanager'"
            )
            context.report("AY307", relayed, message, fix)


def _exits(loop: ast.AsyncFor, scope: Scope) -> list[Place]:
    """The `break` and `return` statements that leave `loop`."""
    found: list[Place] = []
    for statement, place in scope.statements:
        if not isinstance(statement, (ast.Break, ast.Return)):
            continue
        if not inside(place, loop, loop.body):
            continue
        if isinstance(statement, ast.Return) or next(loops_round(place), None) is loop:
            found.append(place)
    return found


def _relays(loop: ast.AsyncFor, context: Context) -> list[ast.Yield]:
    """`async for s in get_session(): yield s` in what is given its consumer's errors."""
    function = context.function
    if function is None or function.parent is None:
        return []
    node = function.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    yields = [y for statement in loop.body for y in yields_of(statement)]
    return yields if yields and receives_errors(node, function, context) else []
