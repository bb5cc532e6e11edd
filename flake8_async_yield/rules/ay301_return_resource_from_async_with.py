"""AY301: a resource is returned out of the `async with` that closes it."""

from __future__ import annotations

import ast
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.lifetimes import Closed, returned_resources
from flake8_async_yield.rules.paths import inside
from flake8_async_yield.rules.roles import is_dependency
from flake8_async_yield.rules.words import last_name
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class ReturnResourceFromAsyncWith(Rule):
    """# AY301 return-resource-from-async-with
    """

    codes: ClassVar[dict[str, str]] = {"AY301": "return-resource-from-async-with"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Return,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on each resource that `return` hands out closed."""
        assert isinstance(node, ast.Return)
        if node.value is None or not context.in_async_function or context.place is None:
            return
        found = returned_resources(node, context.scope, context.place, context)
        for name, closed in found:
            if closed.life.is_response and is_test(context.source.path):
                continue
            fix = _fix(node, closed, context) if node.value is name else None
            context.report("AY301", name, _message(name.id, closed), fix)


def is_test(path: str) -> bool:
    """Whether the file is a test: there, a closed response is what is looked at."""
    name = PurePath(path).name
    return name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py")


def _message(name: str, closed: Closed) -> str:
    life = closed.life
    thing = f"'{name}' ({life.name})" if life.name and life.name != name else f"'{name}'"
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
    if says not in ("AsyncGenerator", "AsyncIterator", "AsyncIterable"):
        if not is_dependency(definition, context):
            return None
    return Fix("return-to-yield", Safety.UNSAFE, context.source.span(node))
