"""Reasons to say nothing of a finding: the code itself says that things may be otherwise.

Asked only when a report is about to be made, so it may look at everything around.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.generators import is_generator
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Function, Scope, last_name
from flake8_async_yield.names.unions import names_in
from flake8_async_yield.rules.asked import is_asked
from flake8_async_yield.rules.conditions import dotted_names, tests_around
from flake8_async_yield.rules.expected import failure_is_wanted
from flake8_async_yield.rules.grown import is_of_grown
from flake8_async_yield.rules.origins import is_of_variant, is_replaced_elsewhere, origins
from flake8_async_yield.rules.paths import is_dead
from flake8_async_yield.rules.releases import is_of_other_release
from flake8_async_yield.rules.replaced import HELD, is_replaced
from flake8_async_yield.rules.sync_sides import is_made_sync
from flake8_async_yield.values import classes
from flake8_async_yield.values.fixtures import is_test_file
from flake8_async_yield.values.value import Alternative, FunctionValue, Instance, ModuleValue

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

WORDS = r"[A-Z]?[a-z]+|[A-Z]+"
BUILDS = frozenset({"sync", "async", "aio", "asynchronous", "synchronous", "isasync", "issync"})
SAYING = frozenset(
    "allowed build code enabled flag mode only required support supported version".split()
)
"""How a name ends that chooses between a sync and an async build of the same code.

`IS_SYNC`, `use_async`, `async_mode` do; `async_session` is a thing, `asyncio` a module.
"""

FOR_SYNC = r"requires?_sync|requires?_no_async|sync_only"
"""Decorators of what runs in the generated sync code alone."""

IGNORED = r"#\s*type:\s*ignore\[[^\]]*\bunused-(coroutine|awaitable)\b"
"""mypy's own word for a coroutine that is dropped on purpose."""

OVERRULED = r"#\s*(type|pyright|pyre|ty):\s*ignore"
"""The comments that silence a type checker."""


def doubtful(context: Context, node: ast.expr) -> bool:
    """Whether the code around `node` says that its value may be something else."""
    return (
        _never_runs(context)
        or failure_is_wanted(context, node)
        or _build_flag(context)
        or _is_for_sync(context)
        or _patched(context, node)
        or is_of_grown(context, node)
        or is_made_sync(context, node)
        or any(is_asked(context, name) for name in _also_called(context, node))
        or _overridden(context, node)
        or is_of_variant(context, node)
        or is_replaced_elsewhere(context, node)
        or is_of_other_release(context, node)
    )


def ignored_by_mypy(context: Context, node: ast.expr) -> bool:
    """Whether a comment tells mypy that this coroutine is dropped on purpose."""
    lines = context.source.lines[node.lineno - 1 : node.end_lineno]
    return any(re.search(IGNORED, line) for line in lines)


def is_overruled(context: Context, node: ast.expr, alternative: Alternative) -> bool:
    """Whether nothing but an annotation speaks for the finding, and a comment tells the type
    checkers that they are wrong here."""
    if not isinstance(alternative, Instance) or not alternative.declared:
        return False
    lines = context.source.lines[node.lineno - 1 : node.end_lineno]
    return alternative.made_by is None and any(re.search(OVERRULED, line) for line in lines)


def _never_runs(context: Context) -> bool:
    """Whether it stands under `if False:`, as the source of generated sync code does."""
    scope: Scope | None = context.scope
    place: Place | None = context.place
    while scope is not None:
        if place is not None and is_dead(place):
            return True
        place = scope.place
        scope = scope.parent
    return False


def _build_flag(context: Context) -> bool:
    return any(is_build_flag(name) for test in tests_around(context) for name in _flags(test))


def is_build_flag(name: str) -> bool:
    """Whether a name says which build of the code this is."""
    if "sync" not in name.lower() and "aio" not in name.lower():
        return False
    words = [word.lower() for word in re.findall(WORDS, name)]
    return words[-1] in BUILDS or (words[-1] in SAYING and not BUILDS.isdisjoint(words))


def _is_for_sync(context: Context) -> bool:
    """Whether a decorator keeps the function for the generated sync code: `@require_sync`."""
    function = context.function
    decorators = getattr(function.node, "decorator_list", []) if function is not None else []
    return any(re.fullmatch(FOR_SYNC, last_name(d)) for d in decorators)


def _flags(test: ast.expr) -> Iterator[str]:
    """The names that a test asks for their truth or their value: no classes, no arguments."""
    stack: list[ast.AST] = [test]
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = last_name(node)
            if name.isupper() or not name[:1].isupper():
                yield name
        if isinstance(node, ast.Call):
            stack.append(node.func)
        else:
            stack.extend(ast.iter_child_nodes(node))


def _also_called(context: Context, node: ast.expr) -> Iterator[ast.expr]:
    """`node`, and the name or the call whose value it was given: `iterator = result`."""
    yield node
    if isinstance(node, ast.Name):
        live = reaching(context.scope.bindings.get(node.id, []), context.place)
        if len(live) == 1 and live[0].kind is Bound.VALUE:
            if isinstance(live[0].node, (ast.Name, ast.Call)):
                yield live[0].node


def _patched(context: Context, node: ast.expr) -> bool:
    """Whether the module replaces a name of `node` from outside: `mod.fetch = AsyncMock()`."""
    for source in origins(context, node):
        for name in dotted_names(source):
            head, _, last = name.rpartition(".")
            if head and is_replaced(context, head, last, _module_of(context, source, head)):
                if not _is_filled_in(context, source, last):
                    return True
    if isinstance(node, ast.Call):
        for function in context.value_of(node.func):
            if isinstance(function, FunctionValue) and not function.record.is_async:
                names = names_in(function.record.result)
                return any(is_replaced(context, HELD, name) for name in names)
    return False


def _module_of(context: Context, source: ast.expr, name: str) -> str:
    """The name of the module that is called `name` in `source`; '' if it is none."""
    for node in ast.walk(source):
        if isinstance(node, ast.Name) and node.id == name:
            value = context.value_of(node)
            return value[0].module.name if value and isinstance(value[0], ModuleValue) else ""
    return ""


def _is_filled_in(context: Context, source: ast.expr, attribute: str) -> bool:
    """Whether a class declares the attribute, as a field is: what is put there is what it says.

    What a test puts there may be a stand-in.
    """
    if is_test_file(context.source.path):
        return False
    owner: ast.expr | None = source
    while owner is not None and getattr(owner, "attr", "") != attribute:
        owner = getattr(owner, "func", getattr(owner, "value", None))
    value = context.value_of(owner.value) if isinstance(owner, ast.Attribute) else ()
    return bool(value) and all(
        isinstance(a, Instance) and _declares(context, a, attribute) for a in value
    )


def _declares(context: Context, thing: Instance, attribute: str) -> bool:
    found = classes.find(context.evaluator, thing.cls, attribute)
    term = found.holder.record.attribute(attribute) if found is not None else None
    return isinstance(term, list) and term[0] == "d"


def _methods(context: Context) -> dict[str, list[tuple[ast.ClassDef, Function]]]:
    """Name -> the methods of that name in this file, with their classes."""
    known: dict[str, list[tuple[ast.ClassDef, Function]]] | None = context.memo.get("methods")
    if known is None:
        known = context.memo["methods"] = {}
        for cls in ast.walk(context.source.tree):
            if isinstance(cls, ast.ClassDef):
                for method in cls.body:
                    if isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)):
                        known.setdefault(method.name, []).append((cls, method))
    return known


def _overridden(context: Context, node: ast.expr) -> bool:
    """Whether a subclass that this very function makes or names has something else as the method.

    Only where the receiver is known by an annotation: it is of the subclass then, most likely.
    A plain hook that is called on `self` any subclass of the file may have made async.
    """
    while isinstance(node, (ast.Await, ast.Call)):
        node = node.value if isinstance(node, ast.Await) else node.func
    if not isinstance(node, ast.Attribute):
        return False
    is_own = isinstance(node.value, ast.Name) and node.value.id == "self"
    if not any(f"def {node.attr}(" in line for line in context.source.lines):
        return False
    overriding = _methods(context).get(node.attr, [])
    if overriding and not is_own:
        function = context.function
        below = list(ast.walk(function.node)) if function is not None else []
        named = {n.id for n in below if isinstance(n, ast.Name)}
        overriding = [(c, m) for c, m in overriding if c.name in named or c in below]
    if not overriding:
        return False
    kinds = {
        (a.record.is_async, a.record.is_generator)
        for a in context.value_of(node)
        if isinstance(a, FunctionValue)
    }
    if is_own and kinds != {(False, False)}:
        return False
    for receiver in context.value_of(node.value):
        if not isinstance(receiver, Instance) or not receiver.declared:
            continue
        heirs = _heirs(context, receiver.cls.record.name)
        for cls, method in overriding:
            kind = isinstance(method, ast.AsyncFunctionDef), is_generator(method)
            if kind not in kinds and cls in heirs:
                return True
    return False


def _heirs(context: Context, name: str) -> set[ast.ClassDef]:
    """The classes of this file that derive from one of that name, by the names of their bases."""
    every = {cls for found in _methods(context).values() for cls, _ in found}
    names, heirs, size = {name}, set[ast.ClassDef](), -1
    while len(heirs) > size:
        size = len(heirs)
        heirs |= {cls for cls in every if any(last_name(base) in names for base in cls.bases)}
        names |= {cls.name for cls in heirs}
    return heirs
