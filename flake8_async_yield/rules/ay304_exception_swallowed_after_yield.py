"""AY304: a handler round a `yield` that lets the consumer's error vanish."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.paths import TRIES, Flow, Jump, Point
from flake8_async_yield.rules.raising import caught, is_broad, may_raise
from flake8_async_yield.rules.roles import is_lifespan, receives_errors
from flake8_async_yield.rules.words import last_name, words
from flake8_async_yield.rules.yielding import Yielded, around, named_in, own_yields
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

WHOLE_FAMILIES = frozenset({"sqlalchemy.exc.SQLAlchemyError", "sqlalchemy.exc.DBAPIError"})
"""Classes that stand for everything that can go wrong with a library."""

CANCELLED = frozenset({"CancelledError", "Cancelled"})

REPORTERS = frozenset(
    {"log", "logger", "logging", "print", "warn", "warning", "error", "exception", "debug", "info",
     "critical", "traceback", "str", "repr", "type", "capture", "sentry", "isinstance", "format",
     "getattr", "hasattr", "echo", "write"}
)
"""Words of what is told of an error without handing it on."""


class ExceptionSwallowedAfterYield(Rule):
    """# AY304 exception-swallowed-after-yield

    ## What it does
    Reports an `except` for every error (`except Exception`, `except BaseException`, a bare
    `except`), for a cancellation, or for a library's whole family (`SQLAlchemyError`), that
    stands round the `yield` of a context manager's function or of a dependency and neither raises
    the error again nor raises another one.

    ## Why it fails
    The consumer's error is raised at the `yield`. A handler that ends without raising makes it
    vanish: the `async with` block is left as if nothing had happened, and in FastAPI a request
    that failed is lost without a trace. A `CancelledError` that vanishes leaves a task that
    cannot be cancelled.

    ## Wrong
    ```python
    # prints: saved
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def transaction() -> AsyncIterator[None]:
        try:
            yield
        except Exception:
            pass  # roll back


    async def main() -> None:
        async with transaction():
            raise ValueError("not saved")
        print("saved")


    asyncio.run(main())
    ```

    ## Right
    ```python
    import asyncio
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager


    @asynccontextmanager
    async def transaction() -> AsyncIterator[None]:
        try:
            yield
        except Exception:
            print("rolled back")
            raise


    async def main() -> None:
        try:
            async with transaction():
                raise ValueError("not saved")
        except ValueError as error:
            assert str(error) == "not saved"


    asyncio.run(main())
    ```

    ## What it does not flag
    - A handler for one narrow error, which is meant to be suppressed, and `contextlib.suppress`;
      one for `GeneratorExit`, which no consumer raises.
    - A handler that raises on some path, keeps the error, or hands it to a function that may
      raise it.
    - A generator that `async for` drives: no consumer's error ever comes to its `yield`.
    - pytest fixtures, which are never thrown into.
    - A function under a decorator that is not known.

    ## Options
    `--async-yield-context-manager-decorators` names decorators that work like
    `contextlib.asynccontextmanager`.

    ## Fix
    Unsafe: `raise` at the end of the handler.

    ## Since
    0.1.0

    ## References
    -
      [contextlib.asynccontextmanager](https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager)
    - [FastAPI: Always raise in dependencies with yield and
      except](https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/#always-raise-in-dependencies-with-yield-and-except)
    """

    codes: ClassVar[dict[str, str]] = {"AY304": "exception-swallowed-after-yield"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)
    words: ClassVar[tuple[str, ...]] = ("yield",)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the handlers round a `yield` that neither re-raise nor raise."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if not context.is_generator(node):
            return
        scope = context.names.function(node, context.scope, context.place)
        has_try = any(isinstance(statement, TRIES) for statement, _ in scope.statements)
        if not has_try or not receives_errors(node, scope, context):
            return
        told: set[int] = set()
        for yielded in own_yields(scope):
            for statement, block, _ in around(yielded.place):
                if not isinstance(statement, TRIES) or block is not statement.body:
                    continue
                broad = [h for h in statement.handlers if catches_all(h, node, context)]
                for handler in broad:
                    if id(handler) in told or not swallows(handler):
                        continue
                    if may_end(handler, scope) and is_met(yielded, scope):
                        told.add(id(handler))
                        _report(handler, node, context)
                if any(is_broad(handler) for handler in broad):
                    break


def catches_all(
    handler: ast.ExceptHandler, node: ast.AsyncFunctionDef, context: Context
) -> bool:
    """Whether `handler` catches more than one narrow error: everything, or a cancellation."""
    if is_broad(handler):
        return True
    for error in caught(handler):
        if last_name(error) in CANCELLED and not is_lifespan(node, context):
            return True
        inner = context.names.function(node, context.scope, context.place)
        if context.qualified_name(error, inner) in WHOLE_FAMILIES:
            return True
    return False


def swallows(handler: ast.ExceptHandler) -> bool:
    """Whether the error surely ends here: nothing raises, and nobody is given the error."""
    nodes = [node for statement in handler.body for node in ast.walk(statement)]
    if any(may_raise(node) or isinstance(node, ast.Yield) for node in nodes):
        return False  # a second `yield` makes what drives the generator raise
    if handler.name is None:
        return True
    return not any(_hands_on(node, handler.name) for node in nodes)


def is_met(yielded: Yielded, scope: Scope) -> bool:
    """Whether control may come to the `yield`."""
    return id(yielded.place.statement) in Flow(scope).reachable()


def may_end(handler: ast.ExceptHandler, scope: Scope) -> bool:
    """Whether the function may come to its end after `handler`: nothing later surely raises."""
    flow = Flow(scope)
    ways: list[Jump] = []
    start = Point(flow.places[id(handler.body[0])])
    flow.explore([(start, 0)], lambda point, state: 0, None, lambda jump, _, __: ways.append(jump))
    return Jump.RETURN in ways


def _hands_on(node: ast.AST, name: str) -> bool:
    """Whether `node` keeps the error `name`, or gives it to who may raise it."""
    if isinstance(node, ast.Call):
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if not any(name in named_in(argument) for argument in given):
            return False
        said = words(last_name(node.func))
        if isinstance(node.func, ast.Attribute):
            said |= words(last_name(node.func.value))
        return REPORTERS.isdisjoint(said)
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.Return)):
        value = node.value
        return value is not None and name in named_in(value)
    return False


def _report(handler: ast.ExceptHandler, node: ast.AsyncFunctionDef, context: Context) -> None:
    names = ", ".join(ast.unparse(error) for error in caught(handler))
    what = f"'except {names}'" if names else "'except:'"
    message = (
        f"{what} swallows the consumer's error: it is thrown in at the 'yield' of '{node.name}' "
        f"and vanishes here; end the handler with 'raise'"
    )
    fix = Fix("raise-in-handler", Safety.UNSAFE, context.source.span(handler))
    last = handler.body[-1]
    leaves = isinstance(last, (ast.Return, ast.Break, ast.Continue))
    context.report("AY304", handler, message, None if leaves else fix)
