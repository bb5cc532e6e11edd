"""AY403: an abstract `async def` that an async generator will not implement."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import ScopeKind
from flake8_async_yield.rules.annotations import read
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.classes import PROTOCOLS
from flake8_async_yield.rules.definitions import (
    ABSTRACT,
    decorators,
    has_yield,
    is_stub,
    quoted_annotation,
)
from flake8_async_yield.rules.verdicts import ASYNC
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

AWAITED_BY_PYTHON = frozenset({"__aenter__", "__anext__"})


class AsyncStubAnnotatedAsIterator(Rule):
    """# AY403 async-stub-annotated-as-iterator

    ## What it does

    Reports the stub of a method in a `Protocol`, or an abstract method, that is an `async def`
    without `yield` and annotated `AsyncIterator`, `AsyncIterable` or `AsyncGenerator`.

    ## Why it fails

    `async def items(self) -> AsyncIterator[int]: ...` declares a method whose call gives a
    coroutine, which has to be awaited to get the iterator. An async generator gives the
    iterator at once, without `await`: it does not implement the stub. A caller written against
    the stub says `async for item in await source.items()`, and that raises `TypeError` with
    every implementation that yields. Without `async`, the stub says what was meant.

    ## Wrong

    ```python
    # raises: TypeError
    import asyncio
    from collections.abc import AsyncIterator
    from typing import Protocol


    class Source(Protocol):
        async def items(self) -> AsyncIterator[int]: ...


    class Numbers:
        async def items(self):
            yield 1


    def by_the_book(source: Source):
        return source.items()


    async def main():
        items = await by_the_book(Numbers())
        async for item in items:
            print(item)


    asyncio.run(main())
    ```

    ## Right

    ```python
    import asyncio
    from collections.abc import AsyncIterator
    from typing import Protocol


    class Source(Protocol):
        def items(self) -> AsyncIterator[int]: ...


    class Numbers:
        async def items(self) -> AsyncIterator[int]:
            yield 1


    async def main(source: Source):
        async for item in source.items():
            print(item)


    asyncio.run(main(Numbers()))
    ```

    ## What it does not flag

    - A stub of which the same file awaits the call, or that a class of the same file implements
      with a coroutine: the iterator is meant to be awaited.
    - A stub with a `yield` in it, which makes it an async generator itself.
    - Stubs of other classes, and those that stand only for type checkers.
    - `__aenter__` and `__anext__`, which Python awaits.

    ## Options

    None.

    ## Fix

    Unsafe: `async` is taken out of the stub. Implementations that are coroutines, in other
    files, would not fit any more.

    ## Since

    0.1.0

    ## References

    - [mypy: Asynchronous iterators](https://mypy.readthedocs.io/en/stable/more_types.html#asynchronous-iterators)
    - [PEP 525, Asynchronous Generators](https://peps.python.org/pep-0525/)
    """

    codes: ClassVar[dict[str, str]] = {"AY403": "async-stub-annotated-as-iterator"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the stub `node` of a protocol or an abstract method."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if context.scope.kind is not ScopeKind.CLASS or node.returns is None:
            return
        if node.name in AWAITED_BY_PYTHON or not is_stub(node) or has_yield(node, context):
            return
        scope = context.names.generic(node, context.scope, context.place).annotations
        if not all(reading.name in ASYNC for reading in read(node.returns, scope, context)):
            return
        kind = _kind_of_stub(node, context)
        if not kind or _is_meant_to_be_awaited(node, context):
            return
        written = quoted_annotation(node.returns)
        context.report(
            "AY403",
            node,
            f"'{node.name}' is {kind} 'async def' without 'yield': its call gives a coroutine, "
            f"and no async generator will implement it; write 'def {node.name}(...) -> "
            f"{written[1:-1]}'",
            Fix("remove-async", Safety.UNSAFE, context.source.span(node)),
        )


def _kind_of_stub(node: ast.AsyncFunctionDef, context: Context) -> str:
    """What a message calls the stub; '' where it is neither abstract nor a protocol's."""
    names = decorators(node, context)
    cls = context.scope.node
    around = context.scope.parent
    if not isinstance(cls, ast.ClassDef) or around is None or "" in names:
        return ""
    if ABSTRACT.intersection(names):
        return "an abstract"
    if names:
        return ""
    direct = [b.value if isinstance(b, ast.Subscript) else b for b in cls.bases]
    if any(context.qualified_name(base, around) in PROTOCOLS for base in direct):
        return "a protocol's"
    return ""


def _is_meant_to_be_awaited(node: ast.AsyncFunctionDef, context: Context) -> bool:
    """Whether this file awaits a call of that method, or implements it with a coroutine."""
    for other in ast.walk(context.source.tree):
        if isinstance(other, ast.Await) and isinstance(other.value, ast.Call):
            called = other.value.func
            if isinstance(called, ast.Attribute) and called.attr == node.name:
                return True
        elif (
            isinstance(other, ast.AsyncFunctionDef)
            and other.name == node.name
            and not is_stub(other)
            and not has_yield(other, context)
        ):
            return True
    return False
