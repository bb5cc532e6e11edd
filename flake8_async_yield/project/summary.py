"""A module as data: every term of it made, every def that a term names along with it."""

from __future__ import annotations

import ast
import io
import marshal
from typing import Any

from flake8_async_yield.names.definitions import Module
from flake8_async_yield.names.generators import async_lines, yield_lines
from flake8_async_yield.names.scopes import Names
from flake8_async_yield.names.terms import LiveModule

VERSION = "13"
"""Of the form of the data: a cache written under another one is not read."""


def live_module(
    name: str,
    path: str,
    tree: ast.Module,
    text: str,
    *,
    is_package: bool,
    is_stub: bool,
    bodies: bool = True,
) -> LiveModule:
    """The module of a parsed text.

    Without `bodies`, what an annotated function returns is not read off its body.
    """
    # Not str.splitlines: it also breaks at form feeds, the parser does not.
    is_yielding, is_async = "yield" in text, "async" in text or "await" in text
    lines = list(io.StringIO(text, newline=None)) if is_yielding or is_async else []
    return LiveModule(
        name,
        path,
        Names(tree, text),
        yield_lines(lines) if is_yielding else frozenset(),
        async_lines(lines) if is_async else frozenset(),
        is_package=is_package,
        is_stub=is_stub,
        bodies=bodies,
    )


def as_data(module: LiveModule) -> dict[str, Any]:
    """`module` as nested dicts, lists, strings, numbers and None."""
    names = {name: module.lookup(name) for name in module.names()}
    definitions: dict[str, Any] = {}
    while len(definitions) < len(module.records):
        for key in list(module.records):
            if key not in definitions:
                definitions[key] = module.records[key].as_data()
    return {
        "names": names,
        "definitions": definitions,
        "stars": module.stars(),
        "exported": module.exported(),
    }


def frozen(data: dict[str, Any]) -> dict[str, Any]:
    """`as_data`'s form with each definition in bytes: short to keep, and read one at a time."""
    definitions = {key: marshal.dumps(one) for key, one in data["definitions"].items()}
    return data | {"definitions": definitions}


def empty(name: str) -> Module:
    """A namespace package: it has submodules and nothing else."""
    from flake8_async_yield.names.definitions import StoredModule

    data: dict[str, Any] = {"names": {}, "definitions": {}, "stars": [], "exported": None}
    return StoredModule(name, "", data, is_package=True, is_stub=False)
