"""Finds the syntax of a definition that a value was made by, in whatever file it stands.

The records that the project keeps hold no statements; the few rules that ask what a body does
(`__aexit__`, what stands round a `yield`) read the defining file once more, on suspicion only.
"""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.definitions import FunctionRecord, Module, Term
from flake8_async_yield.names.scopes import Function, Names, Place, Scope
from flake8_async_yield.names.terms import LiveModule
from flake8_async_yield.names.unions import parts_of
from flake8_async_yield.project.index import decode
from flake8_async_yield.project.summary import live_module

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

LARGEST = 1_000_000
"""Files of more bytes than this are not read again."""

Functions = dict[tuple[int, str], Scope]
"""(line of the `def`, name) -> the scope of its body."""

MEMO = ("syntax",)
"""The key of a module's `memo` under which its functions are kept."""


WHOLE = ("whole",)
"""The key under which a library's module with the bodies of its functions is kept."""


class Syntax(NamedTuple):
    """A function's scope (its node is `scope.node`), and whether it is of the linted file."""

    scope: Scope
    is_linted: bool

    @property
    def node(self) -> Function:
        """The `def` itself."""
        node = self.scope.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        return node


def syntax_of(context: Context, module: Module, record: FunctionRecord) -> Syntax | None:
    """The `def` that `record` of `module` was read from; None where it is not to be had."""
    linted = module.path == context.source.path
    functions = _functions(context.names if linted else None, module)
    scope = functions.get((record.line, record.name))
    return Syntax(scope, linted) if scope is not None else None


def returned_terms(module: Module, record: FunctionRecord) -> tuple[Module, list[Term]]:
    """What each `return` of the `def` gives, with the module that the terms belong to.

    Of an annotated function of a library no more is kept than its annotation: the file is read
    once more.
    """
    if record.result is not None or module.is_project:
        return module, parts_of(record.result)
    if WHOLE not in module.memo:
        module.memo[WHOLE] = _whole(module)
    live: LiveModule | None = module.memo[WHOLE]
    scope = _functions(None, live).get((record.line, record.name)) if live is not None else None
    if live is None or scope is None:
        return module, []
    terms = [
        term
        for statement, place in scope.statements
        if isinstance(statement, ast.Return) and statement.value is not None
        for term in parts_of(live.expression(statement.value, scope, place))
    ]
    return live, terms


class Returned(NamedTuple):
    """What a `return` gives, and where it stands."""

    module: LiveModule
    node: ast.expr
    scope: Scope
    place: Place


def returned_nodes(context: Context, module: Module, record: FunctionRecord) -> list[Returned]:
    """What each `return` of a `def` of the project gives, as it is written; empty if not known."""
    if module.path == context.source.path:
        live: LiveModule | None = context.local.module
        functions = _functions(context.names, module)
    else:
        if WHOLE not in module.memo:
            module.memo[WHOLE] = _whole(module)
        live = module.memo[WHOLE]
        functions = _functions(None, live) if live is not None else {}
    scope = functions.get((record.line, record.name))
    if live is None or scope is None:
        return []
    return [
        Returned(live, statement.value, scope, place)
        for statement, place in scope.statements
        if isinstance(statement, ast.Return) and statement.value is not None
    ]


def _whole(module: Module) -> LiveModule | None:
    parsed = _parsed(module.path)
    if parsed is None:
        return None
    live = live_module(
        module.name, module.path, *parsed, is_package=module.is_package, is_stub=module.is_stub
    )
    live.found = module.found
    return live


def tree_of(path: str) -> ast.Module | None:
    """The syntax of another file of the project; None where it is not to be had."""
    parsed = _parsed(path)
    return parsed[0] if parsed is not None else None


def _functions(names: Names | None, module: Module) -> Functions:
    known = module.memo.get(MEMO)
    if known is None:
        if names is None and isinstance(module, LiveModule):
            names = module.scopes
        if names is None:
            parsed = _parsed(module.path)
            names = Names(parsed[0]) if parsed is not None else None
        known = module.memo[MEMO] = _collect(names) if names is not None else {}
    return known


def _parsed(path: str) -> tuple[ast.Module, str] | None:
    if not path.endswith((".py", ".pyi")):
        return None
    try:
        with open(path, "rb") as file:
            raw = file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(raw), decode(raw)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _collect(names: Names) -> Functions:
    found: Functions = {}
    stack: list[Scope] = [names.module]
    while stack:
        scope = stack.pop()
        for statement, place in scope.statements:
            inner = _opened(names, statement, scope, place)
            if inner is not None:
                stack.append(inner)
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert inner is not None
                found[statement.lineno, statement.name] = inner
    return found


def _opened(names: Names, statement: ast.stmt, scope: Scope, place: Place) -> Scope | None:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return names.function(statement, scope, place)
    if isinstance(statement, ast.ClassDef):
        return names.class_(statement, scope, place)
    return None
