"""The nodes below a node, without the cost of `ast.walk`: names and constants are left out."""

from __future__ import annotations

import ast
from collections.abc import Sequence

LEAVES = frozenset(
    {ast.Name, ast.Constant, ast.alias, ast.Load, ast.Store, ast.Del, str, int, bool, type(None)}
)
"""What a field may hold that has nothing below it."""


NO_NAMES = LEAVES - {ast.Name}
"""The same, where names are asked for."""


def children(node: ast.AST, leaves: frozenset[type] = LEAVES) -> list[ast.AST]:
    """The nodes right below `node`, `leaves` left out: with `NO_NAMES` the names are there."""
    found: list[ast.AST] = []
    for value in node.__dict__.values():
        if value.__class__ is list:
            found += [item for item in value if item.__class__ not in leaves]
        elif value.__class__ not in leaves:
            found.append(value)
    return found


def choices(node: ast.AST) -> list[ast.expr]:
    """The parts of which a conditional expression, `and` or `or` gives one; [] of any other."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    return node.values if isinstance(node, ast.BoolOp) else []


def lines_of(statement: ast.stmt, lines: Sequence[str]) -> Sequence[str]:
    """The lines of `statement` among the file's `lines`, its decorators included."""
    first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
    return lines[first - 1 : statement.end_lineno]


def below(node: ast.AST, leaves: frozenset[type] = LEAVES) -> list[ast.AST]:
    """`node` and every node below it, `leaves` left out."""
    found = [node]
    for one in found:
        found += children(one, leaves)
    return found
