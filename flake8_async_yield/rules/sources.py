"""Finds the syntax of a definition that a value was made by, in whatever file it stands.

The records that the project keeps hold no statements; the few rules that ask what a body does
(`__aexit__`, what stands round a `yield`) read the defining file once more, on suspicion only.
"""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.definitions import FunctionRecord, Module, Term
from flake8_async_yield.names.scopes import Function, Names, Scope
from flake8_async_yield.names.terms import LiveModule
from flake8_async_yield.names.unions import parts_of
from flake8_async_yield.project.index import Index, decode
from flake8_async_yield.project.summary import live_module

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

LARGEST = 1_000_000
"""Files of more bytes than this are not read again."""

Functions = dict[tuple[int, str], Scope]
"""(line of the `def`, name) -> the scope of its body."""

MEMO = "functions by line"
"""The key of the context's `memo` under which the linted file's functions are kept."""

MOST_KEPT = 4
"""So many files that were read once more are kept at a time: a tree takes much memory."""


class Reread(NamedTuple):
    """A file that was read once more, with the bodies of its functions."""

    module: LiveModule
    functions: Functions


_reread: WeakKeyDictionary[Index, dict[str, Reread | None]] = WeakKeyDictionary()
"""For each index path -> file, that of the last use last."""


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
    if linted:
        functions = _linted(context)
    else:
        again = _again(context, module)
        functions = again.functions if again is not None else {}
    scope = functions.get((record.line, record.name))
    return Syntax(scope, linted) if scope is not None else None


def returned_terms(
    context: Context, module: Module, record: FunctionRecord
) -> tuple[Module, list[Term]]:
    """What each `return` of the `def` gives, with the module that the terms belong to.

    Of an annotated function of a library no more is kept than its annotation: the file is read
    once more.
    """
    if record.result is not None or module.is_project:
        return module, parts_of(record.result)
    again = _again(context, module)
    scope = again.functions.get((record.line, record.name)) if again is not None else None
    if again is None or scope is None:
        return module, []
    live = again.module
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
        live, functions = context.local.module, _linted(context)
    else:
        again = _again(context, module)
        if again is None:
            return []
        live, functions = again
    scope = functions.get((record.line, record.name))
    if scope is None:
        return []
    return [
        Returned(live, statement.value, scope, place)
        for statement, place in scope.statements
        if isinstance(statement, ast.Return) and statement.value is not None
    ]


def _linted(context: Context) -> Functions:
    if MEMO not in context.memo:
        context.memo[MEMO] = _collect(context.names)
    return context.memo[MEMO]  # type: ignore[no-any-return]


def _again(context: Context, module: Module) -> Reread | None:
    """The file of another module with the bodies of its functions; None if it can't be had."""
    kept = _reread.setdefault(context.evaluator.index, {})
    found = kept.pop(module.path) if module.path in kept else _read(module)
    kept[module.path] = found
    if len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]
    return found


def _read(module: Module) -> Reread | None:
    parsed = _parsed(module.path)
    if parsed is None:
        return None
    live = live_module(
        module.name, module.path, *parsed, is_package=module.is_package, is_stub=module.is_stub
    )
    live.found = module.found
    return Reread(live, _collect(live.scopes))


def tree_of(path: str) -> ast.Module | None:
    """The syntax of another file of the project; None where it is not to be had."""
    parsed = _parsed(path)
    return parsed[0] if parsed is not None else None


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
