"""AY502: a dependency that is decorated with `@asynccontextmanager`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.bindings import defaults
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.definitions import quoted, text_of
from flake8_async_yield.rules.depends import dependency_of
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.rules.uses import definition
from flake8_async_yield.values.arguments import NO_ARGUMENTS
from flake8_async_yield.values.value import CallableValue, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DECORATORS = {
    "contextlib._AsyncGeneratorContextManager": "@asynccontextmanager",
    "contextlib._GeneratorContextManager": "@contextmanager",
}
"""What a decorated function returns -> the decorator."""


class DependsOnContextManager(Rule):
    """# AY502 depends-on-context-manager

    ## What it does

    Reports `Depends(f)` and `Security(f)` where `f` is decorated with `@asynccontextmanager` or
    `@contextmanager`.

    ## Why it fails

    FastAPI makes the context manager itself, of the bare generator function. A decorated one
    fails at each request: since FastAPI 0.123.5 with `TypeError: '_AsyncGeneratorContextManager'
    object is not an async iterator`, because FastAPI looks through the decorator, sees a
    generator function and decorates it once more. Up to 0.123.4 the path operation was given the
    context manager, un-entered, in place of what is yielded. Seen with 0.100, 0.115, 0.121,
    0.123.0, 0.123.5, 0.128 and 0.165.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio
    from contextlib import asynccontextmanager

    import httpx
    from fastapi import Depends, FastAPI

    app = FastAPI()


    @asynccontextmanager
    async def get_session():
        yield "session"


    @app.get("/")
    async def index(session=Depends(get_session)):
        return session


    async def main():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            print((await client.get("/")).json())


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio

    import httpx
    from fastapi import Depends, FastAPI

    app = FastAPI()


    async def get_session():
        yield "session"


    @app.get("/")
    async def index(session=Depends(get_session)):
        return session


    async def main():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            assert (await client.get("/")).json() == "session"


    asyncio.run(main())
    ```

    ## What it does not flag

    - A function that calls a context manager and returns it.
    - A parameter that the path operation enters itself (`async with session as s:`), which worked
      up to FastAPI 0.123.4.
    - Decorators that are not known.

    ## Options

    `--async-yield-context-manager-decorators` names more decorators that make async context
    managers.

    ## Fix

    None: the function may be used with `async with` elsewhere. Take the decorator off, or keep
    the bare generator under a name of its own and decorate that for the others:
    `session_manager = asynccontextmanager(get_session)`.

    ## Since

    0.1.0

    ## References

    - [FastAPI: Dependencies with yield](https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/)
    - [FastAPI release notes, 0.123.5: "Handle wrapped dependencies"](https://fastapi.tiangolo.com/release-notes/)
    """

    codes: ClassVar[dict[str, str]] = {"AY502": "depends-on-context-manager"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Call,)
    words: ClassVar[tuple[str, ...]] = ("Depends", "Security")

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the dependency in `Depends(...)`."""
        assert isinstance(node, ast.Call)
        dependency = dependency_of(node, context)
        if not isinstance(dependency, (ast.Name, ast.Attribute)):
            return
        decorator = _decorator(dependency, context)
        if not decorator or _is_entered(node, context) or doubtful(context, dependency):
            return
        name = quoted(text_of(context.source, dependency))
        where = definition(context, context.value_of(dependency)[0])
        context.report(
            "AY502",
            dependency,
            f"{name}{where} is decorated with '{decorator}', but FastAPI makes the context manager "
            "itself: each request raises TypeError (up to FastAPI 0.123.4 the manager comes "
            "un-entered); leave the decorator off",
        )


def _decorator(dependency: ast.expr, context: Context) -> str:
    """The decorator of the generator function `dependency`, '' unless it is surely one of ours."""
    found: set[str] = set()
    for alternative in context.value_of(dependency):
        if not isinstance(alternative, CallableValue):
            return ""
        if alternative.made_from is not None and not alternative.made_from.record.is_generator:
            return ""
        results = context.evaluator.call((alternative,), NO_ARGUMENTS)
        found.update(
            DECORATORS.get(result.qualified_name, "") if isinstance(result, Instance) else ""
            for result in results
        )
        if not results:
            return ""
    return min(found) if found and "" not in found else ""


def _is_entered(marker: ast.Call, context: Context) -> bool:
    """Whether the path operation whose parameter this is for enters the parameter itself."""
    function = context.place.statement if context.place is not None else None
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    entered = {
        item.context_expr.id
        for node in ast.walk(function)
        if isinstance(node, (ast.With, ast.AsyncWith))
        for item in node.items
        if isinstance(item.context_expr, ast.Name)
    }
    if not entered:
        return False
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    annotations = [(a, a.annotation) for a in every if a.annotation is not None]
    for argument, part in (*annotations, *defaults(arguments)):
        if any(node is marker for node in ast.walk(part)):
            return argument.arg in entered
    return False
