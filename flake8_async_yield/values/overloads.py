"""Overloads: which of them a call may mean, by its arguments' number, names and classes.

Reference: the typing specification, "Overloads".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flake8_async_yield.names.definitions import (
    DOUBLE_STARRED,
    KEYWORD_ONLY,
    STARRED,
    FunctionRecord,
)
from flake8_async_yield.values import classes
from flake8_async_yield.values.arguments import NO_ARGUMENTS, Arguments, bind, needs_argument
from flake8_async_yield.values.value import (
    UNKNOWN,
    Alternative,
    CallableValue,
    FunctionValue,
    Instance,
    Overloads,
    Value,
    is_none,
    known,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


PROMOTED = {"float": ("int",), "complex": ("int", "float"), "bytes": ("bytearray", "memoryview")}
"""Classes that pass for another one (typing specification, "Special cases for float…")."""


def call_overloads(evaluator: Evaluator, overloads: Overloads, arguments: Arguments) -> Value:
    """What the call gives: by the first overload that surely takes it, else by all that may."""
    fitting = [f for f in overloads.functions if may_take(evaluator, f, arguments)]
    if not fitting:
        return _in_any_case(evaluator, overloads)
    if fitting[0].record.name == "cast" and fitting[0].module.name == "typing":
        return _cast(evaluator, arguments)
    if arguments.starred is not None:
        # Of a `*` with who knows how many items, those that take any number are meant.
        fitting = [f for f in fitting if _takes_any(f)] or fitting
    for number, function in enumerate(fitting[:-1]):
        if _is_meant(evaluator, function, fitting[number + 1 :], arguments):
            fitting = fitting[: number + 1]
            break
    return evaluator.call(tuple(fitting), arguments)


def _in_any_case(evaluator: Evaluator, overloads: Overloads) -> Value:
    """What the call gives where no overload seems to take its arguments: a coroutine, or who knows.

    An annotation that says too little of an argument does not change what an `async def` is.
    """
    from flake8_async_yield.values import protocols

    value = evaluator.call(overloads.functions, NO_ARGUMENTS)
    if not all(isinstance(a, Instance) and a.qualified_name in protocols.COROUTINES for a in value):
        return UNKNOWN
    return value and protocols.coroutine(evaluator, known(UNKNOWN), overloads.functions[0])


def _takes_any(function: FunctionValue) -> bool:
    return any(declared.kind == STARRED for declared in function.record.parameters)


def _is_twin(one: FunctionRecord, other: FunctionRecord) -> bool:
    """Whether two overloads take the very same arguments."""
    return [(p.name, p.kind, p.annotation) for p in one.parameters] == [
        (p.name, p.kind, p.annotation) for p in other.parameters
    ]


def _is_meant(
    evaluator: Evaluator,
    function: FunctionValue,
    others: list[FunctionValue],
    arguments: Arguments,
) -> bool:
    """Whether nothing but `function` can be meant where one of `others` might be.

    An argument for which all have the same annotation does not tell them apart. Overloads that
    take the very same arguments say that either may come back: `-> T`, `-> Awaitable[T]`.
    """
    if arguments.is_open or any(_is_twin(function.record, o.record) for o in others):
        return False
    given = bind(function.record, arguments, UNKNOWN if function.static else function.receiver)
    rest = [{p.name: p.annotation for p in other.record.parameters} for other in others]
    for declared in function.record.parameters:
        argument = given.get(declared.name)
        annotation = declared.annotation
        if argument is None or all(other.get(declared.name, "") == annotation for other in rest):
            continue
        wanted = evaluator.type_of(annotation, function.module, function.environment)
        have = argument.get()
        if not have or not all(any(_is_a(evaluator, h, want) for want in wanted) for h in have):
            return False
    return True


def _is_a(evaluator: Evaluator, have: Alternative, want: Alternative) -> bool:
    """Whether `have` surely is one of what `want` stands for."""
    if isinstance(want, CallableValue) and want.made_from is None:
        # `Callable[P, R]`, of which every function is one.
        is_function = isinstance(have, (FunctionValue, CallableValue, Overloads))
        return is_function and not want.result.get()
    if not isinstance(have, Instance) or not isinstance(want, Instance):
        return False
    if not _is_protocol(evaluator, want) and (
        want.cls.arguments or (want.constant is not None and want.constant != have.constant)
    ):
        return False
    return is_kind(evaluator, have, want)


def is_kind(evaluator: Evaluator, have: Alternative, want: Alternative) -> bool:
    """Whether `have` surely is of the class or the protocol of `want`, whatever it holds."""
    if not isinstance(have, Instance) or not isinstance(want, Instance):
        return False
    if _is_protocol(evaluator, want):
        return _has_all(evaluator, want, have)
    order = classes.order(evaluator, have.cls.module, have.cls.record)
    return any(holder.record is want.cls.record for holder in order.holders)


def _cast(evaluator: Evaluator, arguments: Arguments) -> Value:
    """What `cast(T, x)` gives: a T, by its author's word, unless x is known for something else."""
    term = arguments.term
    if len(arguments.positional) != 2 or term is None or arguments.module is None:
        return UNKNOWN
    given = arguments.positional[1].get()
    if given and all(isinstance(a, FunctionValue) for a in given):
        return given  # `cast(F, wrapper)`
    told = evaluator.type_of(term[2][0], arguments.module)
    if not told or not given or all(_is_base(evaluator, a, told) for a in given):
        return told
    if any(isinstance(a, Instance) and _stands_in(evaluator, a) for a in given):
        return UNKNOWN  # `cast(Client, Proxy(client))`
    return union([told, given])


def _stands_in(evaluator: Evaluator, alternative: Instance) -> bool:
    return classes.find(evaluator, alternative.cls, "__getattr__") is not None


def _is_base(evaluator: Evaluator, given: Alternative, told: Value) -> bool:
    """Whether `given` is of a class that one of `told` is derived from: it may well be that one."""
    if not isinstance(given, Instance):
        return False
    return is_none(given) or any(
        holder.record is given.cls.record
        for a in told
        if isinstance(a, Instance)
        for holder in classes.order(evaluator, a.cls.module, a.cls.record).holders
    )


def may_take(evaluator: Evaluator, function: FunctionValue, arguments: Arguments) -> bool:
    """Whether an overload may be the one that is meant: by names, by number, by None or not."""
    record = function.record
    given = bind(record, arguments, function.receiver)
    names = {p.name for p in record.parameters}
    kinds = {p.kind for p in record.parameters}
    if DOUBLE_STARRED not in kinds and any(k not in names for k in arguments.keywords if k != "**"):
        return False
    positional = sum(p.kind < STARRED for p in record.parameters) - bool(function.receiver)
    if STARRED not in kinds and len(arguments.positional) > positional:
        return False
    for declared in record.parameters:
        argument = given.get(declared.name)
        if argument is None:
            open_ended = arguments.is_open
            if declared.kind == KEYWORD_ONLY:
                open_ended = not arguments.is_call or "**" in arguments.keywords
            if needs_argument(declared) and not open_ended:
                return False
            continue
        if declared.annotation is None:
            continue
        if disjoint(
            evaluator,
            evaluator.type_of(declared.annotation, function.module, function.environment),
            argument.get(),
        ):
            return False
    return True


def disjoint(evaluator: Evaluator, wanted: Value, given: Value) -> bool:
    """Whether what is wanted and what is given surely have nothing in common."""
    for want in wanted:
        for have in given:
            if not _apart(evaluator, want, have):
                return False
    return bool(wanted) and bool(given)


def _apart(evaluator: Evaluator, want: Alternative, have: Alternative) -> bool:
    if not isinstance(have, Instance):
        if not isinstance(have, (FunctionValue, CallableValue, Overloads)):
            return False
        return isinstance(want, Instance) and not _is_protocol(evaluator, want) and (
            classes.has(evaluator, want.cls, "__call__") is False
        )
    if not isinstance(want, Instance):
        if not isinstance(want, CallableValue):
            return False
        return is_none(have) or classes.has(evaluator, have.cls, "__call__") is False
    one = classes.order(evaluator, want.cls.module, want.cls.record)
    other = classes.order(evaluator, have.cls.module, have.cls.record)
    if want.cls.record.name == "NoneType" or have.cls.record.name == "NoneType":
        return want.cls.record is not have.cls.record
    if _is_protocol(evaluator, want):
        return _lacks_method(evaluator, want, have) or _is_marked_apart(evaluator, want, have)
    if not one.is_complete or not other.is_complete:
        return False
    if want.cls.module.name == "builtins" and any(
        h.record.name in PROMOTED.get(want.cls.record.name, ()) for h in other.holders
    ):
        return False
    if have.constant is not None and want.constant is not None:
        return bool(have.constant != want.constant)
    return not (
        any(h.record is want.cls.record for h in other.holders)
        or any(h.record is have.cls.record for h in one.holders)
    )


def _has_all(evaluator: Evaluator, protocol: Instance, have: Instance) -> bool:
    """Whether `have` surely has all that `protocol` names, and the constants that it says."""
    needed = protocol.cls.record.names()
    if not needed or not all(classes.has(evaluator, have.cls, name) for name in needed):
        return False
    return all(
        bool(given) and set(given) <= set(wanted)
        for wanted, given in _marks(evaluator, protocol, have)
    )


def _lacks_method(evaluator: Evaluator, protocol: Instance, have: Instance) -> bool:
    """Whether `have` surely has not one of the methods that `protocol` asks for.

    What is shipped of a library leaves methods out, but none of a builtin class's plain names.
    """
    holders = classes.order(evaluator, have.cls.module, have.cls.record).holders
    homes = {h.module.name for h in holders if not h.module.is_project}
    if not homes <= {"_collections_abc", "builtins", "typing"}:
        return False
    is_own = all(h.module.is_project or h.record.qualname == "object" for h in holders)
    record = protocol.cls.record
    return any(
        classes.has(evaluator, have.cls, name) is False
        and classes.find(evaluator, have.cls, name) is None
        for name in record.names()
        if isinstance(term := record.attribute(name), list) and term[0] == "L"
        if is_own or not name.startswith("_")
    )


def _is_marked_apart(evaluator: Evaluator, want: Instance, have: Instance) -> bool:
    """Whether a protocol's constant (`_is_async_client: Literal[True]`) is another one there."""
    return any(
        bool(given) and None not in given and set(wanted).isdisjoint(given)
        for wanted, given in _marks(evaluator, want, have)
    )


def _marks(
    evaluator: Evaluator, protocol: Instance, have: Instance
) -> Iterator[tuple[list[Any], list[Any]]]:
    """The constants that a protocol's attributes are declared as, and those of `have`."""
    record = protocol.cls.record
    for name in record.names():
        term = record.attribute(name)
        if isinstance(term, list) and term[0] == "d":
            wanted, given = (
                [getattr(a, "constant", None) for a in evaluator.attribute((thing,), name)]
                for thing in (protocol, have)
            )
            if wanted and None not in wanted:
                yield wanted, given


def _is_protocol(evaluator: Evaluator, instance: Instance) -> bool:
    if instance.cls.module.name in ("typing", "contextlib"):
        return True
    return classes.names_protocol(
        evaluator, classes.Holder(instance.cls.module, instance.cls.record)
    )
