"""AY401: the return annotation of an async generator says something else."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.annotations import read
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.definitions import has_yield, quoted, quoted_annotation
from flake8_async_yield.rules.spelling import Spelling, right_annotation
from flake8_async_yield.rules.verdicts import Verdict, verdict
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

SAYS = {
    Verdict.YIELDED: "names what it yields, not what a call returns",
    Verdict.SYNC: "is the sync kind",
    Verdict.COROUTINE: "is what an 'async def' without 'yield' returns",
    Verdict.MANAGER: "is what the decorator makes of it, not what it returns itself",
    Verdict.ARGUMENTS: "has the wrong number of type arguments",
    Verdict.NOTHING: "is what an 'async def' without 'yield' gives",
}


class GeneratorAnnotationWrong(Rule):
    """# AY401 generator-annotation-wrong

    ## What it does

    Reports an async generator (an `async def` with its own `yield`) whose return annotation
    says something else: what it yields (`-> AsyncSession`), a sync `Iterator` or `Generator`,
    a `Coroutine`, a context manager, or a generic with the wrong number of type arguments.

    The annotation is read as typing reads it: strings, aliases, unions, `Annotated`, and the
    names of `typing`, `collections.abc` and `typing_extensions` alike.

    ## Why it fails

    A call of an async generator function returns an async generator object at once; what it
    yields comes later. Whoever believes the annotation, a type checker, an editor or a
    colleague, writes `await get_session()` or uses the "session" as it is, and gets a
    `TypeError` or an `AttributeError`. The same holds below `@asynccontextmanager`, which asks
    for a function that returns an async iterator.

    ## Wrong

    ```python
    # prints: Session promised, async_generator given
    import typing


    class Session: ...


    async def get_session() -> Session:
        yield Session()


    promised = typing.get_type_hints(get_session)["return"]
    print(f"{promised.__name__} promised, {type(get_session()).__name__} given")
    ```

    ## Right

    ```python
    from collections.abc import AsyncIterator


    class Session: ...


    async def get_session() -> AsyncIterator[Session]:
        yield Session()


    assert isinstance(get_session(), AsyncIterator)
    ```

    ## What it does not flag

    - `AsyncIterator`, `AsyncIterable` and `AsyncGenerator`, with their arguments or without;
      `AsyncGenerator[T]` too, which Python 3.13 has made right.
    - `Any`, `object`, `NoReturn`, type variables, protocols, subclasses of the above, and
      whatever name cannot be resolved.
    - A union of which one member is right or not known.

    ## Options

    None.

    ## Fix

    Safe: the annotation is written anew (`AsyncIterator[Session]`, `AsyncGenerator[T, None]`),
    with its import. None is offered where it is not plain what the function yields, as in
    `-> list[int]` or in `-> None` with a value yielded.

    ## Since

    0.1.0

    ## References

    - [PEP 525, Asynchronous Generators](https://peps.python.org/pep-0525/)
    - [typing: AsyncGenerator](https://docs.python.org/3/library/typing.html#typing.AsyncGenerator)
    - [collections.abc.AsyncIterator](https://docs.python.org/3/library/collections.abc.html#collections.abc.AsyncIterator)
    """

    codes: ClassVar[dict[str, str]] = {"AY401": "generator-annotation-wrong"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)
    words: ClassVar[tuple[str, ...]] = ("yield",)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the annotation of the async generator function `node`."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if node.returns is None or not has_yield(node, context):
            return
        scope = context.names.generic(node, context.scope, context.place).annotations
        readings = read(node.returns, scope, context)
        verdicts = [verdict(reading, scope, context) for reading in readings]
        if Verdict.RIGHT in verdicts or Verdict.UNKNOWN in verdicts:
            return
        spelling = right_annotation(node, readings, verdicts, context)
        message = _message(node, verdicts, spelling)
        context.report("AY401", node.returns, message, _fix(node.returns, spelling, context))


def _message(
    node: ast.AsyncFunctionDef,
    verdicts: list[Verdict],
    spelling: Spelling | None,
) -> str:
    assert node.returns is not None
    what = verdicts[0] if len(set(verdicts)) == 1 else Verdict.YIELDED
    written = quoted_annotation(node.returns)
    right = quoted(spelling.text.strip('"')) if spelling else "'AsyncIterator[...]'"
    return (
        f"'{node.name}' is an async generator: the annotation {written} {SAYS[what]}; write {right}"
    )


def _fix(returns: ast.expr, spelling: Spelling | None, context: Context) -> Fix | None:
    if spelling is None:
        return None
    arguments = [("text", spelling.text)]
    if spelling.needs:
        arguments.append(("import", spelling.needs))
    span = context.source.span(returns)
    return Fix("replace-annotation", Safety.SAFE, span, tuple(arguments))
