"""What a call calls, for the benchmark by mutation: how its name is bound, and what of it is known.

`way_of` reads the syntax alone, so that the tables do not hang on what the analysis knows;
`Asking` asks the analysis.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from flake8_async_yield.engine import Context
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.values.value import Alternative, Instance, Value

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def root_of(node: ast.expr) -> tuple[ast.expr, int]:
    """The innermost part of a chain of attributes, calls, items and awaits; the chain's length."""
    length = 0
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, (ast.Attribute, ast.Subscript, ast.Await)):
            node, length = node.value, length + isinstance(node, ast.Attribute)
        else:
            return node, length


def imports(tree: ast.Module, path: Path, folder: Path) -> dict[str, str]:
    """Imported name -> 'project', 'standard library' or 'library'."""

    def origin(module: str) -> str:
        top = module.partition(".")[0]
        here = path.parent
        while here != folder.parent:
            for root in (here, here / "src"):
                if (root / top).is_dir() or (root / f"{top}.py").is_file():
                    return "project"
            here = here.parent
        return "standard library" if top in sys.stdlib_module_names else "library"

    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                found[name.asname or name.name.partition(".")[0]] = origin(name.name)
        elif isinstance(node, ast.ImportFrom):
            where = "project" if node.level else origin(node.module or "")
            found.update((name.asname or name.name, where) for name in node.names)
    return found


def locals_of(function: ast.AST) -> tuple[set[str], dict[str, str]]:
    """The parameters of a function, and its other local names with what binds them."""
    assert isinstance(function, FUNCTIONS)
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    found: dict[str, str] = {}
    stack: list[ast.AST] = list(ast.iter_child_nodes(function))
    while stack:
        node = stack.pop()
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            if not isinstance(node, ast.Lambda):
                found[node.name] = "local definition"
            continue
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                for name in ast.walk(item.optional_vars or ast.Pass()):
                    if isinstance(name, ast.Name):
                        found[name.id] = "'as' target"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, "local variable")
        stack.extend(ast.iter_child_nodes(node))
    return {a.arg for a in every}, found


def way_of(tree: ast.Module, path: Path, folder: Path) -> Callable[[ast.Call], str]:
    """A function from a call of `tree` to the way that what it calls is bound."""
    around: dict[ast.AST, ast.AST] = {}
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            around[child] = parent
    imported = imports(tree, path, folder)
    defined = {n.name for n in tree.body if isinstance(n, (*FUNCTIONS[:2], ast.ClassDef))}
    seen: dict[ast.AST, tuple[set[str], dict[str, str]]] = {}

    def name_of(node: ast.Name) -> str:
        where: ast.AST | None = node
        while (where := around.get(where)) is not None if where is not None else False:
            if isinstance(where, FUNCTIONS):
                names = seen.get(where) or seen.setdefault(where, locals_of(where))
                if node.id in names[0]:
                    return "self" if node.id in ("self", "cls") else "parameter"
                if node.id in names[1] and node.id not in imported:
                    return names[1][node.id]
        if node.id in imported:
            return imported[node.id]
        if node.id in defined:
            return "module definition"
        return "builtin" if hasattr(builtins, node.id) else "module variable"

    def way(call: ast.Call) -> str:
        root, length = root_of(call.func)
        if not isinstance(root, ast.Name):
            return "other expression"
        bound = name_of(root)
        if root.id == "super":
            return "super()"
        if bound == "self":
            return "self.method" if length == 1 else "self.attribute.method"
        if bound in ("project", "library", "standard library"):
            return f"imported: {bound}"
        return bound if not length else f"{bound}.method"

    return way


class Asking(Rule):
    """No rule: notes why the analysis can't tell what one call gives."""

    codes: ClassVar[dict[str, str]] = {}
    looks_at = (ast.Call,)

    def __init__(self, call: ast.Call) -> None:
        self.call = call
        self.reason = "the file was left after a glance"

    def check(self, node: ast.AST, context: Context) -> None:
        """Note the reason, at the call."""
        assert isinstance(node, ast.Call)
        place = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        call = self.call
        if place != (call.lineno, call.col_offset, call.end_lineno, call.end_col_offset):
            return
        value = context.value_of(node)
        self.reason = f"known: {shown(value)}" if value else self._unknown(node, context)

    def _unknown(self, node: ast.expr, context: Context) -> str:
        while True:
            if isinstance(node, ast.Call):
                inner, what = node.func, "result of a call of"
            elif isinstance(node, ast.Attribute):
                inner, what = node.value, f"attribute '{node.attr}' of"
            elif isinstance(node, (ast.Await, ast.Subscript)):
                inner, what = node.value, f"{type(node).__name__.lower()} of"
            elif isinstance(node, ast.Name):
                return f"unknown name: {self._binding(node.id, context)}"
            else:
                return f"unknown {type(node).__name__}"
            value = context.value_of(inner)
            if value:
                return f"unknown {what} {shown(value)}"
            node = inner

    def _binding(self, name: str, context: Context) -> str:
        scope = context.scope
        while scope is not None:
            bound = scope.bindings.get(name)
            if bound:
                return " and ".join(sorted({b.kind.value for b in bound}))
            if scope.parent is None:
                return "not bound in the file"
            scope = scope.parent
        return "not bound in the file"


def shown(value: Value) -> str:
    """A value in a word or two."""
    return " | ".join(sorted({_one(alternative) for alternative in value}))


def _one(alternative: Alternative) -> str:
    if isinstance(alternative, Instance):
        return alternative.qualified_name
    record = getattr(alternative, "record", None)
    kind = type(alternative).__name__
    return f"{kind} {record.name}" if record is not None else kind
