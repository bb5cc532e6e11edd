"""What a function is for: a context manager, a dependency, a fixture, a lifespan.

A role is read off the decorators, and off the module's other lines: `Depends(get_session)`,
`FastAPI(lifespan=lifespan)`, `asynccontextmanager(get_session)`, `async for x in numbers()`.
"""

from __future__ import annotations

import ast
import weakref
from typing import TYPE_CHECKING

from flake8_async_yield.names.nodes import below
from flake8_async_yield.names.scopes import Function, Names, Scope
from flake8_async_yield.rules.words import last_name, words
from flake8_async_yield.rules.yielding import held_by, named_in, own_yields, the_yield

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DEPENDS = frozenset({"Depends", "Security", "Provide"})
APPLICATIONS = frozenset(
    {"FastAPI", "Starlette", "Litestar", "Application", "Quart", "Sanic", "ASGIApp", "App",
     "AsyncApp", "FastMCP", "APIRouter", "Router", "Server"}
)


class Uses:
    """How the functions of one module are handed on or called, by their plain names."""

    def __init__(self) -> None:
        self.depended: set[str] = set()
        self.lifespans: set[str] = set()
        self.decorated: set[str] = set()
        self.iterated: set[str] = set()


_uses: weakref.WeakKeyDictionary[Names, Uses] = weakref.WeakKeyDictionary()


def uses(context: Context) -> Uses:
    """The uses in the linted module, collected once."""
    found = _uses.get(context.names)
    if found is None:
        found = _uses[context.names] = _collect(context.source.tree)
    return found


def _collect(tree: ast.Module) -> Uses:
    found = Uses()
    for node in below(tree):
        if isinstance(node, ast.Call):
            name = last_name(node.func)
            handed = {last_name(argument) for argument in node.args}
            if name in DEPENDS:
                named = (k.value for k in node.keywords if k.arg == "dependency")
                found.depended |= handed | {last_name(value) for value in named}
            elif name == "asynccontextmanager":
                found.decorated |= handed
            for keyword in node.keywords:
                if keyword.arg == "lifespan":
                    found.lifespans.add(last_name(keyword.value))
        elif isinstance(node, (ast.AsyncFor, ast.comprehension)):
            iterable = node.iter
            if isinstance(iterable, ast.Call):
                found.iterated.add(last_name(iterable.func))
    return found


def is_context_manager(node: Function, context: Context) -> bool:
    """Whether a decorator, or a call in the module, makes an async context manager of `node`."""
    for decorator in node.decorator_list:
        if is_manager_decorator(decorator, context):
            return True
    return not node.decorator_list and node.name in uses(context).decorated


def is_manager_decorator(decorator: ast.expr, context: Context) -> bool:
    """Whether `decorator` is `asynccontextmanager` or one that the settings name."""
    listed = context.settings.context_manager_decorators
    name = context.qualified_name(decorator)
    if name:
        return name == "contextlib.asynccontextmanager" or name in listed
    if isinstance(decorator, ast.Name) and decorator.id == "asynccontextmanager":
        return not _is_bound(decorator.id, context)
    return last_name(decorator) in listed


def _is_bound(name: str, context: Context) -> bool:
    here: Scope | None = context.scope
    while here is not None:
        if name in here.bindings:
            return True
        here = here.parent
    return False


def is_dependency(node: Function, context: Context) -> bool:
    """Whether the module hands `node` to `Depends`."""
    return not node.decorator_list and node.name in uses(context).depended


def is_fixture(node: Function) -> bool:
    """Whether a decorator makes a test fixture of `node` (pytest resumes it by `next` alone)."""
    called = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return any("fixture" in words(last_name(decorator)) for decorator in called)


def is_lifespan(node: Function, context: Context) -> bool:
    """Whether `node` is an application's lifespan: handed over as one, or given the application."""
    if "lifespan" in words(node.name) or node.name in uses(context).lifespans:
        return True
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        if argument.arg in ("app", "_app", "application", "server", "_server"):
            return True
        annotation = argument.annotation
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            if annotation.value.rpartition(".")[2] in APPLICATIONS:
                return True
        elif annotation is not None and last_name(annotation) in APPLICATIONS:
            return True
    return False


def gives_one_resource(node: Function, scope: Scope, context: Context) -> bool:
    """Whether `node`, without any decorator, has the shape of a dependency.

    It yields at one place, once, what an `async with` round the `yield` has entered, or what it
    closes itself afterwards; and no `async for` of the module drives it.
    """
    if node.decorator_list or node.name in uses(context).iterated:
        return False
    found = the_yield(scope)
    if found is None or not isinstance(found.node.value, ast.Name):
        return False
    name = found.node.value.id
    held = held_by(name, found.place)
    return held.manager is not None or bool(held.methods)


def receives_errors(node: Function, scope: Scope, context: Context) -> bool:
    """Whether a consumer's error is thrown in at the `yield` of `node`."""
    if not isinstance(node, ast.AsyncFunctionDef):
        return False
    if not context.is_generator(node) or is_fixture(node):
        return False
    return (
        is_context_manager(node, context)
        or is_dependency(node, context)
        or gives_one_resource(node, scope, context)
    )


__all__ = [
    "gives_one_resource", "is_context_manager", "is_dependency", "is_fixture", "is_lifespan",
    "is_manager_decorator", "named_in", "own_yields", "receives_errors", "uses",
]
