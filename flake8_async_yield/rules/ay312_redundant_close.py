"""AY312: a close as the last statement of its own `async with`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.closes import candidate, follows_a_yield

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class RedundantClose(Rule):
    """# AY312 redundant-close

    ## What it does
    Reports `await s.close()` as the last statement of the `async with` whose target `s` is,
    without a `yield` in it (that is AY302's), where the exit is known to close it.

    ## Why it fails
    The next thing that happens is `__aexit__`, which closes the resource again. It is not needed
    on this path, and on the path of an error it does not run.

    ## Wrong
    ```python
    # prints: closed 2 times
    import asyncio


    class Session:
        closed = 0

        async def __aenter__(self) -> "Session":
            return self

        async def __aexit__(self, *error: object) -> None:
            await self.close()

        async def close(self) -> None:
            self.closed += 1


    async def main() -> None:
        async with Session() as session:
            print(end="")
            await session.close()
        print("closed", session.closed, "times")


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio


    class Session:
        closed = 0

        async def __aenter__(self) -> "Session":
            return self

        async def __aexit__(self, *error: object) -> None:
            await self.close()

        async def close(self) -> None:
            self.closed += 1


    async def main() -> None:
        async with Session() as session:
            print("working")
        assert session.closed == 1


    asyncio.run(main())
    ```

    ## What it does not flag
    - A manager that is not known, or whose exit does not do what the method does.
    - A close that is not the last statement, has arguments, or stands inside another `with`.

    It is off by default: tests close twice on purpose.

    ## Options
    Off until selected: `--extend-select=AY312`.

    ## Fix
    None: the statement may be deleted.

    ## Since
    0.1.0

    ## References
    - [The async with
      statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement)
    - [Asynchronous context
      managers](https://docs.python.org/3/reference/datamodel.html#asynchronous-context-managers)
    """

    codes: ClassVar[dict[str, str]] = {"AY312": "redundant-close"}
    opt_in: ClassVar[frozenset[str]] = frozenset({"AY312"})
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Expr,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the statement `node` where nothing but the end of its block follows."""
        assert isinstance(node, ast.Expr)
        found = candidate(node, context)
        if found is None or found.life.closed_by is None or found.statement.body[-1] is not node:
            return
        if follows_a_yield(found, context) is None:
            message = (
                f"'{found.name}' is closed twice: this is the end of its 'async with', which "
                f"closes it; leave '{ast.unparse(found.release.call)}' out"
            )
            context.report("AY312", node, message)
