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

MOCKS = frozenset(
    {"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock", "SimpleNamespace"}
)
"""What makes an object that stands for another: what is put into it is put into nothing else."""

Replaced = dict[Function | None, set[str]]
"""A test -> the attributes that it replaces for itself; None -> those that anybody replaces.

An attribute stands for that of every object, `owner.attribute` for that of one so named,
`*.attribute` for that of every object that another one holds, and `=path.attribute` for that of
what a patch names in full.
"""


HELD = "*.*"
"""How an object is spelled that another one holds, whatever the two are called."""


def is_replaced(context: Context, owner: str, attribute: str, module: str = "") -> bool:
    """Whether `attribute` of what is spelled `owner` may be another one where the context is.

    `module`: the name of the module that `owner` is; '' if it is none.
    """
    holder, _, owner = owner.rpartition(".")
    memo = context.memo
    if "replaced" not in memo:
        tests = is_test_file(context.source.path)
        memo["replaced"] = _replaced(context.source.tree, "".join(context.source.lines), tests)
    replaced: Replaced = memo["replaced"]
    names = {attribute, f"{owner}.{attribute}", f"*.{attribute}" if holder else attribute}
    scope: Scope | None = context.scope
    here = [replaced.get(None)]
    while scope is not None:
        here.append(replaced.get(scope.node))  # type: ignore[call-overload]
        scope = scope.parent
    return any(
        not names.isdisjoint(found) or any(_is_patched(p, attribute, module) for p in found)
        for found in here
        if found
    )


def _is_patched(path: str, attribute: str, module: str) -> bool:
    """Whether `patch("a.engine.Client")` replaces `Client` of an object, or of this module."""
    home, _, last = path[1:].rpartition(".")
    if path[0] != "=" or last != attribute:
        return False
    return not module or home.rpartition(".")[2] == module.rpartition(".")[2]


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
    given_in: dict[Function, dict[str, list[ast.AST]]] = {}
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
                    if test is not None and test not in given_in:
                        given_in[test] = _given_in(test)
                    given = given_in[test].get(_root(target), []) if test is not None else []
                    names = _names_of(target, given, of_any=tests or test is not None)
                    found[test if given else None] |= names
        elif patches and isinstance(node, ast.Call) and last_name(node.func) in PATCHING:
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    name = argument.value
                    found[test].add(f"={name}" if "." in name else name)
        stack += [(child, test) for child in children(node)]
    return dict(found)


def _names_of(target: ast.Attribute, given: list[ast.AST], *, of_any: bool) -> set[str]:
    """What an assignment to `target` replaces, where `given` binds the name it begins with.

    `of_any`: whether the object may be known by another name, as a test's are.
    """
    owner = last_name(target.value)
    if given and all(map(_is_mock, given)):
        return {f"{owner}.{target.attr}", f"*.{target.attr}"}
    return {target.attr if of_any or not owner else f"{owner}.{target.attr}"}


def _is_own(target: ast.Attribute) -> bool:
    return isinstance(target.value, ast.Name) and target.value.id in ("self", "cls")


def _root(target: ast.Attribute) -> str:
    """The name that a target begins with; '' if it begins with none."""
    root: ast.expr = target.value
    while isinstance(root, (ast.Attribute, ast.Call, ast.Subscript)):
        root = root.func if isinstance(root, ast.Call) else root.value
    return root.id if isinstance(root, ast.Name) else ""


def _given_in(test: Function) -> dict[str, list[ast.AST]]:
    """Name -> the statements of a test, or their parts, that bind it.

    What such a name begins was made in the test: no other test sees what is put into it.
    """
    found: dict[str, list[ast.AST]] = defaultdict(list)
    for node in ast.walk(test):
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                found[part.id].append(node)
    return found


def _is_mock(given: ast.AST) -> bool:
    """Whether this is `name = MagicMock()` or its like."""
    return (
        isinstance(given, ast.Assign)
        and isinstance(given.value, ast.Call)
        and last_name(given.value.func) in MOCKS
    )
