"""AY101-AY119: values handed to what awaits or enters them: `asyncio.run`, `gather`, a stack.

What a function awaits is judged as `await` itself is, what it enters as `with`. anyio and trio
take the function instead: there its result is judged. The pages stand in the files that bear the
codes' numbers.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.called_early import is_called_early
from flake8_async_yield.rules.comprehensions import GIVING_ITEMS, inside
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.rules.remedies import remedy
from flake8_async_yield.rules.takers import (
    AWAITING,
    CALLING_EITHER,
    ENTERING,
    ENTERING_ASYNC,
    ITERATED,
    ITERATING,
    STARTING,
    called_name,
    last_names,
    taker_of,
)
from flake8_async_yield.rules.uses import called, check_use, given, is_text, say
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.value import Instance, Value
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DISPLAYS = (ast.List, ast.Tuple, ast.Set)
TABLES = (AWAITING, STARTING, CALLING_EITHER, ENTERING, ENTERING_ASYNC, ITERATING)
NAMES = frozenset().union(*(last_names(takers) for takers in TABLES))
ITERABLE = (ast.Attribute, ast.Call, ast.GeneratorExp, ast.Name, ast.Subscript)
"""The expressions that may be what can't be iterated in the plain way."""

TAKING_FUTURES = frozenset(
    f"asyncio.{name}" for name in "ensure_future gather shield wait wait_for as_completed".split()
)
"""What also takes an object that only says of itself that it is like a future."""

COLLECTIONS = frozenset({"list", "tuple", "set", "frozenset", "dict", "deque"})


class Handing(Rule):
    """Looks at the calls of what awaits its arguments."""

    codes: ClassVar[dict[str, str]] = {}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Call,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Judge what the call hands over, where it is one that awaits."""
        assert isinstance(node, ast.Call)
        if not (node.args or node.keywords) or called_name(context, node) not in NAMES:
            return
        found = taker_of(context, node, AWAITING)
        if found is not None:
            name, taker = found
            for argument in taker.arguments(node):
                if taker.elements or isinstance(argument, ast.Starred):
                    _elements(context, argument, name)
                elif name != "asyncio.gather" or not _is_collection(context, argument):
                    _handed(context, argument, name)
            return
        for takers, started in ((STARTING, True), (CALLING_EITHER, False)):
            found = taker_of(context, node, takers)
            if found is not None:
                name, taker = found
                for argument in taker.arguments(node):
                    if not is_called_early(context, argument, name) and started:
                        _started(context, argument, name)
                return
        for takers, use in ((ENTERING, Use.WITH), (ENTERING_ASYNC, Use.ASYNC_WITH)):
            found = taker_of(context, node, takers)
            if found is not None:
                name, taker = found
                for argument in taker.arguments(node):
                    _entered(context, argument, use, name, taker.advice)
        found = taker_of(context, node, ITERATING)
        if found is not None:
            name, taker = found
            for argument in taker.arguments(node):
                _iterated(context, argument, name)


def _handed(context: Context, argument: ast.expr, name: str) -> None:
    """Judge one argument as `await` would."""
    if isinstance(argument, ast.Constant):
        return
    value = context.value_of(argument)
    found = check_use(context, argument, Use.AWAIT, value)
    if found is None or found[1] is Kind.GENERATOR:
        return  # Python 3.11's asyncio runs a generator as a coroutine
    if name in TAKING_FUTURES and _is_future_like(context, value):
        return
    fix = remedy(context, found, argument, Use.AWAIT, argument)
    advice = f"call it without '{name}'" if found[0] == "AY114" else ""
    say(context, argument, Use.AWAIT, argument, found, fix, f"'{name}' can't await it", advice)


def _is_future_like(context: Context, value: Value) -> bool:
    """Whether `asyncio.isfuture` may say yes to `value`, which `await` would refuse."""
    return any(
        classes.has(context.evaluator, alternative.cls, "_asyncio_future_blocking")
        for alternative in value
        if isinstance(alternative, Instance)
    )


def _elements(context: Context, node: ast.expr, name: str) -> None:
    """Judge the elements of a collection that is written out where it is handed over."""
    if isinstance(node, ast.Starred):
        node = node.value
    if isinstance(node, DISPLAYS):
        for element in node.elts:
            if not isinstance(element, ast.Starred):
                _handed(context, element, name)
    elif isinstance(node, GIVING_ITEMS):
        with inside(context, node):
            _handed(context, node.elt, name)


def _is_collection(context: Context, argument: ast.expr) -> bool:
    """Report AY119 where `argument` of `gather` is a collection whose star is missing."""
    what = _collection(context, argument)
    if not what:
        return False
    if not doubtful(context, argument):
        fix = Fix("star-argument", Safety.SAFE, context.source.span(argument))
        verb = "gives" if isinstance(argument, ast.Call) else "is"
        message = (
            f"{called(argument)} {verb} {what}: 'asyncio.gather' takes each awaitable as an "
            "argument of its own; put a '*' before it"
        )
        context.report("AY119", argument, message, fix)
    return True


def _collection(context: Context, argument: ast.expr) -> str:
    """`a list`, where that is what it surely is; '' otherwise."""
    if isinstance(argument, ast.GeneratorExp):
        return "a generator"
    value = context.value_of(argument)
    if not value:
        return ""
    for alternative in value:
        if not isinstance(alternative, Instance) or not _holds_many(context, alternative):
            return ""
        if protocols.fits(context.evaluator, alternative, Use.AWAIT) is not False:
            return ""
    assert isinstance(value[0], Instance)
    name = value[0].cls.record.name
    return "a generator" if name in ("GeneratorType", "Generator") else f"a {name}"


def _holds_many(context: Context, instance: Instance) -> bool:
    """A collection, or what else gives awaitables when it is iterated over.

    Of generators only such: Python 3.11 runs others as coroutines.
    """
    if instance.cls.record.name in COLLECTIONS and not instance.declared:
        return True
    evaluator = context.evaluator
    items: Value = evaluator.asked(lambda: protocols.item(evaluator, instance))
    return bool(items) and all(protocols.fits(evaluator, item, Use.AWAIT) for item in items)


def _entered(
    context: Context, argument: ast.expr, use: Use, name: str, other_kind: str
) -> None:
    """Judge one argument as `with` or `async with` would."""
    if not isinstance(argument, (ast.Name, ast.Attribute, ast.Call)):
        return
    found = check_use(context, argument, use, context.value_of(argument))
    if found is None:
        return
    code, kind, _ = found
    fix = remedy(context, found, argument, use, argument) if code == "AY104" else None
    is_other = kind in (Kind.CONTEXT_MANAGER, Kind.ASYNC_CONTEXT_MANAGER)
    advice = other_kind if is_other else "await it first" if code == "AY104" else ""
    say(context, argument, use, argument, found, fix, f"'{name}' can't enter it", advice)


def _iterated(context: Context, argument: ast.expr, name: str) -> None:
    """Judge one argument as `for` would."""
    if not isinstance(argument, ITERABLE) or not context.may_be_async(argument):
        return
    found = check_use(context, argument, Use.FOR, context.value_of(argument))
    if found is not None:
        fix = remedy(context, found, argument, Use.FOR, argument)
        say(context, argument, Use.FOR, argument, found, fix, f"'{name}' can't iterate over it")


def _started(context: Context, argument: ast.expr, name: str) -> None:
    """Judge what the function that is handed over gives."""
    if not isinstance(argument, (ast.Name, ast.Attribute, ast.Lambda, ast.Call)):
        return
    value = given(context, argument)
    found = check_use(context, argument, Use.AWAIT, value)
    if found is None or found[0] not in ("AY101", "AY105", "AY114"):
        return
    code, kind, alternative = found
    if code == "AY101":
        advice = ITERATED
    elif code == "AY105":
        advice = "enter it in an 'async def' of its own"
    else:
        advice = "give it an 'async def'"
    text = is_text(context, argument, kind, alternative, as_function=True)
    context.report(code, argument, f"{text}: '{name}' can't await what it gives; {advice}")
