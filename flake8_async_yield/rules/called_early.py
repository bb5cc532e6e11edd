"""AY110, AY111: `start_soon(worker())`, where the function itself is wanted.

What takes a function calls it: a coroutine in its place raises TypeError there, and is never run.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.rules.takers import ITERATED
from flake8_async_yield.rules.uses import is_text, single

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

WHOLE = "pass the function, and its arguments after it"
BARE = "pass the function, without parentheses"
PASSED = f"{ITERATED}, and pass that"


def is_called_early(context: Context, argument: ast.expr, name: str) -> bool:
    """Report on `argument` of `name`, which takes a function, where it is a call's result."""
    if not isinstance(argument, (ast.Call, ast.Name)):
        return False
    found = single(context, argument, Use.DROP)
    if found is None:
        return False
    if not doubtful(context, argument):
        code, kind, alternative = found
        has_arguments = isinstance(argument, ast.Call) and (argument.args or argument.keywords)
        text = is_text(context, argument, kind, alternative)
        advice = WHOLE if has_arguments else BARE
        if kind is Kind.ASYNC_GENERATOR:
            advice = PASSED
        context.report(
            code,
            argument,
            f"{text}: '{name}' calls what it is given, and what this call gives is no function, so "
            f"that it never runs; {advice}",
        )
    return True
