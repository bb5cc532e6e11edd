"""AY302: a close after the `yield` that the end of the same `async with` does anyway."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.closes import candidate, follows_a_yield
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class RedundantCloseAfterYield(Rule):
    """# AY302 redundant-close-after-yield

    ## What it does
    Reports `await s.close()` or `await s.aclose()` on the `as` target of an `async with`, after
    the `yield` inside that block: in its body, or in an `else`, `except` or `finally`.

    ## Why it fails
    The end of the `async with` closes the resource on every path, when the consumer has failed as
    well. The close by hand is done twice; at its best it does nothing, and in the body of the
    block it leads the reader to think that the block does not close. Where the manager is not
    known, the close of its target is taken to be what the exit does.

    ## Wrong
    ```python
    # prints: closed, closed
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    log: list[str] = []


    class Session:
        async def __aenter__(self) -> "Session":
            return self

        async def __aexit__(self, *error: object) -> None:
            await self.close()

        async def close(self) -> None:
            log.append("closed")


    @asynccontextmanager
    async def get_session() -> AsyncIterator[Session]:
        async with Session() as session:
            yield session
            await session.close()


    async def main() -> None:
        async with get_session():
            pass
        print(", ".join(log))


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    class Session:
        closed = 0

        async def __aenter__(self) -> "Session":
            return self

        async def __aexit__(self, *error: object) -> None:
            await self.close()

        async def close(self) -> None:
            self.closed += 1


    @asynccontextmanager
    async def get_session() -> AsyncIterator[Session]:
        async with Session() as session:
            yield session


    async def main() -> None:
        async with get_session() as session:
            pass
        assert session.closed == 1


    asyncio.run(main())
    ```

    ## What it does not flag
    - A close of something else, before the `yield`, or with arguments.
    - A target whose `__aexit__` is known not to close it, such as a connection that is only given
      back to its pool.
    - A close after which the block still awaits something or looks at the target, or inside
      another `with` that was entered later: a task group may wait for just this close.

    ## Options
    None.

    ## Fix
    The statement is taken out, and a `finally` or `try` that is left empty with it. Safe where
    the exit is known to close the target, otherwise unsafe.

    ## Since
    0.1.0

    ## References
    - [The async with
      statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement)
    - [Asynchronous context
      managers](https://docs.python.org/3/reference/datamodel.html#asynchronous-context-managers)
    """

    codes: ClassVar[dict[str, str]] = {"AY302": "redundant-close-after-yield"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Expr,)
    words: ClassVar[tuple[str, ...]] = ("yield",)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the statement `node` where it closes what its `async with` will close."""
        assert isinstance(node, ast.Expr)
        found = candidate(node, context)
        if found is None or not follows_a_yield(found, context):
            return
        is_known = found.life.closed_by is not None
        text = ast.unparse(found.release.call)
        message = (
            f"'{found.name}' is closed twice: the end of its 'async with' "
            f"{'closes it' if is_known else 'takes care of it'} after the 'yield', also when the "
            f"consumer fails; leave '{text}' out"
        )
        safety = Safety.SAFE if is_known else Safety.UNSAFE
        fix = Fix("remove-statement", safety, context.source.span(node))
        context.report("AY302", node, message, fix)
