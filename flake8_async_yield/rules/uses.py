"""How a misuse is judged and worded: one look at the table of `kinds` for every use there is.

The rules AY101-AY117 differ in where they look; what they say of a value is decided here.
"""

from __future__ import annotations

import ast
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import TABLE, Kind, Use
from flake8_async_yield.rules.conditions import is_tested
from flake8_async_yield.rules.definitions import quoted
from flake8_async_yield.rules.doubts import doubtful, is_overruled
from flake8_async_yield.rules.hearsay import is_hearsay
from flake8_async_yield.rules.heirs import is_for_heir
from flake8_async_yield.rules.trust import (
    SYNC_MANAGER_CALL,
    belied,
    is_called_back,
    is_called_too,
    is_injected,
    is_made_by_library,
    is_manager_factory,
    is_to_be_implemented,
    is_told_to_be_called,
    trusted,
)
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.arguments import NO_ARGUMENTS
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


Found = tuple[str, Kind, Alternative]
"""The code of a mistake, and the kind and the alternative to speak of."""


def misuse(context: Context, value: Value, use: Use) -> Found | None:
    """The code, the kind and the alternative to speak of, where `value` can't be used so."""
    if not value:
        return None
    evaluator = context.evaluator
    found: Found | None = None
    for alternative in value:
        if protocols.fits(evaluator, alternative, use) is not False:
            if use is not Use.FOR or not is_looped_over(context, alternative):
                return None
        kind = protocols.kind_of(evaluator, alternative, use)
        code = TABLE[use].get(kind) if kind is not None else None
        if is_none(alternative) and len(value) > 1:
            continue
        if kind is None or code is None:
            return None
        if code in ("AY114", "AY115", "AY116") and not trusted(context, alternative, use):
            return None
        if belied(context, alternative, use):
            return None
        if found is None:
            found = (code, kind, alternative)
    return found


def is_looped_over(context: Context, alternative: Alternative) -> bool:
    """Whether it is a future of asyncio where nothing can `yield from` it."""
    return (
        context.in_async_function
        and isinstance(alternative, Instance)
        and alternative.qualified_name in protocols.FUTURES
    )


def single(context: Context, node: ast.expr, use: Use) -> Found | None:
    """The same for a use that nothing fits or misfits: all alternatives are what it loses."""
    if not context.may_be_async(node):
        return None
    value = context.value_of(node)
    if use is Use.ATTRIBUTE and len(value) > 1:
        value = tuple(a for a in value if not is_none(a))  # of None there is none either
    evaluator = context.evaluator
    found: Found | None = None
    for alternative in value:
        kind = protocols.kind_of(evaluator, alternative, use)
        if kind is Kind.AWAITABLE and use is Use.DROP and _is_lazy(context, node, alternative):
            kind = Kind.COROUTINE
        code = TABLE[use].get(kind) if kind is not None else None
        if kind is None or code is None:
            return None
        found = found or (code, kind, alternative)
    return found


def _is_lazy(context: Context, node: ast.expr, alternative: Alternative) -> bool:
    """Whether nothing has become of an awaitable object yet, nor will where it is dropped.

    A function of the project that gives one may have kept it.
    """
    if not protocols.is_lazy(alternative):
        return False
    functions = context.value_of(node.func) if isinstance(node, ast.Call) else ()
    return not any(isinstance(f, FunctionValue) and f.module.is_project for f in functions)


def called(node: ast.expr) -> str:
    """What to call a value in a message: the function that gave it, else the expression."""
    inner = node
    while isinstance(inner, ast.Await):
        inner = inner.value
    if isinstance(inner, ast.Call):
        inner = inner.func
    return quoted(ast.unparse(inner))


def given(context: Context, function: ast.expr) -> Value:
    """What calling `function` gives, whatever the arguments."""
    value = context.value_of(function)
    if not value:
        return value
    evaluator = context.evaluator
    return evaluator.asked(lambda: evaluator.call(value, NO_ARGUMENTS))


def awaited(context: Context, alternative: Alternative) -> Value:
    """What `await` of `alternative` gives."""
    evaluator = context.evaluator
    return evaluator.asked(lambda: protocols.awaited(evaluator, alternative))


def definition(context: Context, alternative: Alternative) -> str:
    """` (app/database.py:12)` where what gave the value is defined in another file of ours."""
    maker = getattr(alternative, "made_by", None) or getattr(alternative, "made_from", None)
    if maker is None and isinstance(alternative, (FunctionValue, ClassValue)):
        maker = alternative
    if maker is None or not maker.module.is_project:
        return ""  # a library's names are known by themselves, installed or not
    path = maker.module.path
    if not path or path == context.source.path:
        return ""
    return f" ({_short(path)}:{maker.record.line})"


def _short(path: str) -> str:
    """A path as one would say it: from the working directory on."""
    with suppress(OSError, ValueError):
        relative = os.path.relpath(path)
        return path if relative.startswith(os.pardir) else relative
    return path


def is_text(
    context: Context,
    node: ast.expr,
    kind: Kind,
    alternative: Alternative,
    *,
    as_function: bool = False,
) -> str:
    """`'get_users' (app/x.py:3) is an async generator`; `as_function`: of what `node` gives."""
    name = called(node) + definition(context, alternative)
    from_call = as_function or isinstance(node, ast.Call)
    if kind is Kind.COROUTINE and protocols.is_lazy(alternative):
        return f"{name} gives an awaitable object{_of_class(alternative)}"
    if kind is Kind.COROUTINE:
        return f"{name} is a coroutine function" if from_call else f"{name} is a coroutine"
    if kind is Kind.CALLABLE:
        return f"{name} {'gives' if from_call else 'is'} {_callable(alternative)}"
    if kind is Kind.ASYNC_GENERATOR and as_function:
        return f"{name} is an async generator function"
    maker = getattr(alternative, "made_by", None)
    verb = "gives" if from_call and (as_function or maker is not None) else "is"
    if kind in (Kind.PLAIN, Kind.ITERABLE, Kind.CONTEXT_MANAGER):
        return f"{name} {verb} {_plain(alternative)}"
    if kind in (Kind.AWAITABLE, Kind.ASYNC_ITERATOR):
        return f"{name} {verb} {kind.article} {kind.value}{_of_class(alternative)}"
    verb = "gives" if kind is Kind.ASYNC_CONTEXT_MANAGER and from_call else "is"
    return f"{name} {verb} {kind.article} {kind.value}"


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
    if alternative.qualified_name == SYNC_MANAGER_CALL:
        return "a sync context manager"
    return _one(alternative.cls.record.name)


def _one(name: str) -> str:
    """The name of a class with its article: `an Engine`, `a User`, `bytes`."""
    if name == "bytes":
        return name
    is_vowel = name[0] in "aeiouAEIOU" and not name.lower().startswith(SPOKEN_WITH_Y)
    return f"{'an' if is_vowel else 'a'} {name}"


SPOKEN_WITH_Y = ("eu", "uni", "ur", "us", "ut", "uu")
"""How names begin that are written with a vowel and spoken without."""


RESULTS = {
    Use.AWAIT: "'await' raises TypeError",
    Use.ASYNC_FOR: "'async for' raises TypeError",
    Use.ASYNC_WITH: "'async with' raises TypeError",
    Use.FOR: "iterating over it raises TypeError",
    Use.WITH: "'with' raises TypeError",
}


def _fails(use: Use, alternative: Alternative) -> str:
    if use is Use.FOR and getattr(alternative, "qualified_name", "") in protocols.FUTURES:
        return "iterating over it raises RuntimeError"
    return RESULTS[use]


ADVICE = {
    "AY101": "iterate it with 'async for'",
    "AY103": "decorate it with '@asynccontextmanager'",
    "AY105": "enter it with 'async with'",
    "AY106": "enter it with 'async with'",
    "AY107": "iterate it with 'async for'",
    "AY109": "use 'async with'",
    "AY114": "take the 'await' out",
    "AY115": "use a plain 'for'",
    "AY117": "call it",
}

ENTERED_INSTEAD = {
    Kind.CONTEXT_MANAGER: "use a plain 'with'",
    Kind.GENERATOR: "decorate it with '@contextmanager' and use a plain 'with'",
}
"""What AY116 says to write; the other kinds can't be entered at all."""


def advice(context: Context, code: str, kind: Kind, alternative: Alternative) -> str:
    """What to write instead."""
    evaluator = context.evaluator
    if code in ("AY102", "AY104", "AY108"):
        use = {"AY102": Use.ASYNC_FOR, "AY104": Use.ASYNC_WITH, "AY108": Use.FOR}[code]
        result = awaited(context, alternative)
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
        if kind in (Kind.COROUTINE, Kind.AWAITABLE):
            return "await it first"
        if kind is Kind.ASYNC_ITERATOR:
            return "iterate it with 'async for'"
        if kind is Kind.ASYNC_GENERATOR:
            return "decorate it with '@asynccontextmanager' and use 'async with'"
    if code == "AY116":
        return ENTERED_INSTEAD.get(kind, "use it without 'async with'")
    return ADVICE[code]


def check_use(context: Context, subject: ast.expr, use: Use, value: Value) -> Found | None:
    """`misuse`, unless the code around says that it may be otherwise."""
    found = misuse(context, value, use)
    if found is None or doubtful(context, subject) or is_for_heir(context, subject, use):
        return None
    if is_overruled(context, subject, found[2]):
        return None
    if is_none(found[2]) and is_tested(context, subject):
        return None
    if found[0] in ("AY114", "AY115", "AY116") and is_hearsay(context, subject):
        return None
    if found[0] == "AY117" and any(map(is_told_to_be_called, value)):
        if not is_called_too(context, subject) and not is_made_by_library(context, subject):
            return None
    if found[0] == "AY103" and is_manager_factory(found[2]):
        return None
    if found[0] in ("AY102", "AY104", "AY116") and is_to_be_implemented(context, found[2], use):
        return None
    if use is Use.AWAIT and (
        is_called_back(context, subject, found[2]) or is_injected(context, subject)
    ):
        return None
    return found


def say(
    context: Context,
    subject: ast.expr,
    use: Use,
    report_at: ast.expr | ast.stmt,
    found: Found,
    fix: Fix | None = None,
    fails: str = "",
    instead: str = "",
) -> None:
    """Report a misuse of `subject`; `fails` and `instead` say more than the use does."""
    code, kind, alternative = found
    text = (
        f"{is_text(context, subject, kind, alternative)}: {fails or _fails(use, alternative)}; "
        f"{instead or advice(context, code, kind, alternative)}"
    )
    context.report(code, report_at, text, fix)


def lacks(context: Context, alternative: Alternative, name: str) -> bool:
    """Whether an instance is known not to have the attribute."""
    if not isinstance(alternative, Instance):
        return False
    evaluator, cls = context.evaluator, alternative.cls
    holder = classes.Holder(cls.module, cls.record)
    if not cls.module.is_project and classes.is_protocol(evaluator, holder):
        # What `Request.form()` gives is a protocol's by its library's own word.
        return classes.find(evaluator, cls, name) is None
    if classes.has(evaluator, cls, name) is not False:
        return False
    if classes.find(evaluator, cls, name) is not None:
        return False
    return classes.find(evaluator, cls, "__getattr__") is None


def gives(context: Context, alternative: Alternative, kind: Kind, name: str) -> bool:
    """Whether what an awaitable object or a manager stands for is known to have the attribute."""
    evaluator = context.evaluator
    step = protocols.awaited if kind is Kind.AWAITABLE else protocols.async_entered
    value = evaluator.asked(lambda: step(evaluator, alternative))
    things = [a for a in value if not is_none(a)]
    return bool(things) and all(
        isinstance(a, Instance) and classes.find(evaluator, a.cls, name) is not None for a in things
    )
