"""What a type variable stands for in a call, told from an argument and its parameter's type.

Reference: the typing specification, "Generics". One direction only, first answer taken: enough
to say what `wait_for(fetch(), 1)` or `partial(fetch)` give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import MISSING, Module, Term
from flake8_async_yield.names.unions import ELLIPSIS
from flake8_async_yield.values import classes, generics, type_arguments
from flake8_async_yield.values.arguments import NO_ARGUMENTS
from flake8_async_yield.values.value import (
    EMPTY,
    UNKNOWN,
    Alternative,
    ClassValue,
    Instance,
    Lazy,
    Special,
    TypeVariable,
    Value,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

DEEPEST = 8


def solve(
    evaluator: Evaluator, term: Term, module: Module, name: str, given: Value, depth: int = 0
) -> Value:
    """What variable `name` is where a thing of the type `term` is `given`; UNKNOWN: not told."""
    if not isinstance(term, list) or depth > DEEPEST or not given:
        return UNKNOWN
    match term[0]:
        case "n" | "f" | "tv" | ".":
            return _named(evaluator, term, module, name, given, depth)
        case "or":
            return _one_of(evaluator, term[1:], module, name, given, depth)
        case "[":
            return _generic(evaluator, term, module, name, given, depth)
    return UNKNOWN


def _named(
    evaluator: Evaluator, term: Term, module: Module, name: str, given: Value, depth: int
) -> Value:
    for alternative in evaluator.evaluate(term, module):
        if isinstance(alternative, TypeVariable) and alternative.name == name:
            return UNKNOWN if _breaks(evaluator, alternative, given) else given
    return UNKNOWN


def _breaks(evaluator: Evaluator, variable: TypeVariable, given: Value) -> bool:
    """Whether the variable's bound surely has no room for what is given.

    `asyncio.wait` is typed with a bound of Future, and has made tasks of coroutines for long.
    """
    from flake8_async_yield.values.overloads import disjoint

    bound = variable.bound.get()
    return bool(bound) and disjoint(evaluator, bound, given)


def _generic(
    evaluator: Evaluator, term: Term, module: Module, name: str, given: Value, depth: int
) -> Value:
    base, parts = term[1], term[2]
    alias, home = _alias(evaluator, base, module)
    if alias is not None:
        for variable, part in zip(generics.variables(evaluator, alias, home), parts, strict=False):
            piece = solve(evaluator, alias, home, variable, given, depth + 1)
            found = solve(evaluator, part, module, name, piece, depth + 1)
            if found:
                return found
        return UNKNOWN
    for head in evaluator.evaluate(base, module):
        if isinstance(head, Special):
            found = _special(evaluator, head, parts, module, name, given, depth)
        elif isinstance(head, ClassValue):
            found = _class(evaluator, head, parts, module, name, given, depth)
        else:
            continue
        if found:
            return found
    return UNKNOWN


def _alias(evaluator: Evaluator, term: Term, module: Module) -> tuple[Term, Module]:
    """The type that a generic alias stands for, and its module; (None, …): it is no alias."""
    for _ in range(DEEPEST):
        if not isinstance(term, list):
            break
        if term[0] in ("[", "or"):
            return term, module
        if term[0] == "n":
            found = module.lookup(term[1])
            term = None if found is MISSING else found
        elif term[0] == "f":
            target = evaluator.index.imported(module, term[1], term[2])
            found = MISSING if target is None else target.lookup(term[3])
            if target is None or found is MISSING:
                break
            term, module = found, target
        elif term[0] == "d":
            term = term[2] or term[1]
        else:
            break
    return None, module


def _special(
    evaluator: Evaluator,
    head: Special,
    parts: list[Term],
    module: Module,
    name: str,
    given: Value,
    depth: int,
) -> Value:

    if head.name == "Callable" and parts:
        result = evaluator.call(given, NO_ARGUMENTS)
        return solve(evaluator, parts[-1], module, name, result, depth + 1)
    if head.name == "Type" and parts:
        return _type(evaluator, parts, module, name, given, depth)
    if head.name in ("TypeGuard", "TypeIs"):
        return UNKNOWN  # a bool is what is given: no word of what it says of the argument
    return _one_of(evaluator, parts, module, name, given, depth)


def _one_of(
    evaluator: Evaluator, parts: list[Term], module: Module, name: str, given: Value, depth: int
) -> Value:
    """The same of a union. Of `T | Awaitable[T]` a coroutine is the second, known or not."""
    from flake8_async_yield.values.overloads import is_kind

    for part in sorted(parts, key=lambda part: not _is_generic(part)):
        found = solve(evaluator, part, module, name, given, depth + 1)
        if found:
            return _unless_awaited(evaluator, found, part, parts, module, name, given, depth)
        if _is_generic(part):
            wanted = evaluator.type_of(part, module)
            if any(is_kind(evaluator, h, w) for w in wanted for h in given):
                return UNKNOWN
    return UNKNOWN


def _unless_awaited(
    evaluator: Evaluator,
    found: Value,
    by: Term,
    parts: list[Term],
    module: Module,
    name: str,
    given: Value,
    depth: int,
) -> Value:
    """`found`, unless it is coroutines and another part of the union speaks of what these give.

    `Callable[..., T] | Callable[..., Awaitable[T]]` does, and `Callable[..., T] | Awaitable[T]` of
    what awaits whatever it can.
    """
    from flake8_async_yield.values import protocols

    if not protocols.are_unconsumed(evaluator, found):
        return found
    for part in parts:
        if part is by or not _is_generic(part):
            continue
        other = solve(evaluator, part, module, name, given, depth + 1)
        if other and not protocols.are_unconsumed(evaluator, other):
            return other
        if any(
            isinstance(a, Instance) and classes.has(evaluator, a.cls, "__await__")
            for a in evaluator.type_of(part, module)
        ):
            return UNKNOWN
    return found


def _is_generic(term: Term) -> bool:
    return isinstance(term, list) and term[0] == "["


def _type(
    evaluator: Evaluator, parts: list[Term], module: Module, name: str, given: Value, depth: int
) -> Value:
    """`type[T]` given a class."""
    instances: list[Alternative] = []
    for alternative in given:
        if not isinstance(alternative, ClassValue):
            return UNKNOWN
        instances.append(Instance(alternative, declared=True))
    return solve(evaluator, parts[0], module, name, tuple(instances), depth + 1)


def _class(
    evaluator: Evaluator,
    head: ClassValue,
    parts: list[Term],
    module: Module,
    name: str,
    given: Value,
    depth: int,
) -> Value:
    if head.qualified_name == "builtins.type":
        return _type(evaluator, parts, module, name, given, depth)
    one = given[0] if len(given) == 1 else None
    if head.qualified_name == "builtins.tuple" and isinstance(one, Instance) and one.items:
        return _elements(evaluator, one.items, parts, module, name, depth)
    for number, part in enumerate(parts):
        piece = evaluator.each(
            given,
            lambda a, number=number: _piece(evaluator, head, number, a, depth),  # type: ignore[misc]
        )
        found = solve(evaluator, part, module, name, piece, depth + 1)
        if found:
            return found
    return UNKNOWN


def _elements(
    evaluator: Evaluator,
    items: tuple[Lazy, ...],
    parts: list[Term],
    module: Module,
    name: str,
    depth: int,
) -> Value:
    """`tuple[A, B]` or `tuple[T, ...]` given a tuple of which every element is known."""
    if parts[1:] == [ELLIPSIS]:
        return solve(
            evaluator, parts[0], module, name, union([item.get() for item in items]), depth + 1
        )
    for item, part in zip(items, parts, strict=False):
        found = solve(evaluator, part, module, name, item.get(), depth + 1)
        if found:
            return found
    return UNKNOWN


def _piece(
    evaluator: Evaluator, head: ClassValue, number: int, given: Alternative, depth: int
) -> Value:
    """Type argument `number` of `head`, read off a thing that may have the protocol only."""
    from flake8_async_yield.values import protocols

    if not isinstance(given, Instance):
        return UNKNOWN
    if given.items is not None and head.qualified_name == "builtins.tuple":
        return given.items[number].get() if number < len(given.items) else UNKNOWN
    found = type_arguments.argument(evaluator, given, head.qualified_name, number)
    if found:
        return found
    match head.qualified_name, number:
        case ("typing.Awaitable", 0) | ("typing.Coroutine", 2) | ("typing.Generator", 2):
            if classes.has(evaluator, given.cls, "__await__"):
                return protocols.awaited(evaluator, given)
        case ("typing.AsyncIterable" | "typing.AsyncIterator" | "typing.AsyncGenerator", 0):
            if classes.has(evaluator, given.cls, "__aiter__"):
                return protocols.async_item(evaluator, given)
        case ("typing.Iterable" | "typing.Iterator" | "typing.Generator", 0):
            if classes.has(evaluator, given.cls, "__iter__"):
                return protocols.item(evaluator, given)
        case ("contextlib.AbstractAsyncContextManager", 0):
            if classes.has(evaluator, given.cls, "__aenter__"):
                return protocols.async_entered(evaluator, given)
        case ("contextlib.AbstractContextManager", 0):
            if classes.has(evaluator, given.cls, "__enter__"):
                return protocols.entered(evaluator, given)
    return _piece_of_protocol(evaluator, head, number, given, depth)


def _piece_of_protocol(
    evaluator: Evaluator, head: ClassValue, number: int, given: Instance, depth: int
) -> Value:
    """Type argument `number` of a protocol: what one of its methods gives, taken from `given`."""
    from flake8_async_yield.values import forms, protocols

    names = generics.type_parameters(evaluator, head.module, head.record)
    if number >= len(names) or not classes.is_protocol(
        evaluator, classes.Holder(head.module, head.record)
    ):
        return UNKNOWN
    for name in head.record.names():
        record = head.module.function(head.record.attribute(name))
        if record is not None and record.returns is not None:
            method = evaluator.attribute((given,), name)
            if name == "__getitem__" and method:  # an item, and no slice
                result = forms.subscript(evaluator, given, [["k", 0]], head.module, EMPTY)
            else:
                result = evaluator.call(method, NO_ARGUMENTS) if method else UNKNOWN
            if record.is_async:  # its annotation speaks of what the coroutine gives
                result = evaluator.each(result, lambda a: protocols.awaited(evaluator, a))
            found = solve(evaluator, record.returns, head.module, names[number], result, depth + 1)
            if found:
                return found
    return UNKNOWN
