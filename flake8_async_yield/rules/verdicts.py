"""Whether a return annotation fits an async generator, and if not, what it says instead.

AY401 asks it of functions that yield, AY402 and AY403 of those that do not.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.annotations import CLASSES, UNDEFINED, Reading, generic_of
from flake8_async_yield.rules.classes import instances, is_plain_class

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class Verdict(enum.Enum):
    """What an annotation says of an async generator function."""

    RIGHT = "an async generator or a supertype"
    UNKNOWN = "not known"
    YIELDED = "some other object, which it may yield"
    NOTHING = "None"
    SYNC = "the sync kind"
    COROUTINE = "a coroutine"
    MANAGER = "a context manager"
    ARGUMENTS = "the wrong number of type arguments"


ASYNC = frozenset({"AsyncGenerator", "AsyncIterator", "AsyncIterable"})
SAYS = {
    "Generator": Verdict.SYNC,
    "Iterator": Verdict.SYNC,
    "Iterable": Verdict.SYNC,
    "Coroutine": Verdict.COROUTINE,
    "Awaitable": Verdict.COROUTINE,
    "AbstractAsyncContextManager": Verdict.MANAGER,
    "AbstractContextManager": Verdict.MANAGER,
    "None": Verdict.NOTHING,
}
"""Generics that are no supertypes of an async generator -> what they say instead."""
CONTAINERS = frozenset(
    {
        "Sequence",
        "MutableSequence",
        "Collection",
        "Mapping",
        "MutableMapping",
        "Callable",
        "Literal",
    }
)


def verdict(reading: Reading, scope: Scope, context: Context) -> Verdict:
    """What one member of an annotation, read in `scope`, says of an async generator function."""
    name = reading.name
    if name in ASYNC:
        return Verdict.RIGHT if _counts(reading) else Verdict.ARGUMENTS
    if name in SAYS:
        return SAYS[name]
    if name in CONTAINERS or name in CLASSES or name == UNDEFINED:
        return Verdict.YIELDED
    if name == "Never":
        return Verdict.UNKNOWN
    # An alias of another module, or a class.
    meant = {generic_of(instance) for instance in instances(reading.node, scope, context)}
    if len(meant) == 1 and meant <= SAYS.keys():
        return SAYS[meant.pop()]
    return Verdict.YIELDED if is_plain_class(reading.node, scope, context) else Verdict.UNKNOWN


def _counts(reading: Reading) -> bool:
    """Whether the type arguments of an async generic are as many as it takes."""
    if reading.arguments is None:
        return True
    if any(argument.__class__.__name__ == "Starred" for argument in reading.arguments):
        return True
    number = len(reading.arguments)
    # AsyncGenerator's second argument has a default since Python 3.13.
    return number in (1, 2) if reading.name == "AsyncGenerator" else number == 1
