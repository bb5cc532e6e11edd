"""What a function gives: by its body, its annotation and the arguments it is called with.

Reference: the Python reference, 8.7 "Function definitions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_async_yield.names.definitions import (
    ClassRecord,
    Flag,
    FunctionRecord,
    Term,
)
from flake8_async_yield.names.unions import NONE, is_call, parts_of, terms_in
from flake8_async_yield.values import classes, generics, type_arguments
from flake8_async_yield.values.arguments import Arguments
from flake8_async_yield.values.declared import filled_by
from flake8_async_yield.values.parameters import call_environment
from flake8_async_yield.values.value import (
    UNKNOWN,
    Alternative,
    ClassValue,
    Environment,
    FunctionValue,
    Instance,
    Lazy,
    Value,
    any_of_its_class,
    known,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

ASYNC = ("__await__", "__aiter__", "__aenter__")
"""Methods of what has an async face."""

AWAITED = frozenset({"__aenter__", "__aexit__", "__anext__"})
"""Methods whose result Python awaits: what implements them is no async generator."""

TELLING = (*ASYNC, "__call__")
"""Methods of what a body may tell more of than an annotation."""

TWICE = frozenset({"typing.Awaitable", "typing.Coroutine", "types.CoroutineType"})
"""Classes that an annotation names where it says what the call gives, not what `await` does."""


def call_function(evaluator: Evaluator, function: FunctionValue, arguments: Arguments) -> Value:
    """What calling a function gives."""
    from flake8_async_yield.values import protocols

    record = function.record
    module = function.module
    environment = call_environment(evaluator, function, arguments)
    if record.is_generator:
        yielded = _or_declared(
            evaluator,
            function,
            environment,
            Lazy(lambda: evaluator.evaluate(record.yields, module, environment)),
        )
        if record.is_async:
            return protocols.async_generator(evaluator, yielded, function)
        result = Lazy(lambda: evaluator.evaluate(record.result, module, environment))
        return protocols.generator(evaluator, yielded, result, function)
    if not record.is_async:
        return _plain_result(evaluator, function, environment)
    if record.is_stub and not module.is_stub:
        return _stub_result(evaluator, function, environment)

    def awaited() -> Value:
        value = _body_result(evaluator, function, environment)
        return made_by(_after_await(value) if module.is_project else value, function)

    return protocols.coroutine(evaluator, Lazy(awaited), function)


def _after_await(value: Value) -> Value:
    """What `await` of an `async def` gives; UNKNOWN where the annotation may have said it twice.

    `async def stop() -> Awaitable[bool]` means, more often than not, what its call gives.
    """
    twice = any(
        isinstance(a, Instance) and a.declared and a.made_by is None and a.qualified_name in TWICE
        for a in value
    )
    return UNKNOWN if twice else value


def _or_declared(
    evaluator: Evaluator, function: FunctionValue, environment: Environment, yielded: Lazy
) -> Lazy:
    """What is yielded, else what the annotation `AsyncIterator[T]` or `Iterator[T]` says."""
    iterable = "typing.AsyncIterable" if function.record.is_async else "typing.Iterable"

    def make() -> Value:
        value = yielded.get()
        if value or function.record.returns is None:
            return value
        declared = _declared(evaluator, function, environment)
        return evaluator.each(
            declared,
            lambda a: (
                type_arguments.argument(evaluator, a, iterable, 0)
                if isinstance(a, Instance)
                else UNKNOWN
            ),
        )

    return Lazy(make)


def _body_result(evaluator: Evaluator, function: FunctionValue, environment: Environment) -> Value:
    """What the body returns, else what the annotation says."""
    record = function.record
    module = function.module
    value: Value = UNKNOWN
    hands_on = bool(function.environment.parameters) and _calls_outer(record)
    if record.returns is not None and not hands_on:
        declared = _declared(evaluator, function, environment)
        hands_on = _is_of_wrapped(evaluator, function, declared)
        tells_all = not module.is_project or not _has_any(evaluator, declared, TELLING)
        if declared and tells_all and not hands_on:
            return declared  # the body is read where it may say more than the annotation
    if not module.is_stub and not record.is_stub and not record.flags & Flag.RAISES:
        result = record.result
        if result is not None and result != NONE:
            value = _returned(evaluator, function, result, environment)
            if value and record.flags & Flag.ENDS:
                value = _with_none(evaluator, value)
        elif result == NONE and record.returns is None:
            value = evaluator.evaluate(NONE, module)
    if hands_on or record.returns is None:
        return value
    if not value or is_generic(evaluator, function):
        return value or declared
    return filled_by(value, declared)


def _declared(evaluator: Evaluator, function: FunctionValue, environment: Environment) -> Value:
    """What the return annotation says: the same of every call, where it is not generic."""
    record = function.record
    module = function.module
    if is_generic(evaluator, function) or mentions_parameter(record, record.returns, "returns"):
        return evaluator.type_of(record.returns, module, environment)
    return evaluator.remember(
        record.memo, "declared", lambda: evaluator.type_of(record.returns, module)
    )


def _is_of_wrapped(evaluator: Evaluator, function: FunctionValue, declared: Value) -> bool:
    """Whether `-> T` speaks of what a coroutine gives, though T is solved as the coroutine.

    `async def retry(job: Callable[..., T]) -> T` awaits what `job` gives, and is wrong of every
    `async def` that it is given: what a body does counts, and nothing where that is not known.
    """
    if not function.environment.parameters and not function.module.is_project:
        return False
    if function.module.is_stub or function.record.is_stub:
        return False
    made = (a for a in declared if isinstance(a, Instance) and a.made_by is not None)
    return any(a.qualified_name in TWICE for a in made) and is_generic(evaluator, function)


def _calls_outer(record: FunctionRecord) -> bool:
    """Whether it returns what a parameter of the function around it gives: a plain wrapper.

    Its annotation can say no more than what any function gives that it may be wrapped around.
    """
    calls = [part for part in parts_of(record.result) if is_call(part)]
    calls += [part for call in calls for part in call[2] if is_call(part)]  # cast(T, f())
    heads = [call[1] for call in calls if isinstance(call[1], list)]
    return any(head[0] == "p" and head[1] != record.key for head in heads)


def _returned(
    evaluator: Evaluator, function: FunctionValue, result: Term, environment: Environment
) -> Value:
    """What the `return` statements give: whatever the arguments, else for these arguments.

    The first is worked out once a function, so most calls cost nothing; the second is asked
    only where the result hangs on a parameter, and not far down a chain of calls.
    """
    record = function.record
    module = function.module
    if not function.environment.parameters:
        receiver = environment.receiver
        owner = receiver[0] if len(receiver) == 1 else None
        owner_class = getattr(owner, "cls", owner)
        memo = memo_for(record, owner_class)
        plain = Environment(receiver=any_of_its_class(owner))
        value, is_whole = evaluator.whole(
            lambda: evaluator.remember(
                memo,
                ("result", record, getattr(owner, "declared", False)),
                lambda: evaluator.evaluate(result, module, plain),
            )
        )
        if not value and not is_whole:
            return UNKNOWN  # with arguments it is longer still
        is_chosen = result[0] == "?:" and environment.is_whole
        if not (environment.parameters or environment.types or is_chosen):
            return value
        if value and not (is_chosen or _closes_over(value) or is_generic(evaluator, function)):
            return value  # of a generic it may be no more than the bound of a type variable
        if not mentions_parameter(record, result) and not environment.types:
            return value
    return evaluator.deeper(lambda: evaluator.evaluate(result, module, environment))


def memo_for(record: FunctionRecord, owner: object) -> dict[Any, Any]:
    """Where is kept what `record` gives to a receiver of the class `owner`.

    With the class: the function may be in use long after the class's file was linted.
    """
    held: FunctionRecord | ClassRecord = getattr(owner, "record", record)
    return held.memo


def _closes_over(value: Value) -> bool:
    """Whether what is returned gives what the parameters tell.

    A function made in the body sees them; a generic of the project may have got its type from them,
    and a tuple its items. Of `kind: type[C]` the argument tells more than the annotation.
    """
    return any(
        (isinstance(a, FunctionValue) and not a.record.is_async)
        or (isinstance(a, Instance) and isinstance(a.made_by, ClassValue) and a.made_by.declared)
        or (isinstance(a, Instance) and (a.items is not None or _is_filled(a)))
        for a in value
    )


def _is_filled(instance: Instance) -> bool:
    """Whether type arguments of its class tell what it holds."""
    module = instance.cls.module
    return bool(instance.cls.arguments) and (module.is_project or module.name == "builtins")


def is_generic(evaluator: Evaluator, function: FunctionValue) -> bool:
    """Whether the return annotation has type variables in it, `Self` among them."""
    record = function.record
    known = record.memo.get("is generic")
    if known is None:
        names, is_whole = evaluator.whole(
            lambda: generics.variables(evaluator, record.returns, function.module)
        )
        known = bool(names) or "Self" in repr(record.returns)
        if is_whole:
            record.memo["is generic"] = known
    return bool(known)


def mentions_parameter(record: FunctionRecord, result: Term, part: str = "result") -> bool:
    """Whether a parameter that a call may tell of occurs in what is returned (or yielded)."""
    known = record.memo.get(("mentions", part))
    if known is None:
        # A def in there may be a wrapper that sees the parameters.
        known = any(term[0] in ("p", "L") for term in terms_in(result))
        record.memo["mentions", part] = known
    return bool(known)


def _plain_result(evaluator: Evaluator, function: FunctionValue, environment: Environment) -> Value:
    """What a plain `def` returns.

    The word of a stub, or of a body that only raises, counts where it speaks of something async.
    """
    value = _body_result(evaluator, function, environment)
    record = function.record
    gives_nothing = bool(record.flags & (Flag.STUB | Flag.RAISES)) and record.name != "__await__"
    if gives_nothing and not function.module.is_stub and not _has_any(evaluator, value, ASYNC):
        return UNKNOWN
    if record.name == "namedtuple" and function.module.name == "collections":
        return tuple(_just_made(a) for a in value)
    return made_by(value, function)


def _with_none(evaluator: Evaluator, value: Value) -> Value:
    cls = evaluator.builtin_class("types.NoneType")
    return union([value, (Instance(cls),)]) if cls is not None else UNKNOWN


def _just_made(alternative: Alternative) -> Alternative:
    """The class that a function makes, of which `type[C]` says no more than what it derives from.

    Nothing is added to it, so what `C` lacks it lacks.
    """
    if not isinstance(alternative, ClassValue):
        return alternative
    return ClassValue(
        alternative.module, alternative.record, alternative.arguments, alternative.items
    )


def made_by(value: Value, function: FunctionValue) -> Value:
    """`value`, with `function` named as what gave it, where nothing else is."""
    return tuple(
        Instance(a.cls, items=a.items, made_by=function, constant=a.constant, declared=a.declared)
        if isinstance(a, Instance) and a.made_by is None
        else a
        for a in value
    )


def _has_any(evaluator: Evaluator, value: Value, names: tuple[str, ...]) -> bool:
    """Whether an alternative has a method of these names, or may have one."""
    return any(
        not isinstance(alternative, Instance)
        or any(classes.has(evaluator, alternative.cls, name) is not False for name in names)
        for alternative in value
    )


def _stub_result(evaluator: Evaluator, function: FunctionValue, environment: Environment) -> Value:
    """What an `async def` without a body gives: an implementation may be an async generator."""
    from flake8_async_yield.values import protocols

    record = function.record
    declared: Value = UNKNOWN
    if record.returns is not None:
        declared = _declared(evaluator, function, environment)
    result = _after_await(declared) if function.module.is_project else declared
    coroutine = protocols.coroutine(evaluator, known(result), function)
    if record.name in AWAITED:
        return coroutine
    if declared and not any(_may_be_generator(evaluator, a) for a in declared):
        return coroutine
    return (*coroutine, *protocols.async_generator(evaluator, known(UNKNOWN), function))


def _may_be_generator(evaluator: Evaluator, declared: Alternative) -> bool:
    """Whether an async generator may be meant where this is declared: it may be no such class."""
    if not isinstance(declared, Instance):
        return False
    cls = declared.cls
    is_own = cls.module.is_project and not classes.is_protocol(
        evaluator, classes.Holder(cls.module, cls.record)
    )
    if is_own and classes.order(evaluator, cls.module, cls.record).is_complete:
        return False
    return classes.may_have(evaluator, cls, "__aiter__")
