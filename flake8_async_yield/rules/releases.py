"""Files that are written for another release of a library than the one that is known here.

python-telegram-bot 13 was sync, and had a `telegram.TelegramError`; what it is called with today
is a coroutine. A file that uses a name that has gone tells so, and so does a project that asks for
an older release. Asked only when a report is about to be made.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.libraries import header
from flake8_async_yield.names.bindings import Bound
from flake8_async_yield.names.definitions import MISSING, Module
from flake8_async_yield.project.requirements import Release, is_for_older
from flake8_async_yield.values.value import ClassValue, FunctionValue

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DEEPEST = 4
"""So many `import *` in a row are followed."""

SINCE: dict[str, Release] = {
    "aiobotocore": (1,),  # clients are async context managers and nothing else
    "aiogram": (3,),
    "aiomqtt": (2,),  # `client.messages` was a method, and had to be entered
    "anyio": (4,),  # `async with move_on_after(...)` and `await event.set()` still worked
    "async_timeout": (5,),  # a plain `with timeout(...)` was right
    "discord": (2,),  # `add_cog`, `load_extension` and their like became coroutines
    "sqlalchemy": (1, 4),  # asyncio came
    "telegram": (20,),  # all of it was sync
}
"""From which release on a library is async just where it is today, by the changelog of each."""


def is_of_other_release(context: Context, node: ast.expr) -> bool:
    """Whether the file, or its project, is written for another release of what gave `node`.

    Only a library that is not installed: of those that are, the very release is read.
    """
    for alternative in context.value_of(node):
        maker = getattr(alternative, "made_by", None) or alternative
        if not isinstance(maker, (FunctionValue, ClassValue)):
            continue
        module = maker.module
        if module.is_project or module.found or module.path.startswith("stdlib "):
            continue
        library = module.name.partition(".")[0]
        known: dict[str, bool] = context.memo.setdefault("other releases", {})
        if library not in known:
            known[library] = _is_for_older(context, library) or any(
                _is_missing(context, library, name) for name in _asked(context, library)
            )
        if known[library]:
            return True
    return False


def _is_for_older(context: Context, library: str) -> bool:
    since = SINCE.get(library)
    if since is None:
        return False
    distribution = header(library)["release"].split()[0]
    finder = context.evaluator.index.finder
    return is_for_older(finder, context.source.path, distribution, since)


def _asked(context: Context, library: str) -> set[str]:
    """The public names that the file takes from the package `library` itself."""
    nodes = list(ast.walk(context.source.tree))
    called = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == library
    }
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            if node.module == library and not node.level:
                found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            bindings = context.names.module.bindings.get(node.value.id, ())
            if node.value.id in called and all(b.kind is Bound.IMPORT for b in bindings):
                found.add(node.attr)
    return {name for name in found if name != "*" and not name.startswith("_")}


def _is_missing(context: Context, library: str, name: str) -> bool:
    """Whether the package of that name surely has no such name; it may come by `import *`."""
    index = context.evaluator.index
    if index.module(f"{library}.{name}", None) is not None:
        return False
    front = index.module(library, None)
    if front is None or front.lookup("__getattr__") is not MISSING:
        return False
    waiting: list[tuple[Module | None, int]] = [(front, 0)]
    for module, depth in waiting:
        if module is None or depth > DEEPEST or module.lookup(name) is not MISSING:
            return False
        waiting += [
            (index.imported(module, level, source), depth + 1) for level, source in module.stars()
        ]
    return True
