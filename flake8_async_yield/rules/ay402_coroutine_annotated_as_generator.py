"""AY402: a coroutine function that promises an async iterator and cannot give one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.rules.annotations import read
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.definitions import (
    has_yield,
    is_plainly_decorated,
    is_stub,
    quoted_annotation,
)
from flake8_async_yield.rules.results import (
    gives_nothing,
    never_gives,
    returns_entered,
)
from flake8_async_yield.rules.verdicts import ASYNC

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class CoroutineAnnotatedAsGenerator(Rule):
    """# AY402 coroutine-annotated-as-generator

    ## What it does

    Reports an `async def` without `yield` that is annotated `AsyncGenerator`, `AsyncIterator` or
    `AsyncIterable`, and whose body cannot give one: it returns nothing, a plain value, or the
    resource itself.

    ## Why it fails

    Without a `yield` of its own an `async def` is a coroutine function: a call gives a
    coroutine, and awaiting it gives what `return` says. Whoever trusts the annotation iterates
    the call and gets `TypeError: 'async for' requires an object with __aiter__ method, got
    coroutine`; FastAPI injects the returned object and never comes back to close it.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio
    from collections.abc import AsyncIterator


    async def numbers() -> AsyncIterator[int]:
        return [1, 2, 3]


    async def show(source):
        async for number in source:
            print(number)


    asyncio.run(show(numbers()))
    ```

    ## Right

    ```python
    import asyncio
    from collections.abc import AsyncIterator


    async def numbers() -> AsyncIterator[int]:
        for number in [1, 2, 3]:
            yield number


    async def show(source):
        async for number in source:
            print(number)


    asyncio.run(show(numbers()))
    ```

    ## What it does not flag

    - A body that returns an async iterator (`return connection.rows()`): the annotation is right,
      the caller awaits first. Nor one that returns what is not known.
    - A body that says nothing (`...`, `raise NotImplementedError`), or never ends.
    - A `return` of the target of an `async with`, of which AY301 speaks.
    - A function under a decorator that is not known, or under `@asynccontextmanager` (AY306).

    ## Options

    `--async-yield-transparent-decorators` names decorators that change nothing.

    ## Fix

    None: only you know whether a `yield` is missing or the annotation is wrong.

    ## Since

    0.1.0

    ## References

    - [PEP 525, Asynchronous Generators](https://peps.python.org/pep-0525/)
    - [Python reference, 8.9.1 Coroutine function definition](https://docs.python.org/3/reference/compound_stmts.html#async-def)
    - [mypy: Asynchronous iterators](https://mypy.readthedocs.io/en/stable/more_types.html#asynchronous-iterators)
    """

    codes: ClassVar[dict[str, str]] = {"AY402": "coroutine-annotated-as-generator"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the annotation of the coroutine function `node`."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if node.returns is None or (
            isinstance(node.returns, ast.Constant) and not node.returns.value
        ):
            return
        scope = context.names.generic(node, context.scope, context.place).annotations
        if not all(reading.name in ASYNC for reading in read(node.returns, scope, context)):
            return
        if has_yield(node, context) or is_stub(node) or not is_plainly_decorated(node, context):
            return
        if returns_entered(node, context) or not never_gives(node, Use.ASYNC_FOR, context):
            return
        gives = "returns nothing" if gives_nothing(node, context) else "returns no async iterator"
        context.report(
            "AY402",
            node.returns,
            f"'{node.name}' has no 'yield' and {gives}, whatever {quoted_annotation(node.returns)} "
            "says: 'async for' raises TypeError; yield the values, or annotate what it returns",
        )
