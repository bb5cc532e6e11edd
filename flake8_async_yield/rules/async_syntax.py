"""Where CPython allows async syntax: the one judge behind AY201 to AY206.

`ast.parse` takes async syntax anywhere; the symbol table and the compiler refuse it later. Their
answers hang on the scope that evaluates the code alone, and dead code counts (observed on 3.11
to 3.13; Python reference, 8.9 "Coroutines" and 6.2.4 "Displays for lists, sets and
dictionaries").
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.names.scopes import Comprehension, Scope, ScopeKind
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

REFUSED = "Python refuses the module (SyntaxError)"

AWAITED_SPECIAL_METHODS = frozenset({"__aenter__", "__aexit__", "__anext__", "__call__"})
"""Special methods that an `async def` can be; of the others Python uses the result at once."""

EXPRESSION_SCOPES = (
    ScopeKind.LAMBDA,
    ScopeKind.COMPREHENSION,
    ScopeKind.GENERATOR_EXPRESSION,
    ScopeKind.ANNOTATION,
    ScopeKind.TYPE_PARAMETERS,
)
"""The scopes that hold no statements."""

NOTEBOOK_MARKS = ("# %%", "# In[", "#%%", "# Databricks notebook source", "# jupyter:")
"""How a line of a notebook begins that was exported by jupytext, nbQA, nbconvert, an editor."""


def refusing_scope(scope: Scope, context: Context) -> Scope | None:
    """The scope that makes CPython refuse async syntax in `scope`; None where it does not.

    `scope` evaluates the syntax itself and is no list, set or dict comprehension's.
    """
    if scope.kind is ScopeKind.ANNOTATION:
        if has_future_annotations(context):
            return scope  # the symbol table's verdict, although nothing is compiled
        if not scope.is_compiled or scope.parent is None:
            return None
        scope = scope.parent
    if scope.kind in (ScopeKind.ASYNC_FUNCTION, ScopeKind.GENERATOR_EXPRESSION):
        return None
    if scope.kind is ScopeKind.MODULE and is_notebook(context):
        return None
    return scope if _is_compiled(scope, context) else None


def refused_comprehension(
    node: Comprehension, scope: Scope, context: Context
) -> tuple[Comprehension, Scope] | None:
    """What CPython refuses where `node`, in `scope`, is a list, set or dict comprehension that
    awaits: the outermost such comprehension, and the scope that does not allow it.
    """
    while scope.kind is ScopeKind.COMPREHENSION and scope.parent is not None:
        assert isinstance(scope.node, (ast.ListComp, ast.SetComp, ast.DictComp))
        node, scope = scope.node, scope.parent
    if scope.kind is ScopeKind.ANNOTATION and has_future_annotations(context):
        return None  # never compiled, and the symbol table has no objection
    refusing = refusing_scope(scope, context)
    return None if refusing is None else (node, refusing)


def _is_compiled(scope: Scope, context: Context) -> bool:
    """Whether `scope` is compiled: what stands in an annotation may not be."""
    here: Scope | None = scope
    while here is not None and here.kind in EXPRESSION_SCOPES:
        if here.kind is ScopeKind.ANNOTATION and (
            not here.is_compiled or has_future_annotations(context)
        ):
            return False
        here = here.parent
    return True


def has_future_annotations(context: Context) -> bool:
    """Whether the file says `from __future__ import annotations`."""
    for statement in context.source.tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            if any(alias.name == "annotations" for alias in statement.names):
                return True
        elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            return False
    return False


def is_notebook(context: Context) -> bool:
    """Whether the file is a notebook's text, where async syntax may stand at module level."""
    if context.source.path.endswith(".ipynb"):
        return True
    return any(line.startswith(NOTEBOOK_MARKS) for line in context.source.lines)


# -- what to say


def complaint(what: str, scope: Scope, context: Context) -> str:
    """The message for `what` (``'async with'``) in the scope that refuses it."""
    return f"{what} {_where(scope, context)}: {REFUSED}; {_advice(scope)}"


def _where(scope: Scope, context: Context) -> str:
    place = _place(scope)
    header = context.place.statement if context.place is not None else None
    if (
        isinstance(header, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and scope.kind not in EXPRESSION_SCOPES
    ):
        kind = {ast.AsyncFunctionDef: "async def", ast.FunctionDef: "def"}
        word = kind.get(header.__class__, "class")
        return f"in the header of '{word} {header.name}' is evaluated outside it, {place}"
    return place


def _place(scope: Scope) -> str:
    node = scope.node
    match scope.kind:
        case ScopeKind.FUNCTION:
            assert isinstance(node, ast.FunctionDef)
            return f"in the plain function '{node.name}'"
        case ScopeKind.CLASS:
            assert isinstance(node, ast.ClassDef)
            return f"in the body of class '{node.name}'"
        case ScopeKind.LAMBDA:
            return "in a lambda"
        case ScopeKind.ANNOTATION:
            return "in an annotation"
        case ScopeKind.TYPE_PARAMETERS:
            name = getattr(node, "name", "")
            name = name.id if isinstance(name, ast.Name) else name
            return f"in the definition of the generic or type alias '{name}'"
    return "at module level"


def _advice(scope: Scope) -> str:
    node = scope.node
    match scope.kind:
        case ScopeKind.FUNCTION:
            assert isinstance(node, ast.FunctionDef)
            if can_be_async(node):
                return "make it 'async def'"
            return "do it in an 'async def' of its own, this special method cannot be one"
        case ScopeKind.LAMBDA:
            return "write an 'async def' instead"
        case ScopeKind.ANNOTATION | ScopeKind.TYPE_PARAMETERS:
            return "take it out"
        case ScopeKind.MODULE:
            return "put it into an 'async def' and run that with 'asyncio.run'"
    return "put it into an 'async def'"


def can_be_async(node: ast.FunctionDef) -> bool:
    """Whether `node` may become an `async def`: most special methods must not."""
    special = node.name.startswith("__") and node.name.endswith("__")
    return not special or node.name in AWAITED_SPECIAL_METHODS


def make_async(scope: Scope, context: Context) -> Fix | None:
    """The fix that makes the function of `scope` an `async def`, where it is one and may."""
    node = scope.node
    if scope.kind is not ScopeKind.FUNCTION:
        return None
    assert isinstance(node, ast.FunctionDef)
    if not can_be_async(node):
        return None
    return Fix("make-async-def", Safety.UNSAFE, context.source.span(node))
