"""Which top-level names of a file without a word of async may lead to something async.

Such a file has something async only by what it imports. The names that do not come from there,
through any number of the file's own statements, are plain: their uses need not be looked at.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from flake8_async_yield.names.bindings import BINDS
from flake8_async_yield.names.nodes import lines_of
from flake8_async_yield.names.scopes import Names

NAME = re.compile(r"[A-Za-z_]\w*")
GLOBAL = re.compile(r"^[ \t]*global[ \t]+([^\n#;]+)", re.MULTILINE)


class Leading:
    """The names that lead on, and the numbers of the top-level statements that mention one."""

    __slots__ = ("names", "statements")

    def __init__(self, names: frozenset[str], statements: frozenset[int]) -> None:
        self.names = names
        self.statements = statements


def leading(
    scopes: Names, lines: Sequence[str], imported: frozenset[str], *, has_fixtures: bool
) -> Leading:
    """What leads to something async in the file with these `lines`, if `imported` names do.

    With `has_fixtures` a parameter may bring something async anywhere.
    """
    bound = _bound(scopes)
    words = [_words(statement, lines) for statement in scopes.tree.body]
    names = set(imported)
    if scopes.has_outer:
        names.update(*(NAME.findall(found) for found in GLOBAL.findall("".join(lines))))
    met: set[int] = set()
    size = -1
    while len(met) > size:
        size = len(met)
        for number, mentioned in enumerate(words):
            if number not in met and not mentioned.isdisjoint(names):
                met.add(number)
                names |= bound[number]
    everywhere = range(len(words))
    return Leading(frozenset(names), frozenset(everywhere if has_fixtures else met))


def _bound(scopes: Names) -> list[set[str]]:
    """The names that each top-level statement binds in the module."""
    bound: list[set[str]] = [set() for _ in scopes.tree.body]
    for statement, place in scopes.module.statements:
        binds = BINDS.get(statement.__class__)
        if binds is not None:
            *_, outermost = place.chain()
            bound[outermost.index].update(binding.name for binding in binds(statement, place))
    return bound


def _words(statement: ast.stmt, lines: Sequence[str]) -> frozenset[str]:
    """Every word in the lines of `statement`, its decorators included."""
    return frozenset(NAME.findall("".join(lines_of(statement, lines))))
