"""How a misuse is judged and worded: one look at the table of `kinds` for every use there is.

The rules AY101-AY117 differ in where they look; what they say of a value is decided here.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import TABLE, Kind, Use
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.value import (
    Alternative,
    CallableValue,
    ClassValue,
    FunctionValue,
    Instance,
    Value,
    is_none,
)
from flake8_async_yield.violation import Fix

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


def misuse(context: Context, value: Value, use: Use) -> tuple[str, Kind, Alternative] | None:
    """The code, the kind and the alternative to speak of, where `value` can't be used so."""
    if not value:
        return None
    evaluator = context.evaluator
    found: tuple[str, Kind, Alternative] | None = None
    for alternative in value:
        if protocols.fits(evaluator, alternative, use) is not False:
            return None
        kind = protocols.kind_of(evaluator, alternative, use)
        code = TABLE[use].get(kind) if kind is not None else None
        if is_none(alternative) and len(value) > 1:
            continue
        if kind is None or code is None:
            return None
        if code in ("AY114", "AY115", "AY116") and not trusted(context, alternative):
            return None
        if found is None:
            found = (code, kind, alternative)
    return found


def trusted(context: Context, alternative: Alternative) -> bool:
    """Whether a value without any async face is known well enough to say that it has none.

    An annotation in the project may be too narrow, or meant for a subclass; what a function
    returns, and what a library's signature says, counts.
    """
    if not isinstance(alternative, Instance):
        return True
    if is_none(alternative) and alternative.made_by is None:
        return False  # a name that waits for its value
    if not alternative.declared:
        return True
    made_by = alternative.made_by
    return isinstance(made_by, FunctionValue) and made_by.module.found is None


def called(node: ast.expr, alternative: Alternative) -> str:
    """What to call a value in a message: the function that gave it, else the expression."""
    maker = getattr(alternative, "made_by", None) or getattr(alternative, "made_from", None)
    inner = node
    while isinstance(inner, ast.Await):
        inner = inner.value
    if isinstance(inner, ast.Call):
        inner = inner.func
    text = ast.unparse(inner)
    if len(text) > 60 or "\n" in text:
        text = f"{text[:57].splitlines()[0]}..."
    if isinstance(maker, FunctionValue) and text.rpartition(".")[2] == maker.record.name:
        return f"'{text}'"
    return f"'{text}'"


def definition(context: Context, alternative: Alternative) -> str:
    """` (app/database.py:12)` where what gave the value is defined in another file of ours."""
    maker = getattr(alternative, "made_by", None) or getattr(alternative, "made_from", None)
    if maker is None and isinstance(alternative, (FunctionValue, ClassValue)):
        maker = alternative
    if maker is None or maker.module.found is None:
        return ""
    path = maker.module.path
    if not path or path == context.source.path:
        return ""
    try:
        path = os.path.relpath(path)
    except (OSError, ValueError):
        pass
    return f" ({path}:{maker.record.line})"


def is_text(context: Context, node: ast.expr, kind: Kind, alternative: Alternative) -> str:
    """`'get_users' (app/x.py:3) is an async generator`."""
    name = called(node, alternative) + definition(context, alternative)
    maker = getattr(alternative, "made_by", None)
    from_call = isinstance(node, ast.Call)
    if kind is Kind.COROUTINE:
        return f"{name} is a coroutine function" if from_call else f"{name} is a coroutine"
    if kind is Kind.CALLABLE:
        return f"{name} is {_callable(alternative)}"
    if kind is Kind.PLAIN or kind is Kind.ITERABLE or kind is Kind.CONTEXT_MANAGER:
        return f"{name} {'gives' if from_call and maker is not None else 'is'} {_plain(alternative)}"
    if kind in (Kind.AWAITABLE, Kind.ASYNC_ITERATOR):
        return f"{name} {'gives' if from_call else 'is'} an {kind.value}{_of_class(alternative)}"
    article = "an" if kind.value[0] == "a" else "a"
    return f"{name} {'gives' if kind is Kind.ASYNC_CONTEXT_MANAGER and from_call else 'is'} {article} {kind.value}"


def _callable(alternative: Alternative) -> str:
    if isinstance(alternative, ClassValue):
        return "a class"
    if isinstance(alternative, Instance):
        return f"a factory ({alternative.cls.record.name})"
    if isinstance(alternative, CallableValue) and alternative.made_from is None:
        return "a callable"
    return "a function"


def _of_class(alternative: Alternative) -> str:
    return f" ({alternative.cls.record.name})" if isinstance(alternative, Instance) else ""


def _plain(alternative: Alternative) -> str:
    if not isinstance(alternative, Instance):
        return "a plain value"
    if is_none(alternative):
        return "None"
    name = alternative.cls.record.name
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


RESULTS = {
    Use.AWAIT: "'await' raises TypeError",
    Use.ASYNC_FOR: "'async for' raises TypeError",
    Use.ASYNC_WITH: "'async with' raises TypeError",
    Use.FOR: "iterating over it raises TypeError",
    Use.WITH: "'with' raises TypeError",
}

ADVICE = {
    "AY101": "iterate it with 'async for'",
    "AY103": "decorate it with '@asynccontextmanager'",
    "AY105": "enter it with 'async with'",
    "AY106": "enter it with 'async with'",
    "AY107": "iterate it with 'async for'",
    "AY109": "use 'async with'",
    "AY114": "take the 'await' out",
    "AY115": "use a plain 'for'",
    "AY116": "use a plain 'with'",
    "AY117": "call it",
}


def advice(context: Context, code: str, kind: Kind, alternative: Alternative) -> str:
    """What to write instead."""
    evaluator = context.evaluator
    if code in ("AY102", "AY104", "AY108"):
        use = {"AY102": Use.ASYNC_FOR, "AY104": Use.ASYNC_WITH, "AY108": Use.FOR}[code]
        result = protocols.awaited(evaluator, alternative)
        if code == "AY102":
            if result and all(protocols.fits(evaluator, a, use) for a in result):
                return "write 'async for ... in await ...'"
            if result and all(protocols.fits(evaluator, a, Use.FOR) for a in result):
                return "write 'for ... in await ...'"
            return "await it"
        if code == "AY104":
            if result and all(protocols.fits(evaluator, a, use) for a in result):
                return "write 'async with await ...'"
            return "await it first, or give it a 'yield' and '@asynccontextmanager'"
        return "await it first"
    if code == "AY109":
        if kind is Kind.COROUTINE:
            return "await it first"
        if kind is Kind.ASYNC_GENERATOR:
            return "decorate it with '@asynccontextmanager' and use 'async with'"
    return ADVICE[code]


def check_use(
    context: Context, subject: ast.expr, use: Use, report_at: ast.expr | ast.stmt, value: Value
) -> tuple[str, Kind, Alternative] | None:
    """`misuse`, unless the code around says that it may be otherwise."""
    found = misuse(context, value, use)
    if found is None or doubtful(context, subject):
        return None
    return found


def say(
    context: Context,
    subject: ast.expr,
    use: Use,
    report_at: ast.expr | ast.stmt,
    found: tuple[str, Kind, Alternative],
    fix: Fix | None = None,
) -> None:
    """Report a misuse of `subject`."""
    code, kind, alternative = found
    text = (
        f"{is_text(context, subject, kind, alternative)}: {RESULTS[use]}; "
        f"{advice(context, code, kind, alternative)}"
    )
    context.report(code, report_at, text, fix)


def has_attribute(context: Context, alternative: Alternative, name: str) -> bool | None:
    """Whether an instance has the attribute; None: not known."""
    if not isinstance(alternative, Instance):
        return None
    return classes.has(context.evaluator, alternative.cls, name)
