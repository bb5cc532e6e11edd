"""What raises and what catches: the few questions about exceptions that the path rules ask."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_async_yield.rules.words import last_name, words

LEAVING = frozenset(
    {"fail", "abort", "exit", "skip", "xfail", "raise", "reraise", "throw", "panic", "never",
     "unreachable", "die", "bail", "skiptest"}
)
"""Words in the name of a function that does not come back."""

BROAD = frozenset({"Exception", "BaseException", "BaseExceptionGroup", "ExceptionGroup"})


def always_raises(statement: ast.stmt) -> bool:
    """Whether `statement` is known, or looks, never to let control go on."""
    if isinstance(statement, ast.Assert):
        return isinstance(statement.test, ast.Constant) and not statement.test.value
    if not isinstance(statement, ast.Expr):
        return False
    value = statement.value
    if isinstance(value, ast.Await):
        value = value.value
    return isinstance(value, ast.Call) and not LEAVING.isdisjoint(words(last_name(value.func)))


def caught(handler: ast.ExceptHandler) -> Iterator[ast.expr]:
    """The classes that `handler` names."""
    if isinstance(handler.type, ast.Tuple):
        yield from handler.type.elts
    elif handler.type is not None:
        yield handler.type


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether `handler` catches every `Exception`."""
    return handler.type is None or any(last_name(node) in BROAD for node in caught(handler))


HANDLING = LEAVING | {"handle", "handler", "propagate", "convert", "translate", "rethrow"}
"""Words in the name of a function that may raise the error it deals with."""


def may_raise(node: ast.AST) -> bool:
    """Whether `node`, of a handler, raises, or calls what by its name may."""
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.Call):
        return not HANDLING.isdisjoint(words(last_name(node.func)))
    return isinstance(node, ast.Expr) and always_raises(node)


FAILING = (ast.Call, ast.Await, ast.Import, ast.ImportFrom, ast.Attribute, ast.Subscript, ast.Raise)
LEAVES = (ast.Return, ast.Raise, ast.Break, ast.Continue)


def may_fail(block: list[ast.stmt]) -> bool:
    """Whether something in `block`, up to where control leaves it, may well raise."""
    for statement in block:
        if any(isinstance(node, FAILING) for node in ast.walk(statement)):
            return True
        if isinstance(statement, LEAVES):
            return False
    return False
