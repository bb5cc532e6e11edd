"""AY309: a method of an `async with` target is called after the block has ended."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.lifetimes import Closed, closed_by_end, was_read
from flake8_async_yield.rules.paths import inside
from flake8_async_yield.rules.words import CLEANUP, last_name, words

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

WAITING = frozenset({"done", "finished", "join", "wait"})
"""Words of a method that waits for the end, which is there already."""

HARMLESS = CLEANUP | WAITING


class ResourceUsedAfterAsyncWith(Rule):
    """# AY309 resource-used-after-async-with

    ## What it does
    Reports `await s.m()` on the `as` target of an `async with` after the block has ended, where
    the end of the block has closed it.

    ## Why it fails
    The name is still bound after the block, the resource is not open any more. Most libraries
    raise on the next use; SQLAlchemy's `AsyncSession` takes a new connection, which nobody gives
    back.

    ## Wrong
    ```python
    # raises: RuntimeError
    import asyncio

    import httpx


    async def main() -> None:
        async with httpx.AsyncClient() as client:
            client.headers["x-token"] = "secret"
        await client.get("http://localhost/")


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio

    import httpx


    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text="hello")


    async def main() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            client.headers["x-token"] = "secret"
            response = await client.get("http://localhost/")
        assert response.text == "hello"


    asyncio.run(main())
    ```

    ## What it does not flag
    - A target that can be used again (a lock, a redis client), and a name that was bound anew.
    - A close, a wait for the end (`await s.finished()`), a response whose body was read inside
      the block, and what stands in `with pytest.raises(...)`.
    - `stream.get_final_message()` after the block has looped over the stream or handed it on.

    It is off by default: tests do this on purpose.

    ## Options
    Off until selected: `--extend-select=AY309`.

    ## Fix
    None: the statement has to move into the block.

    ## Since
    0.1.0

    ## References
    - [The async with
      statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement)
    - [HTTPX: Opening and closing
      clients](https://www.python-httpx.org/async/#opening-and-closing-clients)
    """

    codes: ClassVar[dict[str, str]] = {"AY309": "resource-used-after-async-with"}
    opt_in: ClassVar[frozenset[str]] = frozenset({"AY309"})
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Await,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on `await s.m()` where the `async with` of `s` has ended."""
        assert isinstance(node, ast.Await)
        match node.value:
            case ast.Call(func=ast.Attribute(value=ast.Name() as name, attr=method)):
                pass
            case _:
                return
        if not context.in_async_function or context.place is None:
            return
        if not HARMLESS.isdisjoint(words(method)) or context.scope.bindings.get(name.id) is None:
            return
        closed = closed_by_end(name.id, context.scope, context.place, context)
        if closed is None or closed.how == "generator":
            return
        if inside(context.place, closed.statement) or context.place is closed.place:
            return
        if context.place.statement is closed.statement:
            return
        if was_read(closed, context.scope, node.lineno):
            return
        if "final" in words(method) and _may_be_iterated(closed):
            return  # what came out of the stream is kept
        if _is_expected(context):
            return
        after = closed.life.after or "it is closed"
        message = (
            f"'{name.id}' is used after its 'async with' has ended: {after}; move "
            f"'{name.id}.{method}(...)' into the block"
        )
        context.report("AY309", node.value, message)


def _may_be_iterated(closed: Closed) -> bool:
    """Whether its block loops over the target or an attribute of it, or hands one of them on."""
    given: list[ast.expr] = []
    for node in ast.walk(closed.statement):
        if isinstance(node, ast.AsyncFor):
            given.append(node.iter)
        elif isinstance(node, ast.Call):
            given += [*node.args, *(keyword.value for keyword in node.keywords)]
    return any(
        isinstance(name, ast.Name) and name.id == closed.name
        for name in (node.value if isinstance(node, ast.Attribute) else node for node in given)
    )


def _is_expected(context: Context) -> bool:
    """Whether a test waits for the error: `with pytest.raises(...)` stands round it."""
    for statement, _ in context.enclosing_statements():
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            for item in statement.items:
                call = item.context_expr
                called = words(last_name(call.func)) if isinstance(call, ast.Call) else set()
                if "raises" in called:
                    return True
    return False
