"""What a call hands over, and to which parameters.

Reference: the Python reference, 6.3.4 "Calls".
"""

from __future__ import annotations

from collections.abc import Callable

from flake8_async_yield.names.definitions import (
    DOUBLE_STARRED,
    KEYWORD_ONLY,
    STARRED,
    FunctionRecord,
    Module,
    Parameter,
    Term,
)
from flake8_async_yield.values.value import FunctionValue, Lazy, Value, known


class Arguments:
    """What a call hands over: positional arguments up to a starred one, and keywords."""

    __slots__ = ("_term", "is_call", "is_open", "keywords", "module", "positional", "starred")

    def __init__(
        self,
        positional: list[Lazy],
        keywords: dict[str, Lazy],
        *,
        is_call: bool = True,
        is_open: bool = False,
        starred: Lazy | None = None,
        term: Callable[[], Term] = lambda: None,
        module: Module | None = None,
    ) -> None:
        """`term` makes the term of the call, in `module`: for what reads it as it is written."""
        self.positional = positional
        self.keywords = keywords
        self.is_call = is_call
        """False: nothing is known of the arguments, there may be any."""
        self.is_open = is_open or "**" in keywords or not is_call
        """Whether more may be handed over than can be seen."""
        self.starred = starred
        """An item of the first starred argument."""
        self.module = module
        self._term = term

    @property
    def term(self) -> Term:
        """The call's term; None: there is none."""
        return self._term()


NO_ARGUMENTS = Arguments([], {}, is_call=False)


def just(argument: Lazy) -> Arguments:
    """One positional argument, and no other: what a decorator is called with."""
    return Arguments([argument], {})


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


def needs_argument(parameter: Parameter) -> bool:
    """Whether a call has to hand something over for it."""
    return parameter.default is None and parameter.kind not in (STARRED, DOUBLE_STARRED)


def required(function: FunctionValue) -> str:
    """The first parameter for which a call without arguments lacks one; '' if there is none."""
    parameters = function.record.parameters[bool(function.receiver) :]
    return next((p.name for p in parameters if needs_argument(p)), "")
