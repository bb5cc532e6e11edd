"""AY112: an attribute of a coroutine. Found by `ay1_dropping`."""

from __future__ import annotations

import ast
from typing import ClassVar

from flake8_async_yield.rules.base import Rule


class AttributeOnCoroutine(Rule):
    """# AY112 attribute-on-coroutine

    ## What it does

    Reports an attribute or a subscript of a coroutine that was not awaited: `get_user().name`.

    Also of another awaitable object, such as aiohttp's `session.get(url).status`, where it is known
    that the object has no such attribute and that what `await` gives has it; and of a task or a
    future that asyncio made. `await channel.send("x")` counts as well, where `channel` is a
    coroutine: its own `send` takes nothing but None at first.

    ## Why it fails

    `await` binds less tightly than the dot: `await get_user().name` asks the coroutine for its
    `name` first. A coroutine has no such attribute, and no items: `AttributeError` or `TypeError`.

    ## Wrong

    ```python
    # raises: AttributeError
    import asyncio


    class User:
        name = "ada"


    async def get_user():
        return User()


    async def main():
        print(get_user().name)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio


    class User:
        name = "ada"


    async def get_user():
        return User()


    async def main():
        print((await get_user()).name)


    asyncio.run(main())
    ```

    ## What it does not flag

    - A coroutine's own: `send(None)`, `throw`, `close`, `cr_frame` and its other `cr_...`
      attributes.
    - What has attributes beside being awaitable, such as a task's `result` and `cancel`, or what
      the program itself puts on one.
    - A value that is not known, or that may be several things of which one fits.
    - What stands under `pytest.raises` or in a `try` that catches the error.

    ## Options

    `--async-yield-transparent-decorators` names decorators that leave a function as it is.

    ## Fix

    Inside an `async def`, `await` is put in, with parentheses: safe. None outside one.
    A coroutine that is kept in a name is awaited where the name is bound: unsafe, since all uses
    of the name have its result then.

    ## Since

    0.1.0

    ## References

    - Python reference, 6.17 "Operator precedence":
      https://docs.python.org/3/reference/expressions.html#operator-precedence
    - Python reference, 3.4.2 "Coroutine Objects":
      https://docs.python.org/3/reference/datamodel.html#coroutine-objects
    """

    codes: ClassVar[dict[str, str]] = {"AY112": "attribute-on-coroutine"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = ()
