"""What is made and lost at once: how it is looked at, and what is said of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Use
from flake8_async_yield.rules.comprehensions import inside
from flake8_async_yield.rules.doubts import doubtful, ignored_by_mypy
from flake8_async_yield.rules.keeping import is_kept
from flake8_async_yield.rules.properties import makes_anew
from flake8_async_yield.rules.uses import Found, is_text, single
from flake8_async_yield.values import protocols
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

CHOOSING = frozenset({"max", "min", "next"})
"""Builtins that give what is there already: it is not made here, and may be kept elsewhere."""

DISPLAYS = (ast.List, ast.Set, ast.Tuple)

HOLDING = (*DISPLAYS, ast.Dict, ast.DictComp, ast.ListComp, ast.SetComp)
"""The expressions of which nothing is left where they are not kept."""

MAKING = (ast.Call, ast.Attribute, ast.BoolOp, ast.IfExp, *HOLDING)
"""The expressions that may make what they give."""


def lost(context: Context, node: ast.expr, what: str) -> None:
    """Report on `node` where it is a call that makes a coroutine or an async generator.

    `a and f()` gives what `f()` gives, `f() or a` the same.
    """
    if isinstance(node, ast.BoolOp):
        is_and = isinstance(node.op, ast.And)
        for value in node.values[-1:] if is_and else node.values:
            lost(context, value, what)
        return
    if isinstance(node, ast.IfExp):
        lost(context, node.body, what)
        lost(context, node.orelse, what)
        return
    if isinstance(node, HOLDING):
        _lost_inside(context, node, what)
        return
    if not isinstance(node, ast.GeneratorExp) and not is_made_here(context, node):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CHOOSING:
        return
    found = single(context, node, Use.DROP)
    if found is None or doubtful(context, node) or ignored_by_mypy(context, node):
        return
    if is_kept(context, node):
        return
    fix = None
    if found[0] == "AY110" and context.in_async_function:
        fix = Fix("insert-await", Safety.UNSAFE, context.source.span(node))
    say(context, node, found, f"{what}, and its body never runs", fix)


def _lost_inside(context: Context, node: ast.expr, what: str) -> None:
    """What a display or a comprehension holds is lost with it."""
    if isinstance(node, ast.DictComp):
        with inside(context, node):
            lost(context, node.value, what)
    elif isinstance(node, (ast.ListComp, ast.SetComp)):
        with inside(context, node):
            lost(context, node.elt, what)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:  # `**f()` iterates
                lost(context, value, what)
    elif isinstance(node, DISPLAYS):
        for part in node.elts:
            lost(context, part, what)


def is_made_here(context: Context, node: ast.expr | None) -> bool:
    """Whether `node` makes what it gives: a call, or an attribute that is a call in disguise."""
    if isinstance(node, ast.Attribute):
        return makes_anew(context, node)
    return isinstance(node, ast.Call)


def say(context: Context, node: ast.expr, found: Found, what: str, fix: Fix | None) -> None:
    """Report `found` at `node`; `what` says what becomes of `{}`, the thing that is made."""
    code, kind, alternative = found
    if code == "AY111":
        noun, mend = "generator", "iterate it with 'async for'"
    else:
        noun, mend = "coroutine", "await it"
    if protocols.is_lazy(alternative):
        noun, what = "object", what.replace("its body never runs", "what it stands for never runs")
    text = is_text(context, node, kind, alternative)
    context.report(code, node, f"{text}: {what.format(noun)}; {mend}", fix)
