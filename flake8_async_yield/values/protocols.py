"""What `await`, `async for`, `async with`, `for` and `with` need, and what they bind.

Reference: the Python reference, 3.4 "Coroutines" (awaitable objects, asynchronous iterators,
asynchronous context managers), 3.3.9 "With Statement Context Managers", 6.2.9 "Yield expressions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.kinds import METHODS, Kind, Use
from flake8_async_yield.values import classes, enums, fields, type_arguments
from flake8_async_yield.values.arguments import NO_ARGUMENTS
from flake8_async_yield.values.value import (
    UNKNOWN,
    Alternative,
    CallableValue,
    ClassValue,
    FunctionValue,
    Instance,
    Lazy,
    Overloads,
    Value,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


def fits(evaluator: Evaluator, alternative: Alternative, use: Use) -> bool | None:
    """Whether `alternative` can be used so; None where that is not known."""
    if isinstance(alternative, (FunctionValue, CallableValue, Overloads)):
        return False
    if isinstance(alternative, ClassValue):
        return None if has_metaclass(evaluator, alternative) else False
    if not isinstance(alternative, Instance):
        return None
    if use is Use.FOR and is_step(alternative):
        return True
    answers = [classes.has(evaluator, alternative.cls, name) for name in METHODS[use]]
    if all(answers):
        return True
    if False in answers:
        # The old sequence protocol.
        indexed = classes.has(evaluator, alternative.cls, "__getitem__")
        return use is Use.FOR and indexed is not False and not _is_sliced(evaluator, alternative)
    return None


def _is_sliced(evaluator: Evaluator, alternative: Instance) -> bool:
    """Whether its items are of its own class, and it is there for `async for`.

    A query of which slices can be taken: it raises TypeError for a number.
    """
    if not classes.has(evaluator, alternative.cls, "__aiter__"):
        return False
    items = evaluator.asked(lambda: _method(evaluator, alternative, "__getitem__"))
    return bool(items) and all(
        isinstance(a, Instance) and a.cls.record is alternative.cls.record for a in items
    )


STEPS = frozenset({"__anext__", "asend", "athrow", "aclose", "anext"})


def is_step(alternative: Instance) -> bool:
    """Whether this is one step of an async generator, or what `anext` makes of a default.

    typeshed calls them coroutines. They are driven like those, and have `__next__` as well.
    """
    maker = alternative.made_by
    return (
        isinstance(maker, FunctionValue)
        and maker.record.name in STEPS
        and maker.module.name in ("types", "typing", "builtins")
    )


COROUTINES = frozenset({"types.CoroutineType", "typing.Coroutine"})
ASYNC_GENERATORS = frozenset({"types.AsyncGeneratorType", "typing.AsyncGenerator"})
GENERATORS = frozenset({"types.GeneratorType", "typing.Generator"})
FUTURES = frozenset(
    {"_asyncio.Future", "_asyncio.Task", "asyncio.futures.Future", "asyncio.tasks.Task"}
)
"""Their `__iter__` is there for `yield from`: who iterates in an `async def` gets no result."""
MANAGER_CALLS = frozenset({"contextlib._AsyncGeneratorContextManager"})
"""What calling an `@asynccontextmanager` function gives."""

LAZY = frozenset(
    "aiohttp.client aiomysql.utils aiosqlite.context asyncpg.cursor asyncpg.pool "
    "sqlalchemy.ext.asyncio.engine sqlalchemy.ext.asyncio.session tortoise.queryset "
    "websockets.asyncio.client websockets.asyncio.server".split()
)
"""Modules of libraries whose awaitable objects do nothing before they are awaited or entered."""

FACES = (
    ("__await__", Kind.AWAITABLE),
    ("__aiter__", Kind.ASYNC_ITERATOR),
    ("__anext__", Kind.ASYNC_ITERATOR),
    ("__aenter__", Kind.ASYNC_CONTEXT_MANAGER),
    ("__enter__", Kind.CONTEXT_MANAGER),
    ("__iter__", Kind.ITERABLE),
)

SIBLINGS = {
    Use.FOR: ("__aiter__", Kind.ASYNC_ITERATOR),
    Use.WITH: ("__aenter__", Kind.ASYNC_CONTEXT_MANAGER),
    Use.ASYNC_WITH: ("__enter__", Kind.CONTEXT_MANAGER),
}
"""The face that tells what was meant, of a value that has the use's counterpart."""


def kind_of(evaluator: Evaluator, alternative: Alternative, use: Use) -> Kind | None:
    """What `alternative` is, looked at for a `use` that it does not fit; None: not known."""
    if isinstance(alternative, (FunctionValue, CallableValue, Overloads, ClassValue)):
        return Kind.CALLABLE
    if not isinstance(alternative, Instance):
        return None
    name = alternative.qualified_name
    if name in COROUTINES or (name == "typing.Awaitable" and _is_handed_on(alternative)):
        return Kind.COROUTINE
    if name in ASYNC_GENERATORS:
        return Kind.ASYNC_GENERATOR
    if name in GENERATORS:
        return Kind.GENERATOR
    if use in METHODS:
        return _face(evaluator, alternative, use)
    memo = alternative.cls.record.memo
    known: Kind | None = memo.get(use)
    if known is None:
        known = _face(evaluator, alternative, use)
        if "order" in memo:
            memo[use] = known
    return known


def _face(evaluator: Evaluator, alternative: Instance, use: Use) -> Kind:
    """What the methods of its class make of an instance."""
    sibling = SIBLINGS.get(use)
    for method, kind in (sibling, *FACES) if sibling is not None else FACES:
        if classes.has(evaluator, alternative.cls, method):
            return kind
    if use in METHODS and classes.has(evaluator, alternative.cls, "__call__"):
        given = evaluator.asked(lambda: evaluator.call((alternative,), NO_ARGUMENTS))
        if given and all(fits(evaluator, a, use) for a in given):
            return Kind.CALLABLE
    return Kind.PLAIN


def is_lazy(alternative: Alternative) -> bool:
    """Whether it is an awaitable object, just made by its library, that does nothing by itself."""
    if not isinstance(alternative, Instance) or alternative.made_by is None:
        return False
    maker, own = alternative.made_by.module, alternative.cls.module
    return own.name in LAZY and not own.is_project and not maker.is_project


def are_unconsumed(evaluator: Evaluator, value: Value) -> bool:
    """Whether this can be nothing but coroutines and async generators."""
    kinds = {kind_of(evaluator, alternative, Use.DROP) for alternative in value}
    return bool(kinds) and kinds <= {Kind.COROUTINE, Kind.ASYNC_GENERATOR}


HANDING_ON = frozenset({"redis"})
"""Libraries whose plain methods, annotated `-> Awaitable[T]`, hand on an `async def`'s coroutine.

Every command of `redis.asyncio` is one: `return self.execute_command(…)`.
"""


def _is_handed_on(alternative: Instance) -> bool:
    maker = alternative.made_by
    if not isinstance(maker, FunctionValue):
        return False
    return maker.module.name.partition(".")[0] in HANDING_ON


PLAIN_METACLASSES = frozenset({"abc.ABCMeta", "builtins.type"})


def has_metaclass(evaluator: Evaluator, cls: ClassValue) -> bool:
    """Whether the class may have a metaclass with methods of its own."""
    whole = classes.order(evaluator, cls.module, cls.record)
    if not whole.is_complete:
        return True
    for holder in whole.holders:
        keywords = holder.record.keywords
        if "metaclass" in keywords and (
            evaluator.qualified(keywords["metaclass"], holder.module) not in PLAIN_METACLASSES
        ):
            return True
    return False


def _method(evaluator: Evaluator, alternative: Alternative, name: str) -> Value:
    """What the special method `name` gives when it is called."""
    function = evaluator.attribute((alternative,), name)
    return evaluator.call(function, NO_ARGUMENTS) if function else UNKNOWN


def awaited(evaluator: Evaluator, alternative: Alternative) -> Value:
    """What `await` gives."""
    if not isinstance(alternative, Instance):
        return UNKNOWN
    for base, number in (("typing.Coroutine", 2), ("typing.Awaitable", 0)):
        found = type_arguments.argument(evaluator, alternative, base, number)
        if found:
            return found
    if alternative.cls.module.name in ("types", "typing"):
        return UNKNOWN
    iterator = _method(evaluator, alternative, "__await__")
    return evaluator.each(
        iterator,
        lambda a: (
            type_arguments.argument(evaluator, a, "typing.Generator", 2)
            if isinstance(a, Instance)
            else UNKNOWN
        ),
    )


def async_item(evaluator: Evaluator, alternative: Alternative) -> Value:
    """What `async for` binds."""
    if not isinstance(alternative, Instance):
        return UNKNOWN
    found = type_arguments.argument(evaluator, alternative, "typing.AsyncIterable", 0)
    if found:
        return found
    if alternative.cls.module.name in ("types", "typing"):
        return UNKNOWN
    iterator = _method(evaluator, alternative, "__aiter__")

    def following(a: Alternative) -> Value:
        if isinstance(a, Instance):
            found = type_arguments.argument(evaluator, a, "typing.AsyncIterable", 0)
            if found:
                return found
        step = _method(evaluator, a, "__anext__")
        return evaluator.each(step, lambda s: awaited(evaluator, s))

    return evaluator.each(iterator, following)


def item(evaluator: Evaluator, alternative: Alternative) -> Value:
    """What `for` binds."""
    if not isinstance(alternative, Instance):
        return enums.chosen(evaluator, alternative)
    if alternative.items is not None:
        return union([lazy.get() for lazy in alternative.items]) if alternative.items else UNKNOWN
    if fields.tuple_fields(evaluator, alternative.cls):
        return fields.every(evaluator, alternative)
    found = type_arguments.argument(evaluator, alternative, "typing.Iterable", 0)
    if found:
        return found
    if alternative.cls.module.name in ("types", "typing"):
        return UNKNOWN
    iterator = _method(evaluator, alternative, "__iter__")
    return evaluator.each(
        iterator,
        lambda a: (
            type_arguments.argument(evaluator, a, "typing.Iterable", 0)
            or _method(evaluator, a, "__next__")
            if isinstance(a, Instance)
            else UNKNOWN
        ),
    )


def async_entered(evaluator: Evaluator, alternative: Alternative) -> Value:
    """What `async with` binds."""
    if not isinstance(alternative, Instance):
        return UNKNOWN
    step = _method(evaluator, alternative, "__aenter__")
    return evaluator.each(step, lambda a: awaited(evaluator, a))


def entered(evaluator: Evaluator, alternative: Alternative) -> Value:
    """What `with` binds."""
    if not isinstance(alternative, Instance):
        return UNKNOWN
    return _method(evaluator, alternative, "__enter__")


def coroutine(evaluator: Evaluator, result: Lazy, made_by: FunctionValue | None = None) -> Value:
    """What calling an `async def` without `yield` gives."""
    nothing = Lazy(lambda: UNKNOWN)
    return evaluator.instance("types.CoroutineType", (nothing, nothing, result), made_by)


def async_generator(
    evaluator: Evaluator, yielded: Lazy, made_by: FunctionValue | None = None
) -> Value:
    """What calling an `async def` with `yield` gives."""
    return evaluator.instance("types.AsyncGeneratorType", (yielded,), made_by)


def generator(
    evaluator: Evaluator, yielded: Lazy, result: Lazy, made_by: FunctionValue | None = None
) -> Value:
    """What calling a `def` with `yield` gives."""
    nothing = Lazy(lambda: UNKNOWN)
    return evaluator.instance("types.GeneratorType", (yielded, nothing, result), made_by)
