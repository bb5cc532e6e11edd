"""How a body ends: whether it says anything, and whether control comes to its last line.

Reference: the Python reference, 7.6 "The return statement", 7.8 "The raise statement", 8.
"""

from __future__ import annotations

import ast

from flake8_async_yield.names.definitions import Flag
from flake8_async_yield.names.scopes import COMPOUND, last_name

DEEPEST = 40
"""Blocks nested deeper than this are not looked through for their end."""


LEAVING = (*COMPOUND, ast.Return)
"""The statements in which a function may end before its last line, but for an error."""


def body_flags(body: list[ast.stmt]) -> int:
    """Whether a body says nothing, and whether control may come to its end."""
    first = body[0]
    rest = body
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        rest = body[1:]
    if all(_says_nothing(statement) for statement in rest):
        return Flag.STUB | (Flag.RAISES if rest and isinstance(rest[-1], ast.Raise) else Flag.ENDS)
    if isinstance(rest[-1], ast.Raise) and not any(isinstance(s, LEAVING) for s in rest[:-1]):
        return Flag.RAISES
    if terminates(rest):
        return Flag.NONE
    return Flag.ENDS


def _says_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.Raise) and statement.exc is not None:
        error = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return last_name(error) == "NotImplementedError"
    return False


def terminates(block: list[ast.stmt]) -> bool:
    """Whether control surely does not come to the end of `block` (by return or raise)."""
    last = block[-1]
    for _ in range(DEEPEST):
        if isinstance(last, (ast.Return, ast.Raise)):
            return True
        if isinstance(last, (ast.With, ast.AsyncWith)):
            last = last.body[-1]
        elif isinstance(last, ast.If):
            if not last.orelse or not terminates(last.body):
                return False
            last = last.orelse[-1]
        elif isinstance(last, (ast.Try, ast.TryStar)):
            if last.finalbody and terminates(last.finalbody):
                return True
            if not all(terminates(handler.body) for handler in last.handlers):
                return False
            last = (last.orelse or last.body)[-1]
        elif isinstance(last, ast.While):
            endless = isinstance(last.test, ast.Constant) and bool(last.test.value)
            return endless and not any(isinstance(n, ast.Break) for n in ast.walk(last))
        elif isinstance(last, ast.Match):
            wild = last.cases[-1]
            if wild.guard is not None or not isinstance(wild.pattern, ast.MatchAs):
                return False
            if wild.pattern.pattern is not None:
                return False
            return all(terminates(case.body) for case in last.cases)
        else:
            return False
    return False
