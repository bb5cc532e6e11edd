"""Classes: the order of their bases, where an attribute is found, which protocols they have.

Reference: the Python reference, 3.3 "Special method names" (they are looked up on the type),
and "The Python 2.3 Method Resolution Order" for the linearisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.definitions import (
    MISSING,
    ClassRecord,
    Flag,
    FunctionRecord,
    Module,
    Term,
)
from flake8_async_yield.names.unions import NONE
from flake8_async_yield.values.generics import as_class
from flake8_async_yield.values.value import (
    ClassValue,
    Special,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


class Holder(NamedTuple):
    """A class of an order: its module and its record."""

    module: Module
    record: ClassRecord


class Order(NamedTuple):
    """The method resolution order as far as it is known."""

    holders: tuple[Holder, ...]
    is_complete: bool
    """Whether every base is known; if not, a missing attribute may be there all the same."""
    certain: int
    """How many of `holders` surely come before whatever is not known."""


class Found(NamedTuple):
    """Where an attribute was found, and its term."""

    holder: Holder
    term: Term
    is_instance_attribute: bool


def order(evaluator: Evaluator, module: Module, record: ClassRecord) -> Order:
    """The method resolution order of a class, itself first."""
    known = record.memo.get("order")
    if known is not None:
        return known  # type: ignore[no-any-return]
    if "unfinished" in record.memo:  # a class that inherits from itself
        return Order((Holder(module, record),), False, 1)
    record.memo["unfinished"] = True
    try:
        result, is_whole = evaluator.whole(lambda: _linearised(evaluator, module, record))
    finally:
        del record.memo["unfinished"]
    if is_whole:
        record.memo["order"] = result
    return result


def _linearised(evaluator: Evaluator, module: Module, record: ClassRecord) -> Order:
    here = Holder(module, record)
    chains: list[list[Holder]] = []
    complete = True
    certain = 1
    for base in record.bases:
        for alternative in evaluator.evaluate(base, module) or (None,):
            alternative = as_class(evaluator, alternative)
            if isinstance(alternative, ClassValue):
                above = order(evaluator, alternative.module, alternative.record)
                chains.append(list(above.holders))
                if complete:
                    certain += above.certain - above.is_complete
                complete = complete and above.is_complete
            elif not isinstance(alternative, Special) or alternative.name == "Any":
                complete = False
    if "**" in record.keywords:
        complete = False
    if not chains and (module.name != "builtins" or record.name != "object"):
        chains.append([h for h in [_object(evaluator)] if h is not None])
    merged = _merge([*chains, [c[0] for c in chains if c]])
    holders = (here, *(merged or ()))
    complete = complete and merged is not None
    return Order(holders, complete, len(holders) if complete else certain)


def _object(evaluator: Evaluator) -> Holder | None:
    cls = evaluator.builtin_class("object")
    return Holder(cls.module, cls.record) if cls is not None else None


def _merge(chains: list[list[Holder]]) -> list[Holder] | None:
    """The C3 merge; None where there is no consistent order."""
    merged: list[Holder] = []
    chains = [chain[:] for chain in chains if chain]
    while chains:
        for chain in chains:
            head = chain[0]
            if not any(_in(head, other[1:]) for other in chains):
                break
        else:
            return None
        merged.append(head)
        chains = [rest for c in chains if (rest := c[1:] if c[0].record is head.record else c)]
    return merged


def _in(holder: Holder, chain: list[Holder]) -> bool:
    return any(other.record is holder.record for other in chain)


def find(evaluator: Evaluator, cls: ClassValue, name: str) -> Found | None:
    """Where attribute `name` of an instance of `cls` is found; None: nowhere, or not known."""
    memo = cls.record.memo
    key = f".{name}"
    if key in memo:
        return memo[key]  # type: ignore[no-any-return]
    found = _find(evaluator, order(evaluator, cls.module, cls.record), name, own=True)
    if "order" in memo:
        memo[key] = found
    return found


def method(
    evaluator: Evaluator, cls: ClassValue, name: str
) -> tuple[Holder, FunctionRecord] | None:
    """The def that instances of `cls` have under `name`, and the class that it is in."""
    found = find(evaluator, cls, name)
    record = found.holder.module.function(found.term) if found is not None else None
    return (found.holder, record) if found is not None and record is not None else None


def find_after(
    evaluator: Evaluator, cls: ClassValue, after: ClassRecord, name: str
) -> Found | None:
    """Where `super().name` is found from class `after` of an instance of `cls`."""
    whole = order(evaluator, cls.module, cls.record)
    for number, holder in enumerate(whole.holders):
        if _is_same(holder.record, after):
            rest = Order(whole.holders[number + 1 :], whole.is_complete, whole.certain - number - 1)
            return _find(evaluator, rest, name, own=False)
    return None


def _is_same(one: ClassRecord, other: ClassRecord) -> bool:
    # A library's file that was read once more has records of its own.
    return one is other or (one.line == other.line and one.qualname == other.qualname)


def derives(evaluator: Evaluator, cls: ClassValue, above: ClassRecord) -> bool:
    """Whether `cls` is the class `above`, or has it among its bases."""
    holders = order(evaluator, cls.module, cls.record).holders
    return any(_is_same(holder.record, above) for holder in holders)


def _find(evaluator: Evaluator, whole: Order, name: str, *, own: bool) -> Found | None:
    for number, holder in enumerate(whole.holders[: max(whole.certain, 0)]):
        term = holder.record.attribute(name)
        assigned = holder.record.instance_attributes.get(name, MISSING) if own else MISSING
        if assigned is MISSING:
            if term is not MISSING:
                return Found(holder, term, False)
            continue
        if term is MISSING:
            above = whole.holders[number + 1 : -1]  # the last is `object`
            is_hidden = bool(above) and any(_is_property(holder, name) for holder in above)
            return Found(holder, None if is_hidden else assigned, True)
        # A method that an assignment replaces may be either.
        return Found(holder, None if _is_definition(term) else _both(term, assigned), True)
    return None


def _is_property(holder: Holder, name: str) -> bool:
    """Whether a decorated method of the class may be what an assignment to the attribute calls."""
    record = holder.module.function(holder.record.attribute(name))
    return record is not None and bool(record.decorators)


def _is_definition(term: Term) -> bool:
    return isinstance(term, list) and term[0] == "L"


def _both(term: Term, assigned: Term) -> Term:
    """A class attribute is what an instance has before its first assignment."""
    if term is None or assigned is None:
        declared = term if isinstance(term, list) and term[0] == "d" else None
        return declared and ["d", declared[1], None]
    if isinstance(term, list) and term[0] == "d":
        return ["d", term[1], assigned]
    return ["|", [term, assigned]]


def has(evaluator: Evaluator, cls: ClassValue, name: str) -> bool | None:
    """Whether the type has the special method `name`; None: a base or the class is not known."""
    memo = cls.record.memo
    key = f"?{name}"
    if key in memo:
        return memo[key]  # type: ignore[no-any-return]
    whole = order(evaluator, cls.module, cls.record)
    answer: bool | None = False if whole.is_complete else None
    for number, holder in enumerate(whole.holders):
        term = holder.record.attribute(name)
        if term is not MISSING:
            # Found behind an unknown base it is there as well, whatever it is then.
            answer = term != NONE or (None if number >= whole.certain else False)
            if answer and number < whole.certain and _only_raises(holder, term):
                answer = False  # aiohttp's `ClientSession.__enter__`: "Use async with instead"
            break
        # A class decorator may add methods; the known ones add none that we ask for.
        decorated = holder.record.decorators and holder.module.name != "builtins"
        if decorated and answer is False and not _harmless(evaluator, holder):
            answer = None
    if answer is False and is_protocol(evaluator, whole.holders[0]):
        answer = None  # what has the protocol's methods may have others as well
    if "order" in memo:
        memo[key] = answer
    return answer


def may_have(evaluator: Evaluator, cls: ClassValue, name: str) -> bool:
    """The same of a class as it is written: a protocol has what it names, and its bases."""
    whole = order(evaluator, cls.module, cls.record)
    if whole.is_complete and is_protocol(evaluator, whole.holders[0]):
        return any(holder.record.attribute(name) is not MISSING for holder in whole.holders)
    return has(evaluator, cls, name) is not False


def _only_raises(holder: Holder, term: Term) -> bool:
    """Whether a method is there to say that it must not be called."""
    record = holder.module.function(term)
    if record is None or record.is_stub or record.decorators:
        return False
    return bool(record.flags & Flag.RAISES)


def is_protocol(evaluator: Evaluator, holder: Holder) -> bool:
    """Whether the class is a protocol; those of `typing` and `contextlib` stand for what has it."""
    if holder.module.name in ("typing", "contextlib", "typing_extensions"):
        return False
    return names_protocol(evaluator, holder)


def names_protocol(evaluator: Evaluator, holder: Holder) -> bool:
    """Whether `Protocol` stands among the bases of the class, wherever it is defined."""
    return any(
        evaluator.qualified(b[1] if isinstance(b, list) and b[0] == "[" else b, holder.module)
        in ("typing.Protocol", "typing_extensions.Protocol")
        for b in holder.record.bases
    )


HARMLESS = frozenset(
    {
        "dataclasses.dataclass",
        "typing.final",
        "typing.runtime_checkable",
        "functools.total_ordering",
        "typing_extensions.final",
        "typing_extensions.runtime_checkable",
        "typing.type_check_only",
        "typing.dataclass_transform",
        "typing_extensions.deprecated",
        "warnings.deprecated",
        "enum.unique",
        "typing_extensions.disjoint_base",
        "typing.disjoint_base",
        "typing_extensions.type_check_only",
        "attr.s",
        "attrs.define",
        "attr.define",
        "attrs.frozen",
        "attr.dataclass",
        "attrs.mutable",
        "attr.frozen",
    }
)


def _harmless(evaluator: Evaluator, holder: Holder) -> bool:
    """Whether the class's decorators are known to add no special method of ours."""
    for term in holder.record.decorators:
        function = term[1] if isinstance(term, list) and term and term[0] == "(" else term
        if evaluator.qualified(function, holder.module) not in HARMLESS:
            value = evaluator.evaluate(function, holder.module)
            if not value:
                return False
    return True
