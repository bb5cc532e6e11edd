"""What a function has just put into an attribute: `self.data = fetch()`, then `self.data["x"]`.

An annotation says what the attribute is for, and other methods put other things there; between
the assignment and the use the thing is the one that was assigned, if nothing comes in between.
"""

from __future__ import annotations

import ast
import re

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.tested import spelled

ASSIGNED = re.compile(r"^[ \t]+(\w+\.\w+)[ \t]*=[ \t]*(?!await\b)[\w.]+\(", re.MULTILINE)

FARTHEST = 30
"""So many statements before the use, in one block, are looked at."""

LOOPS = (ast.For, ast.While)

PAUSES = (ast.Await, ast.Yield, ast.YieldFrom)
"""Where other code runs before this goes on."""


def assigned_lines(text: str) -> dict[str, list[int]]:
    """attribute -> the lines of `text` that put the result of a call into it, not awaited."""
    found: dict[str, list[int]] = {}
    line, end = 1, 0
    for match in ASSIGNED.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        found.setdefault(match[1], []).append(line)
    return found


def put_before(node: ast.Attribute, place: Place) -> tuple[ast.expr, Place] | None:
    """What call's result was put into `node` right before `place`, and where; None: not told."""
    name = spelled(node)
    base = name.partition(".")[0]
    passed: list[ast.stmt] = []
    for point in place.chain():
        for index in range(point.index - 1, max(point.index - FARTHEST, 0) - 1, -1):
            earlier = point.block[index]
            match earlier:
                case ast.Assign(targets=[ast.Attribute() as target]) if spelled(target) == name:
                    if isinstance(earlier.value, ast.Call):
                        if not any(may_change(statement, base) for statement in passed):
                            return earlier.value, Place(point.block, index, point.parent)
                    return None
            passed.append(earlier)
        above = point.parent.statement if point.parent is not None else None
        if isinstance(above, (ast.AsyncFor, ast.AsyncWith)):
            return None
        if isinstance(above, ast.Try) and point.block is not above.body:
            return None
        if isinstance(above, LOOPS):
            passed.append(above)
    return None


def may_change(statement: ast.stmt, base: str) -> bool:
    """Whether `statement` may put something into an attribute of the thing called `base`.

    What is stored into an attribute of any thing may be; so may what a method of its own does, a
    function that it is handed to, or another task.
    """
    for part in ast.walk(statement):
        if isinstance(part, ast.Call):
            given = [*part.args, *(keyword.value for keyword in part.keywords)]
            owner = part.func.value if isinstance(part.func, ast.Attribute) else None
            if any(isinstance(a, ast.Name) and a.id == base for a in (owner, *given)):
                return True
        elif isinstance(part, (ast.Attribute, ast.Name)) and not isinstance(part.ctx, ast.Load):
            if isinstance(part, ast.Attribute) or part.id == base:
                return True
        elif isinstance(part, PAUSES):
            return True
    return isinstance(statement, (ast.AsyncFor, ast.AsyncWith))
