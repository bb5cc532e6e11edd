"""Whether what is known of a value rests on an annotation that the code itself belies.

`def users(self) -> pymongo.Collection: return self.client["app"]["users"]` gives what the body
says. Asked when AY114, AY115 or AY116 is about to be reported: whoever awaits it knows better.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.definitions import FunctionRecord, Module, Term
from flake8_async_yield.names.nodes import choices
from flake8_async_yield.names.unions import NONE
from flake8_async_yield.rules.heirs import says_nothing
from flake8_async_yield.rules.sources import Returned, returned_nodes, returned_terms
from flake8_async_yield.rules.words import dotted, last_name
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.value import (
    EMPTY,
    ClassValue,
    Environment,
    FunctionValue,
    Instance,
    Value,
    is_none,
)

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

FOR_ASYNC = r"Async(IO|io)?|A[iI][oO]"
"""Words in the name of a class that set it apart from its twin."""

DEEPEST = 3
"""So many functions inside functions are looked through."""

ON_THE_WAY = (".", "(", "[", "s")
"""The terms of an attribute, a call, an item: each has what it is asked of in the first place."""


def is_hearsay(context: Context, subject: ast.expr) -> bool:
    """Whether an annotation on the way to `subject` is known, or likely, to be wrong."""
    module = context.local.module
    term = module.expression(subject, context.scope, context.place)
    return _is_reset(context, subject) or _rests_on_false_word(context, term, module, EMPTY, 0)


def is_confirmed(
    context: Context, function: FunctionValue, use: Use, depth: int = 0
) -> bool:
    """Whether all that a `def` of the project returns is known to have no such async face."""
    if function.record.is_generator or depth > DEEPEST:
        return False
    found = returned_nodes(context, function.module, function.record)
    return bool(found) and all(_is_plain(context, r, function, use, depth) for r in found)


NO_OBJECTS = (
    ast.BinOp, ast.Compare, ast.Constant, ast.Dict, ast.DictComp, ast.JoinedStr, ast.List,
    ast.ListComp, ast.Set, ast.SetComp, ast.Tuple, ast.UnaryOp,
)  # fmt: skip
"""Expressions that give a builtin thing, or a number or condition that somebody's class makes."""


def _is_plain(
    context: Context, returned: Returned, function: FunctionValue, use: Use, depth: int
) -> bool:
    stack = [returned.node]
    while stack:
        node = stack.pop()
        if parts := choices(node):
            stack += parts
        elif isinstance(node, ast.NamedExpr):
            stack.append(node.value)
        elif not isinstance(node, NO_OBJECTS):
            term = returned.module.expression(node, returned.scope, returned.place)
            if not _is_plain_value(context, term, returned.module, function, use, depth):
                return False
    return True


def _is_plain_value(
    context: Context,
    term: Term,
    module: Module,
    function: FunctionValue,
    use: Use,
    depth: int,
) -> bool:
    evaluator = context.evaluator
    value = evaluator.asked(
        lambda: evaluator.evaluate(term, module, Environment(receiver=function.receiver))
    )
    for alternative in value:
        if not isinstance(alternative, Instance):
            return False
        if protocols.fits(evaluator, alternative, use) is not False:
            return False
        if says_nothing(context, alternative):
            return False
        maker = alternative.made_by
        if alternative.declared and isinstance(maker, FunctionValue) and maker.module.is_project:
            if not is_confirmed(context, maker, use, depth + 1):
                return False
    return bool(value)


def _is_reset(context: Context, subject: ast.expr) -> bool:
    """Whether an attribute on the way was given a value right before that nothing is known of."""
    names = {
        dotted(node) for node in ast.walk(subject) if isinstance(node, ast.Attribute)
    } - {""}
    for point in context.place.chain() if context.place is not None else ():
        for number, statement in enumerate(point.block[: point.index]):
            if isinstance(statement, ast.Assign):
                if any(dotted(target) in names for target in statement.targets):
                    place = Place(point.block, number, point.parent)
                    if not context.value_of(statement.value, context.scope, place):
                        return True
    return False


def _rests_on_false_word(
    context: Context, term: Term, module: Module, environment: Environment, depth: int
) -> bool:
    evaluator = context.evaluator
    while isinstance(term, list) and term:
        value = evaluator.asked(
            lambda term=term: evaluator.evaluate(term, module, environment)  # type: ignore[misc]
        )
        if _is_receiver(module, term):  # what it is is no annotation's word
            return any(_has_twin_below(context, a) for a in value)
        if any(_is_false(context, alternative, depth) for alternative in value):
            return True
        if term[0] not in ON_THE_WAY:
            return False
        term = term[1]
    return False


def _is_receiver(module: Module, term: list[Any]) -> bool:
    """Whether this is the first parameter of a method."""
    record = module.record(term[1]) if term[0] == "p" else None
    if not isinstance(record, FunctionRecord) or not record.class_key:
        return False
    first = record.parameters[0]
    return first.name == term[2] and first.annotation is None


def _has_twin_below(context: Context, alternative: object) -> bool:
    """Whether a class derived from the receiver's, all but a word in its name the same, is near."""
    cls = alternative.cls if isinstance(alternative, Instance) else None
    return cls is not None and any(
        classes.derives(context.evaluator, twin, cls.record)
        for twin in _twins_in_sight(context, cls)
    )


def _is_false(context: Context, alternative: object, depth: int) -> bool:
    """Whether this is known by an annotation alone, and that one is wrong."""
    if isinstance(alternative, Instance):
        maker = alternative.made_by
        if is_none(alternative):
            return False
        if maker is None:
            return alternative.declared and _passes_for_another(context, alternative.cls)
        if not isinstance(maker, FunctionValue):
            return False
        if maker.module.is_project and not maker.record.returns:
            return False
    elif isinstance(alternative, FunctionValue):
        maker = alternative
    else:
        return False
    if not maker.module.is_project:
        return is_redirected(context, maker)
    if depth > DEEPEST or (maker.record.is_async and not _is_awaited(alternative)):
        return False
    if _is_for_both(context, maker):
        return True
    home, parts = returned_terms(context, maker.module, maker.record)
    inside = Environment(receiver=maker.receiver)
    evaluator = context.evaluator
    for part in parts:
        if _rests_on_false_word(context, part, home, inside, depth + 1):
            return True
        given = evaluator.asked(
            lambda part=part: evaluator.evaluate(part, home, inside)  # type: ignore[misc]
        )
        if isinstance(alternative, Instance) and _is_another(context, given, alternative.cls):
            return True
    return False


def _is_awaited(alternative: object) -> bool:
    """Whether it is what an `async def` returns, and not the coroutine of it."""
    return (
        isinstance(alternative, Instance)
        and alternative.declared
        and alternative.qualified_name not in protocols.COROUTINES
    )


def _is_for_both(context: Context, function: FunctionValue) -> bool:
    """Whether a plain `def` says that it gives either what is there or a coroutine of it."""
    if function.record.returns is None:
        return False
    evaluator = context.evaluator
    declared = evaluator.asked(
        lambda: evaluator.type_of(function.record.returns, function.module)
    )
    told = {protocols.fits(evaluator, alternative, Use.AWAIT) for alternative in declared}
    return told == {True, False}


def is_redirected(context: Context, method: FunctionValue) -> bool:
    """Whether a library's method may call what a class of the project has made otherwise.

    `class Session(requests.Session)` with a `request` that gives a Future: `get` gives that too.
    """
    for receiver in method.receiver:
        cls = receiver.cls if isinstance(receiver, Instance) else receiver
        if not isinstance(cls, ClassValue) or not cls.module.is_project:
            continue
        holders = classes.order(context.evaluator, cls.module, cls.record).holders
        of_library = {n: h for h in holders if not h.module.is_project for n in h.record.names()}
        for holder in holders:
            own = (*holder.record.names(), *holder.record.instance_attributes)
            if holder.module.is_project and any(
                name in of_library
                and not name.startswith("__")
                and not _is_alike(holder, of_library[name], name)
                for name in own
            ):
                return True
    return False


def _is_alike(own: classes.Holder, other: classes.Holder, name: str) -> bool:
    """Whether a method that overrides a library's gives what that gives: nothing, or a coroutine.

    `setUp` and `asyncSetUp` of a test case change no other method's result.
    """
    ours, theirs = (
        holder.module.function(holder.record.attribute(name)) for holder in (own, other)
    )
    if ours is None or theirs is None:
        return False
    if ours.is_generator or ours.is_async != theirs.is_async:
        return False
    return ours.is_async or ours.result == NONE


def _is_another(context: Context, given: Value, cls: ClassValue) -> bool:
    """Whether what the body gives is known, and of classes that have nothing to do with `cls`."""
    evaluator = context.evaluator
    given = tuple(a for a in given if not is_none(a))
    for alternative in given:
        if not isinstance(alternative, Instance):
            return False
        other = alternative.cls
        above = [h.record for h in classes.order(evaluator, other.module, other.record).holders]
        below = [h.record for h in classes.order(evaluator, cls.module, cls.record).holders]
        if cls.record in above or other.record in below:
            return False
    return bool(given)


def _passes_for_another(context: Context, cls: ClassValue) -> bool:
    """Whether an annotation with `cls` is often given to what is used in the async way.

    `typing.IO` is no class of its own: it says of anything that it is a file in some way.
    """
    if cls.module.is_project:
        return any(_twins_in_sight(context, cls)) or _is_in_twin(context)
    if cls.module.name == "typing":
        return True
    holders = classes.order(context.evaluator, cls.module, cls.record).holders
    return any(_has_async_twin(context, one) for one in holders if one.module.name != "typing")


def _twins_in_sight(context: Context, cls: ClassValue) -> Iterator[ClassValue]:
    """The other classes that the file knows by that name, but for a word: `AsyncHandler`.

    What is written for `Handler`, annotations with it, is then used for either.
    """
    evaluator, module = context.evaluator, context.local.module
    plain = re.sub(FOR_ASYNC, "", cls.record.name)
    for name in module.names():
        if re.sub(FOR_ASYNC, "", name) == plain:
            value = evaluator.asked(lambda name=name: evaluator.global_value(module, name))  # type: ignore[misc]
            for a in value:
                if isinstance(a, ClassValue) and a.record is not cls.record:
                    yield a


def _is_in_twin(context: Context) -> bool:
    """Whether the function around is the async one of two: `_async_load` beside a plain `load`.

    What both of them use is declared for one. `async_set_state` stands beside a property `state`.
    """
    function = context.function
    if function is None or function.parent is None:
        return False
    plain = _without_async(getattr(function.node, "name", ""))
    return plain is not None and any(
        isinstance(other, ast.FunctionDef)
        and plain in (other.name.strip("_"), *_accessors(other))
        for other in getattr(function.parent.node, "body", ())
    )


def _accessors(node: ast.FunctionDef) -> tuple[str, ...]:
    """What methods would be called that do what a property does."""
    is_property = any(last_name(d) in ("property", "setter") for d in node.decorator_list)
    return (f"get_{node.name}", f"set_{node.name}") if is_property else ()


def _without_async(name: str) -> str | None:
    """`load` of `_async_load`, `load_async` and `aload`; None of what has no such word."""
    found = re.fullmatch(r"_*(?:async_(?P<a>\w+?)|(?P<b>\w+?)_async|a(?P<c>[a-z]\w+?))_*", name)
    return next(filter(None, found.groups()), None) if found is not None else None


def _has_async_twin(context: Context, cls: classes.Holder) -> bool:
    """Whether the library has such a class for asyncio: `redis.asyncio.Redis`, `AsyncSession`.

    Annotations, the libraries' own among them, have long let either pass for the other.
    """
    home = cls.module.name
    if cls.module.is_project or "asyncio" in home or cls.record.name.startswith("Async"):
        return False
    package = home.partition(".")[0]
    name = cls.record.name
    twins = (
        (f"{package}.asyncio", name),
        (f"{package}.ext.asyncio", f"Async{name}"),
        (home, f"Async{name}"),
        (package, f"Async{name}"),
    )
    evaluator = context.evaluator
    for place, twin in twins:
        module = evaluator.index.module(place, context.local.module)
        if module is not None and evaluator.member(module, twin):
            return True
    return False
