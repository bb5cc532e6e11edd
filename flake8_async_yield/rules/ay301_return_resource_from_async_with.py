"""AY301: a resource is returned out of the `async with` that closes it."""

from __future__ import annotations

import ast
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Kind
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.lifetimes import Closed
from flake8_async_yield.rules.lives import Life
from flake8_async_yield.rules.paths import inside
from flake8_async_yield.rules.returned import returned_resources, runs_later
from flake8_async_yield.rules.roles import is_dependency
from flake8_async_yield.rules.words import dotted, last_name
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class ReturnResourceFromAsyncWith(Rule):
    """# AY301 return-resource-from-async-with

    ## What it does
    Reports a `return` that hands out the `as` target of an `async with`, from inside the block or
    after it: directly, under another name, in a tuple, a list or a dict, in an instance of a class
    that keeps it, or in a conditional. The same for what an `AsyncExitStack` of the function has
    entered, and for the item of an `async for` over a generator that closes it. Also a `return` of
    the coroutine or the async generator that a method of the target gives: it has not run yet.

    ## Why it fails
    `return` ends the block, and `__aexit__` runs before the caller gets anything: the caller gets
    a closed resource. What that means depends on the library, and the message says so where it is
    known: aiohttp, httpx and aiosqlite raise on the next use; SQLAlchemy's `AsyncSession` quietly
    takes a new connection from the pool, which nobody gives back.

    ## Wrong
    ```python
    # raises: RuntimeError
    import asyncio

    import httpx


    async def get_client() -> httpx.AsyncClient:
        async with httpx.AsyncClient() as client:
            return client


    async def main() -> None:
        client = await get_client()
        await client.get("http://localhost/")


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    import httpx


    @asynccontextmanager
    async def get_client() -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient() as client:
            yield client


    async def main() -> None:
        async with get_client() as client:
            assert not client.is_closed


    asyncio.run(main())
    ```

    ## What it does not flag
    - A value that was read through the resource: `return await response.json()`.
    - The target of what leaves it usable: locks, timeouts, task groups, cancel scopes,
      transactions, `nullcontext`, a class whose `__aexit__` closes nothing, a client that
      connects again (redis).
    - A response whose body was read before; one that is kept by an instance of a class; and, in
      test files, any response.
    - A name that was bound anew, a stack that is emptied by `pop_all()` or handed on, and a
      `return` of a nested function.
    - A manager of which nothing is known and whose name does not say that it is a resource.

    ## Options
    `--async-yield-context-manager-decorators` names decorators that work like
    `contextlib.asynccontextmanager`.

    ## Fix
    Unsafe: `return s` becomes `yield s`, where the function is handed to `Depends` or is
    annotated as a generator already. All callers that await it must change.

    ## Since
    0.1.0

    ## References
    - [The async with
      statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement)
    - [FastAPI: Dependencies with
      yield](https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/)
    - [SQLAlchemy:
      AsyncSession.close](https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html#sqlalchemy.ext.asyncio.AsyncSession.close)
    """

    codes: ClassVar[dict[str, str]] = {"AY301": "return-resource-from-async-with"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Return,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on each resource that `return` hands out closed."""
        assert isinstance(node, ast.Return)
        if node.value is None or not context.in_async_function or context.place is None:
            return
        found = returned_resources(node, context.scope, context.place, context)
        in_test = is_test(context.source.path)
        for given, resource, closed in found:
            if closed.life.is_response and in_test:
                continue
            is_itself = isinstance(given, ast.Name) and node.value is given
            fix = _fix(node, closed, context) if is_itself else None
            context.report("AY301", given, _message(resource, closed), fix)
        for call, kind, resource, closed in runs_later(
            node, context.scope, context.place, context
        ):
            if not in_test:
                context.report("AY301", call, _late(call, kind, resource, closed))


def is_test(path: str) -> bool:
    """Whether the file is a test: there, a closed response is what is looked at."""
    name = PurePath(path).name
    return name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py")


def _thing(name: str, life: Life) -> str:
    return f"'{name}' ({life.name})" if life.name and life.name != name else f"'{name}'"


def _late(call: ast.Call, kind: Kind, name: str, closed: Closed) -> str:
    assert isinstance(call.func, ast.Attribute)
    advice = "await it" if kind is Kind.COROUTINE else "iterate over it"
    return (
        f"'{dotted(call.func)}()' has not run when it is returned, and {ENDED[closed.how]} "
        f"{_thing(name, closed.life)} by then; {advice} inside"
    )


ENDED = {
    "with": "the end of the 'async with' has closed",
    "stack": "the 'AsyncExitStack' has closed",
    "generator": "the end of its generator has closed",
}


def _message(name: str, closed: Closed) -> str:
    life = closed.life
    thing = _thing(name, life)
    if life.is_response:
        return (
            f"{thing} is released when its 'async with' ends: {life.after}; read it inside, and "
            f"return what was read"
        )
    ends = {
        "with": "closed when its 'async with' ends",
        "stack": "closed when the 'AsyncExitStack' unwinds",
        "generator": "closed when the generator that yielded it is dropped here",
    }[closed.how]
    after = f": {life.after}" if life.after else ", so the caller gets it closed"
    advice = {
        "with": f"'yield {name}' from a dependency or an '@asynccontextmanager' instead",
        "stack": "'yield' it, or keep the stack open with 'pop_all()'",
        "generator": "use it inside the loop, or make its source an '@asynccontextmanager'",
    }[closed.how]
    return f"{thing} is {ends}{after}; {advice}"


def _fix(node: ast.Return, closed: Closed, context: Context) -> Fix | None:
    """`return s` becomes `yield s` where the function is a dependency, or says it generates."""
    function = context.function
    assert context.place is not None
    if function is None or closed.how != "with" or not inside(context.place, closed.statement):
        return None
    definition = function.node
    assert isinstance(definition, (ast.FunctionDef, ast.AsyncFunctionDef))
    annotation = definition.returns
    says = last_name(annotation) if annotation is not None else ""
    generates = says in ("AsyncGenerator", "AsyncIterator", "AsyncIterable")
    if not generates and not is_dependency(definition, context):
        return None
    return Fix("return-to-yield", Safety.UNSAFE, context.source.span(node))
