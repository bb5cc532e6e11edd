"""AY501: `Depends(get_session())`, where FastAPI wants the function itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.definitions import quoted, text_of
from flake8_async_yield.rules.depends import dependency_of, marker_name
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.rules.hearsay import is_confirmed
from flake8_async_yield.rules.uses import definition
from flake8_async_yield.values.arguments import required
from flake8_async_yield.values.classes import has
from flake8_async_yield.values.value import Alternative, FunctionValue, Instance, is_none
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

NOT_CALLABLE = {
    "types.CoroutineType": "a coroutine",
    "types.AsyncGeneratorType": "an async generator",
    "types.GeneratorType": "a generator",
}
"""What a call may give that FastAPI cannot call -> what a message calls it."""


class DependsOnCalledDependency(Rule):
    """# AY501 depends-on-called-dependency

    ## What it does

    Reports `Depends(get_session())` and `Security(get_user())`, where the call gives what
    cannot be called: a coroutine, an async generator, a generator, an instance without
    `__call__`; and a call without arguments of a function that needs one. In a parameter's
    default, in `Annotated`, in `dependencies=[...]` of an application, a router or a path
    operation.

    ## Why it fails

    FastAPI calls the dependency itself, once for each request, and closes it afterwards. Given
    the result of a call, it raises `TypeError: <async_generator object> is not a callable
    object` when the route is added, or an `AssertionError` for one in `dependencies=[...]`.
    Seen with FastAPI 0.100 to 0.165.

    ## Wrong

    ```python
    # raises: TypeError
    from fastapi import Depends, FastAPI

    app = FastAPI()


    async def get_session():
        yield "session"


    @app.get("/")
    async def index(session=Depends(get_session())):
        return session
    ```

    ## Right

    ```python
    from fastapi import Depends, FastAPI

    app = FastAPI()


    async def get_session():
        yield "session"


    @app.get("/")
    async def index(session=Depends(get_session)):
        return session
    ```

    ## What it does not flag

    A call that makes the dependency: of a class with `__call__` (`Depends(RoleChecker("admin"))`),
    of a function that returns a function (`Depends(require("admin"))`), of a security scheme, or
    of anything that is not known. Nor one that gives None: `Depends(None)` is `Depends()`.

    ## Options

    None.

    ## Fix

    Safe: the parentheses are taken out. None where the call has arguments.

    ## Since

    0.1.0

    ## References

    - [FastAPI: Dependencies](https://fastapi.tiangolo.com/tutorial/dependencies/)
    - [FastAPI: Dependencies with yield](https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/)
    """

    codes: ClassVar[dict[str, str]] = {"AY501": "depends-on-called-dependency"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Call,)
    words: ClassVar[tuple[str, ...]] = ("Depends", "Security")

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the call inside `Depends(...)`."""
        assert isinstance(node, ast.Call)
        dependency = dependency_of(node, context)
        if not isinstance(dependency, ast.Call):
            return
        why = _why(dependency, context)
        if not why or doubtful(context, dependency):
            return
        has_arguments = bool(dependency.args or dependency.keywords)
        function = quoted(text_of(context.source, dependency.func))
        written = quoted(text_of(context.source, dependency))
        write = (
            "pass a function without calling it"
            if has_arguments
            else f"write '{marker_name(node)}({function[1:-1]})'"
        )
        context.report(
            "AY501",
            dependency,
            f"{written}{why}; {write}",
            None if has_arguments else _uncall(dependency, context),
        )


def _why(call: ast.Call, context: Context) -> str:
    """What comes of the call where FastAPI wants a function; '' where that is not known to fail."""
    value = context.value_of(call)
    given = [_not_callable(a, context) for a in value]
    if given and "" not in given:
        where = definition(context, value[0])
        return f"{where} gives {given[0]}, which FastAPI cannot call: adding the route fails"
    lacking = _lacking(call, context)
    return f" raises TypeError: nothing is given for '{lacking}'" if lacking else ""


def _not_callable(alternative: Alternative, context: Context) -> str:
    """What a message calls a value that is surely not callable; '' for any other.

    None is another matter: `Depends(None)` takes the annotation for the dependency.
    """
    if not isinstance(alternative, Instance) or is_none(alternative):
        return ""
    known = NOT_CALLABLE.get(alternative.qualified_name)
    if known is not None:
        return known
    if has(context.evaluator, alternative.cls, "__call__") is not False:
        return ""
    maker = alternative.made_by
    if alternative.declared and not (
        isinstance(maker, FunctionValue) and is_confirmed(context, maker, Use.AWAIT)
    ):
        return ""
    return f"an instance of '{alternative.cls.record.name}'"


def _lacking(call: ast.Call, context: Context) -> str:
    """The parameter without a default that a call without arguments leaves out; '' if none."""
    functions = () if call.args or call.keywords else context.value_of(call.func)
    names = [
        required(f) if isinstance(f, FunctionValue) and not f.record.decorators else ""
        for f in functions
    ]
    return names[0] if names and all(names) else ""


def _uncall(call: ast.Call, context: Context) -> Fix:
    return Fix("uncall-depends", Safety.SAFE, context.source.span(call))
