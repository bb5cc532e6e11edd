"""Names that a module replaces from outside: `client.fetch = AsyncMock()`, `patch.object(...)`.

What a test replaces for itself is replaced in that test alone; an assignment outside tests makes
what it names: `app.state.pool = …` says nothing of the pool of a database.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import Module
from flake8_async_yield.names.nodes import children
from flake8_async_yield.names.scopes import Function, Scope, last_name
from flake8_async_yield.rules.sources import tree_of
from flake8_async_yield.values.fixtures import is_test_file

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

PATCHING = frozenset({"setattr", "patch", "object", "delattr", "spy", "stub", "dict", "multiple"})

Replaced = dict[Function | None, set[str]]
"""A test -> the attributes that it replaces for itself; None -> those that anybody replaces.

An attribute stands for that of every object, `owner.attribute` for that of one so named.
"""


def is_replaced(context: Context, owner: str, attribute: str) -> bool:
    """Whether `attribute` of the object named `owner` may be another one where the context is."""
    memo = context.memo
    if "replaced" not in memo:
        tests = is_test_file(context.source.path)
        memo["replaced"] = _replaced(context.source.tree, "".join(context.source.lines), tests)
    replaced: Replaced = memo["replaced"]
    if not {attribute, f"{owner}.{attribute}"}.isdisjoint(replaced.get(None, ())):
        return True
    scope: Scope | None = context.scope
    while replaced and scope is not None:
        if attribute in replaced.get(scope.node, ()):  # type: ignore[call-overload]
            return True
        scope = scope.parent
    return False


def replaced_in(context: Context, module: Module) -> set[str]:
    """The attributes of others that another module of the project replaces, whoever's they are."""
    if not module.is_project or module.path == context.source.path:
        return set()
    memo = context.memo.setdefault("replaced in", {})
    if module.path not in memo:
        tree = tree_of(module.path)
        found = _replaced(tree, "", is_test_file(module.path)) if tree is not None else {}
        memo[module.path] = {name.rpartition(".")[2] for name in found.get(None, ())}
    return memo[module.path]  # type: ignore[no-any-return]


def _replaced(tree: ast.Module, text: str, tests: bool) -> Replaced:
    patches = "patch" in text or "setattr" in text
    found: Replaced = defaultdict(set)
    stack: list[tuple[ast.AST, Function | None]] = [(tree, None)]
    while stack:
        node, test = stack.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if test is None and node.name.startswith("test"):
                test = node
        elif isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and not _is_own(target):
                    owner = "" if tests or test is not None else last_name(target.value)
                    name = f"{owner}.{target.attr}" if owner else target.attr
                    found[test if _is_local(target, test) else None].add(name)
        elif patches and isinstance(node, ast.Call) and last_name(node.func) in PATCHING:
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found[test].add(argument.value.rpartition(".")[2])
        stack += [(child, test) for child in children(node)]
    return dict(found)


def _is_own(target: ast.Attribute) -> bool:
    return isinstance(target.value, ast.Name) and target.value.id in ("self", "cls")


def _is_local(target: ast.Attribute, test: Function | None) -> bool:
    """Whether the object was made in the test, so that no other sees what is put into it."""
    root: ast.expr = target.value
    while isinstance(root, (ast.Attribute, ast.Call, ast.Subscript)):
        root = root.func if isinstance(root, ast.Call) else root.value
    return (
        test is not None
        and isinstance(root, ast.Name)
        and any(
            isinstance(n, ast.Name) and n.id == root.id and isinstance(n.ctx, ast.Store)
            for n in ast.walk(test)
        )
    )
