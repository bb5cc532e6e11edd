"""What the declaration rules (AY4xx, AY5xx) ask about a `def`: its yields, returns, decorators."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.generators import is_generator
from flake8_async_yield.names.scopes import Function, Scope

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context
    from flake8_async_yield.source import Source

LONGEST = 60
"""So many characters of the user's own text are quoted in a message."""

TRANSPARENT = frozenset(
    {
        "abc.abstractmethod",
        "builtins.classmethod",
        "builtins.staticmethod",
        "typing.final",
        "typing.override",
        "typing_extensions.final",
        "typing_extensions.override",
        "typing_extensions.deprecated",
        "warnings.deprecated",
        "pytest.fixture",
        "_pytest.fixtures.fixture",
        "pytest_asyncio.fixture",
        "pytest_asyncio.plugin.fixture",
    }
)
"""Decorators that hand on what the function gives as it is."""

ABSTRACT = frozenset({"abc.abstractmethod"})


def may_mean(node: ast.expr, names: frozenset[str], context: Context) -> bool:
    """Whether `node` may be a thing that is called one of `names` at home, asked cheaply.

    What is imported under another name, or assigned to one, may be.
    """
    if isinstance(node, ast.Attribute):
        return node.attr in names
    if not isinstance(node, ast.Name):
        return False
    if node.id in names:
        return True
    for binding in context.names.module.bindings.get(node.id, ()):
        if binding.detail in names or binding.kind is Bound.VALUE:
            return True
    return False


def has_yield(node: Function, context: Context) -> bool:
    """Whether `node` is a generator, asked cheaply: most functions hold no such word at all."""
    lines = context.source.lines[node.lineno - 1 : node.end_lineno]
    return any("yield" in line for line in lines) and is_generator(node)


def is_stub(node: Function) -> bool:
    """Whether the body says nothing: a docstring, `...`, `pass`, `raise NotImplementedError`."""
    return all(_says_nothing(statement) for statement in node.body)


def _says_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.Raise) and statement.exc is not None:
        error = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(error, ast.Name) and error.id == "NotImplementedError"
    return isinstance(statement, ast.Pass)


def decorators(node: Function | ast.ClassDef, context: Context) -> list[str]:
    """The qualified names of the decorators from the top down, '' for an unknown one.

    A decorator that is called stands under the name of what is called.
    """
    called = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    return [context.qualified_name(decorator) for decorator in called]


def is_plainly_decorated(node: Function, context: Context) -> bool:
    """Whether every decorator is known to hand on what the function gives."""
    return all(
        name in TRANSPARENT or name in context.settings.transparent_decorators
        for name in decorators(node, context)
    )


def own_returns(node: Function, context: Context) -> Iterator[tuple[ast.Return, Scope, Place]]:
    """The `return` statements of `node` itself, each with its scope and place."""
    inner = context.names.function(node, context.scope, context.place)
    for statement, place in inner.statements:
        if isinstance(statement, ast.Return):
            yield statement, inner, place


def text_of(source: Source, node: ast.expr) -> str:
    """The source of `node`."""
    return ast.get_source_segment("".join(source.lines), node) or ast.unparse(node)


LITERAL = re.compile(r"""'[^'\"]{,40}'|"[^'\"]{,40}\"""")
"""A short string, which brings its own quotes."""


def quoted(text: str) -> str:
    """`text` as a message quotes it: on one line, in quotes, not too long."""
    line = " ".join(text.split())
    if LITERAL.fullmatch(line):
        return line
    return f"'{line}'" if len(line) <= LONGEST else f"'{line[: LONGEST - 3]}...'"


def quoted_annotation(node: ast.expr) -> str:
    """An annotation as a message quotes it: one in a string without the string's own quotes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return quoted(node.value)
    return quoted(ast.unparse(node))
