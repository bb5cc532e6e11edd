"""Whether what is known of a value is known well enough: annotations may say too little.

Asked only when a report is about to be made.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.bindings import Bound
from flake8_async_yield.names.definitions import Flag
from flake8_async_yield.rules.definitions import ABSTRACT
from flake8_async_yield.rules.hearsay import is_confirmed, is_redirected
from flake8_async_yield.rules.sources import returned_terms
from flake8_async_yield.rules.words import dotted
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.value import (
    Alternative,
    CallableValue,
    ClassValue,
    Environment,
    FunctionValue,
    Instance,
    is_none,
)

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

SAYING = frozenset({"typing", "types", "contextlib"})
"""Modules whose classes in an annotation say by themselves what is to be done with a result."""

COLLECTIONS = frozenset(
    {"builtins.dict", "builtins.frozenset", "builtins.list", "builtins.set", "builtins.tuple"}
)
"""What is whole when it is given: no word of what an async generator yields."""

SYNC_MANAGER_CALL = "contextlib._GeneratorContextManager"
"""What calling a `@contextmanager` function gives; no annotation names it."""


def trusted(context: Context, alternative: Alternative, use: Use) -> bool:
    """Whether a value without any async face is known well enough to say that it has none.

    An annotation in the project may be too narrow, or meant for a subclass: it counts where the
    body agrees. What a function returns, and what a library's signature says, counts.
    """
    if not isinstance(alternative, Instance):
        return True
    if alternative.qualified_name == SYNC_MANAGER_CALL and _is_async(alternative.made_by):
        return False  # `@contextmanager` on an `async def`: AY404 speaks at the decorator
    if is_none(alternative) and (
        alternative.made_by is None or _is_hook(context, alternative.made_by)
    ):
        return False  # a name that waits for its value, a method that waits for its override
    if not alternative.declared or alternative.qualified_name == SYNC_MANAGER_CALL:
        return True
    made_by = alternative.made_by
    if not isinstance(made_by, FunctionValue):
        return False
    if not made_by.module.is_project:
        return not is_redirected(context, made_by)
    return is_confirmed(context, made_by, use)


def _is_hook(context: Context, method: FunctionValue | ClassValue) -> bool:
    """Whether it is a method of an abstract class, called on who knows what derived from it."""
    if not isinstance(method, FunctionValue):
        return False
    return any(
        isinstance(receiver, Instance)
        and receiver.declared
        and any(
            _is_abstract(context, holder)
            for holder in classes.order(
                context.evaluator, receiver.cls.module, receiver.cls.record
            ).holders
        )
        for receiver in method.receiver
    )


def _is_abstract(context: Context, holder: classes.Holder) -> bool:
    """Whether a class is said to be abstract: by its base or metaclass, or by a method of its own
    (without `ABC` that decorator keeps nobody from making an instance, but it says the same)."""
    module, record = holder.module, holder.record
    if module.name == "abc" or "metaclass" in record.keywords:
        return True
    for name in record.names():
        method = module.function(record.attribute(name))
        if method is not None and any(
            context.evaluator.qualified(decorator, module) in ABSTRACT
            for decorator in method.decorators
        ):
            return True
    return False


def _is_async(maker: FunctionValue | ClassValue | None) -> bool:
    return isinstance(maker, FunctionValue) and maker.record.is_async


def belied(context: Context, alternative: Alternative, use: Use) -> bool:
    """Whether a plain `def` returns something else than its annotation says.

    Methods of a client for both worlds do: `-> Client` and `-> None` are what is left when the
    loop that runs has awaited the coroutine that they return.
    """
    maker = alternative.made_by if isinstance(alternative, Instance) else None
    if not isinstance(maker, FunctionValue) or maker.record.returns is None:
        return False
    record, module, evaluator = maker.record, maker.module, context.evaluator
    if record.is_async or record.is_generator or record.is_stub or module.is_stub:
        return False
    if record.decorators and not _is_called_as_it_is(context, maker):
        return False
    home, parts = returned_terms(context, module, record)
    for part in parts:
        value = evaluator.asked(
            lambda part=part: evaluator.evaluate(  # type: ignore[misc]
                part, home, Environment(receiver=maker.receiver)
            )
        )
        if any(protocols.fits(evaluator, a, use) for a in value):
            return True
        if is_none(alternative) and not (value and all(map(is_none, value))):
            return True
    return False


def _is_called_as_it_is(context: Context, function: FunctionValue) -> bool:
    """Whether its decorators leave the function what it is: its body is what a call runs."""
    record, evaluator = function.record, context.evaluator
    made = evaluator.asked(lambda: evaluator.evaluate(["L", record.key], function.module))
    return not made or any(isinstance(a, FunctionValue) and a.record is record for a in made)


def is_called_back(context: Context, subject: ast.expr, given: Alternative) -> bool:
    """Whether nothing but `Callable[..., T]` says what `subject` gives: whoever calls it back and
    awaits it knows better, unless T says itself how it is to be consumed."""
    if not isinstance(subject, ast.Call) or not isinstance(given, Instance):
        return False
    if given.cls.module.name in SAYING:
        return False
    return any(
        isinstance(a, CallableValue) and a.made_from is None for a in context.value_of(subject.func)
    )


def is_told_to_be_called(given: Alternative) -> bool:
    """Whether nothing but the annotation `Callable[[], Awaitable[T]]` says that it is to be called.

    Whoever awaits it as it is may have been given the coroutine.
    """
    return isinstance(given, CallableValue) and given.made_from is None


def is_called_too(context: Context, subject: ast.expr) -> bool:
    """Whether the function itself calls in another place what it uses uncalled here."""
    name = dotted(subject)
    if not name or context.function is None:
        return False
    return any(
        isinstance(node, ast.Call) and dotted(node.func) == name
        for node in ast.walk(context.function.node)
    )


def is_made_by_library(context: Context, subject: ast.expr) -> bool:
    """Whether it is what a library's function has just given: `await sync_to_async(load)`."""
    if not isinstance(subject, ast.Call):
        return False
    value = context.value_of(subject.func)
    functions = [f for a in value for f in getattr(a, "functions", (a,))]
    return bool(functions) and not any(
        not isinstance(f, FunctionValue) or f.module.is_project for f in functions
    )


def is_manager_factory(given: Alternative) -> bool:
    """Whether nothing but an annotation says `AsyncIterator`, as in `Callable[[], AsyncIterator]`.

    An `@asynccontextmanager` function is annotated so, and so is then what is to hold one.
    """
    if not isinstance(given, Instance) or not given.declared:
        return False
    maker = given.made_by
    return maker is None or (isinstance(maker, FunctionValue) and maker.record.is_stub)


def is_to_be_implemented(context: Context, given: Alternative, use: Use) -> bool:
    """Whether it is what a method without a body gives, which is there to be overridden.

    An `async def` may stand there for an `@asynccontextmanager` or for an async generator: who
    enters or iterates what it gives knows what overrides it. `-> list[T]` stands for neither.
    """
    maker = given.made_by if isinstance(given, Instance) else None
    if not isinstance(maker, FunctionValue) or maker.module.is_stub:
        return False
    if not maker.record.class_key or not maker.record.flags & (Flag.STUB | Flag.RAISES):
        return False
    evaluator = context.evaluator
    result = evaluator.asked(lambda: protocols.awaited(evaluator, given))
    names = {getattr(a, "qualified_name", "") for a in result}
    return use is not Use.ASYNC_FOR or not names or not names <= COLLECTIONS


def is_injected(context: Context, subject: ast.expr) -> bool:
    """Whether `subject` is a parameter without annotation, which pytest gives a fixture's value.

    Where no plugin runs an async fixture, that is its coroutine: who awaits it knows.
    """
    if not isinstance(subject, ast.Name):
        return False
    found = context.scope.bindings.get(subject.id, [])
    return (
        len(found) == 1
        and found[0].kind is Bound.PARAMETER
        and not (getattr(found[0].node, "annotation", None))
    )
