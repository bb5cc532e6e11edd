"""What a call hands over, and to which parameters.

Reference: the Python reference, 6.3.4 "Calls".
"""

from __future__ import annotations

from flake8_async_yield.names.definitions import (
    DOUBLE_STARRED,
    KEYWORD_ONLY,
    STARRED,
    FunctionRecord,
    Module,
    Term,
)
from flake8_async_yield.values.value import Lazy, Value, known


class Arguments:
    """What a call hands over: positional arguments up to a starred one, and keywords."""

    __slots__ = ("keywords", "module", "positional", "starred", "term")

    def __init__(
        self,
        positional: list[Lazy],
        keywords: dict[str, Lazy],
        term: Term = None,
        module: Module | None = None,
        starred: Lazy | None = None,
    ) -> None:
        self.positional = positional
        self.keywords = keywords
        self.term = term
        self.module = module
        self.starred = starred
        """An item of the first starred argument."""


NO_ARGUMENTS = Arguments([], {})


def just(argument: Lazy) -> Arguments:
    """One positional argument, and no other: what a decorator is called with."""
    return Arguments([argument], {}, ["(", None, [], {}])


def bind(record: FunctionRecord, arguments: Arguments, receiver: Value) -> dict[str, Lazy]:
    """parameter -> argument, for those that the call surely hands over (defaults left out)."""
    given: dict[str, Lazy] = {}
    positional = [known(receiver)] if receiver else []
    positional += arguments.positional
    for declared in record.parameters:
        if declared.kind in (STARRED, DOUBLE_STARRED):
            continue
        if declared.kind != KEYWORD_ONLY and positional:
            given[declared.name] = positional.pop(0)
        elif declared.name in arguments.keywords:
            given[declared.name] = arguments.keywords[declared.name]
    return given
