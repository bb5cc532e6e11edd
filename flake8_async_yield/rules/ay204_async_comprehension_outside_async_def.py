"""AY204: a list, set or dict comprehension that awaits, where Python does not allow it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import ScopeKind
from flake8_async_yield.rules.async_syntax import complaint, refused_comprehension
from flake8_async_yield.rules.base import Rule

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

NAMES = {ast.ListComp: "list", ast.SetComp: "set", ast.DictComp: "dict"}


class AsyncComprehensionOutsideAsyncDef(Rule):
    """# AY204 async-comprehension-outside-async-def

    ## What it does

    Reports a list, set or dict comprehension with `async for` or `await` in it that no `async def`
    evaluates: in a plain `def`, a lambda, a class body or at module level.

    Where comprehensions hold each other, the outermost one is reported, as Python does.

    ## Why it fails

    Such a comprehension waits until it has all its elements, and only a coroutine can wait.
    Python's compiler refuses the whole module when it is imported; `ast.parse`, and every linter
    that stands on it, takes it.

    ## Wrong

    ```python
    # refused: SyntaxError
    async def get_users():
        yield "ada"


    def all_users():
        return [user async for user in get_users()]
    ```

    ## Right

    ```python
    import asyncio


    async def get_users():
        yield "ada"


    async def all_users():
        return [user async for user in get_users()]


    print(asyncio.run(all_users()))
    ```

    ## What it does not flag

    - A generator expression, `(user async for user in get_users())`: it waits only when somebody
      iterates it, and Python allows it anywhere. So is a comprehension inside one:
      `([user async for user in group] for group in groups)`.
    - The annotation of a function's own variable, and any annotation under
      `from __future__ import annotations`: Python never compiles the comprehension.
    - Module level of a notebook (see AY201).

    ## Options

    None.

    ## Fix

    None. Make the function an `async def`, or hand on a generator expression.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.2.4 "Displays for lists, sets and dictionaries":
      https://docs.python.org/3/reference/expressions.html#displays-for-lists-sets-and-dictionaries
    - [PEP 530, Asynchronous Comprehensions](https://peps.python.org/pep-0530/)
    """

    codes: ClassVar[dict[str, str]] = {"AY204": "async-comprehension-outside-async-def"}
    looks_at = (ast.ListComp, ast.SetComp, ast.DictComp, ast.Await)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report the outermost comprehension that `node` makes asynchronous."""
        scope = context.scope
        if isinstance(node, ast.Await):
            # In a generator expression or outside comprehensions it is AY203's, or right.
            if scope.kind is not ScopeKind.COMPREHENSION or scope.parent is None:
                return
            node, scope = scope.node, scope.parent
            assert isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp))
        else:
            assert isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp))
            if not any(generator.is_async for generator in node.generators):
                return
        found = refused_comprehension(node, scope, context)
        if found is not None:
            outermost, refusing = found
            what = f"an asynchronous {NAMES[outermost.__class__]} comprehension"
            context.report("AY204", outermost, complaint(what, refusing, context))
