"""AY202: an `async for` statement where Python does not allow it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import ScopeKind
from flake8_async_yield.rules.async_syntax import complaint, make_async, refusing_scope
from flake8_async_yield.rules.base import Rule

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class AsyncForOutsideAsyncDef(Rule):
    """# AY202 async-for-outside-async-def

    ## What it does

    Reports an `async for` statement in a plain `def`, in a class body or at module level.

    ## Why it fails

    `async for` awaits each item, and only a coroutine can wait. Python's compiler refuses the
    whole module when it is imported; `ast.parse`, and every linter that stands on it, takes it.

    ## Wrong

    ```python
    # refused: SyntaxError
    async def get_users():
        yield "ada"


    def names():
        async for user in get_users():
            print(user)
    ```

    ## Right

    ```python
    import asyncio


    async def get_users():
        yield "ada"


    async def names():
        async for user in get_users():
            print(user)


    asyncio.run(names())
    ```

    ## What it does not flag

    - An `async for` in an `async def` that stands in a plain function or a class.
    - `async for` in a generator expression, `(user async for user in get_users())`: Python allows
      it anywhere. In a list, set or dict comprehension it is AY204.
    - Module level of a notebook (see AY201).

    ## Options

    None.

    ## Fix

    `def` becomes `async def`: unsafe, since every caller has to await or iterate it then. There is
    none for special methods such as `__iter__`, which Python calls without waiting.

    ## Since

    0.1.0

    ## References

    - Python reference, 8.9.2 "The async for statement":
      https://docs.python.org/3/reference/compound_stmts.html#async-for
    - [PEP 492, Coroutines with async and await syntax](https://peps.python.org/pep-0492/)
    """

    codes: ClassVar[dict[str, str]] = {"AY202": "async-for-outside-async-def"}
    looks_at = (ast.AsyncFor,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report the statement unless an `async def` runs it."""
        assert isinstance(node, ast.AsyncFor)
        if context.scope.kind is ScopeKind.ASYNC_FUNCTION:
            return
        scope = refusing_scope(context.scope, context)
        if scope is not None:
            message = complaint("'async for'", scope, context)
            context.report("AY202", node, message, make_async(scope, context))
