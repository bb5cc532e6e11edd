"""AY201: `async with` where Python does not allow it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import ScopeKind
from flake8_async_yield.rules.async_syntax import complaint, make_async, refusing_scope
from flake8_async_yield.rules.base import Rule

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class AsyncWithOutsideAsyncDef(Rule):
    """# AY201 async-with-outside-async-def

    ## What it does

    Reports an `async with` statement in a plain `def`, in a class body or at module level.

    ## Why it fails

    `async with` awaits when it enters and when it leaves, and only a coroutine can wait. Python's
    compiler refuses the whole module when it is imported. `ast.parse` takes the file, and so does
    every linter that stands on it: without this rule the mistake is first seen at run time.

    ## Wrong

    ```python
    # refused: SyntaxError
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def open_session():
        yield "session"


    def get_session():
        async with open_session() as session:
            yield session
    ```

    ## Right

    ```python
    import asyncio
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def open_session():
        yield "session"


    async def get_session():
        async with open_session() as session:
            yield session


    async def main():
        async for session in get_session():
            print(session)


    asyncio.run(main())
    ```

    ## What it does not flag

    - An `async with` in an `async def` that stands in a plain function or a class.
    - Module level of a notebook: a file named `*.ipynb`, or one that holds the cell marks of
      jupytext, nbQA, nbconvert, Databricks or an editor (`# %%`, `# In[1]:`). Notebooks run it.

    ## Options

    None.

    ## Fix

    `def` becomes `async def`: unsafe, since every caller has to await or iterate it then. There is
    none for special methods such as `__init__`, which Python calls without waiting.

    ## Since

    0.1.0

    ## References

    - Python reference, 8.9.3 "The async with statement":
      https://docs.python.org/3/reference/compound_stmts.html#async-with
    - [PEP 492, Coroutines with async and await syntax](https://peps.python.org/pep-0492/)
    """

    codes: ClassVar[dict[str, str]] = {"AY201": "async-with-outside-async-def"}
    looks_at = (ast.AsyncWith,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report the statement unless an `async def` runs it."""
        assert isinstance(node, ast.AsyncWith)
        if context.scope.kind is ScopeKind.ASYNC_FUNCTION:
            return
        scope = refusing_scope(context.scope, context)
        if scope is not None:
            message = complaint("'async with'", scope, context)
            context.report("AY201", node, message, make_async(scope, context))
