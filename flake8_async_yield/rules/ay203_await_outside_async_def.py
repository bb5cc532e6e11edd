"""AY203: `await` where Python does not allow it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import ScopeKind
from flake8_async_yield.rules.async_syntax import complaint, make_async, refusing_scope
from flake8_async_yield.rules.base import Rule

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class AwaitOutsideAsyncDef(Rule):
    """# AY203 await-outside-async-def

    ## What it does

    Reports an `await` that no `async def` evaluates: in a plain `def`, a lambda, a class body or at
    module level.

    The decorators, the defaults and the annotations of an `async def` are evaluated outside it,
    and so is the first iterable of a comprehension. In a type parameter, a type alias, the bases
    or annotations of a generic class or function, and under `from __future__ import annotations`
    in any annotation, Python allows no `await` at all.

    ## Why it fails

    Only a coroutine can wait. Python's compiler refuses the whole module when it is imported;
    `ast.parse`, and every linter that stands on it, takes it.

    ## Wrong

    ```python
    # refused: SyntaxError
    async def fetch_user():
        return "ada"


    def user_name():
        return (await fetch_user()).title()
    ```

    ## Right

    ```python
    import asyncio


    async def fetch_user():
        return "ada"


    async def user_name():
        return (await fetch_user()).title()


    print(asyncio.run(user_name()))
    ```

    ## What it does not flag

    - `await` in the element, a condition or a later iterable of a generator expression: Python
      allows it anywhere. In a list, set or dict comprehension it is AY204.
    - The annotation of a function's own variable, `x: await f() = 1`: Python never compiles it.
    - Module level of a notebook (see AY201).

    ## Options

    None.

    ## Fix

    `def` becomes `async def`: unsafe, since every caller has to await it then. There is none for
    special methods such as `__init__`, which Python calls without waiting, nor for a lambda.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.4 "Await expression":
      https://docs.python.org/3/reference/expressions.html#await-expression
    - [PEP 492, Coroutines with async and await syntax](https://peps.python.org/pep-0492/)
    """

    codes: ClassVar[dict[str, str]] = {"AY203": "await-outside-async-def"}
    looks_at = (ast.Await,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report the `await` unless an `async def` or a comprehension evaluates it."""
        assert isinstance(node, ast.Await)
        kind = context.scope.kind
        if kind is ScopeKind.ASYNC_FUNCTION or kind is ScopeKind.COMPREHENSION:
            return
        scope = refusing_scope(context.scope, context)
        if scope is not None:
            message = complaint("'await'", scope, context)
            context.report("AY203", node, message, make_async(scope, context))
