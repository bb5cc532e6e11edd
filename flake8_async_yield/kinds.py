"""The closed sets of uses and kinds, and the table of which use of which kind is which mistake.

The rules AY101-AY117 are cells of `TABLE`; `rules/ay1*.py` hold their pages, `rules/uses.py`
finds the uses. A value that has several faces is wrong only if none of them fits the use.
"""

from __future__ import annotations

import enum


class Use(enum.Enum):
    """A way of consuming a value."""

    __hash__ = object.__hash__  # members are single; an Enum's own hash is a call in Python

    AWAIT = "'await'"
    ASYNC_FOR = "'async for'"
    ASYNC_WITH = "'async with'"
    FOR = "'for'"
    WITH = "'with'"
    DROP = "dropping it"
    ATTRIBUTE = "an attribute"


class Kind(enum.Enum):
    """What a value is; of several faces the first in this order names it."""

    __hash__ = object.__hash__  # members are single; an Enum's own hash is a call in Python

    COROUTINE = "coroutine"
    AWAITABLE = "awaitable object"
    ASYNC_GENERATOR = "async generator"
    ASYNC_ITERATOR = "async iterator"
    ASYNC_CONTEXT_MANAGER = "async context manager"
    CALLABLE = "function or class that was not called"
    GENERATOR = "generator"
    CONTEXT_MANAGER = "context manager"
    ITERABLE = "iterable"
    PLAIN = "plain value"

    @property
    def article(self) -> str:
        """`a` or `an`, whichever goes with its name."""
        return "an" if self.value[0] == "a" else "a"


METHODS: dict[Use, tuple[str, ...]] = {
    Use.AWAIT: ("__await__",),
    Use.ASYNC_FOR: ("__aiter__",),
    Use.ASYNC_WITH: ("__aenter__", "__aexit__"),
    Use.FOR: ("__iter__",),
    Use.WITH: ("__enter__", "__exit__"),
}
"""The special methods that a use calls (Python reference, 3.3 and 3.4)."""

_AWAIT_PLAIN = "AY114"
_FOR_PLAIN = "AY115"

TABLE: dict[Use, dict[Kind, str]] = {
    Use.AWAIT: {
        Kind.ASYNC_GENERATOR: "AY101",
        Kind.ASYNC_ITERATOR: "AY101",
        Kind.ASYNC_CONTEXT_MANAGER: "AY105",
        Kind.CALLABLE: "AY117",
        Kind.GENERATOR: _AWAIT_PLAIN,
        Kind.CONTEXT_MANAGER: _AWAIT_PLAIN,
        Kind.ITERABLE: _AWAIT_PLAIN,
        Kind.PLAIN: _AWAIT_PLAIN,
    },
    Use.ASYNC_FOR: {
        Kind.COROUTINE: "AY102",
        Kind.AWAITABLE: "AY102",
        Kind.ASYNC_CONTEXT_MANAGER: "AY106",
        Kind.CALLABLE: "AY117",
        Kind.GENERATOR: _FOR_PLAIN,
        Kind.CONTEXT_MANAGER: _FOR_PLAIN,
        Kind.ITERABLE: _FOR_PLAIN,
        Kind.PLAIN: _FOR_PLAIN,
    },
    Use.ASYNC_WITH: {
        Kind.COROUTINE: "AY104",
        Kind.AWAITABLE: "AY104",
        Kind.ASYNC_GENERATOR: "AY103",
        Kind.ASYNC_ITERATOR: "AY103",
        Kind.CALLABLE: "AY117",
        Kind.GENERATOR: "AY116",
        Kind.CONTEXT_MANAGER: "AY116",
        Kind.ITERABLE: "AY116",
        Kind.PLAIN: "AY116",
    },
    Use.FOR: {
        Kind.COROUTINE: "AY108",
        Kind.AWAITABLE: "AY108",
        Kind.ASYNC_GENERATOR: "AY107",
        Kind.ASYNC_ITERATOR: "AY107",
    },
    Use.WITH: {
        Kind.COROUTINE: "AY109",
        Kind.AWAITABLE: "AY109",
        Kind.ASYNC_GENERATOR: "AY109",
        Kind.ASYNC_ITERATOR: "AY109",
        Kind.ASYNC_CONTEXT_MANAGER: "AY109",
    },
    Use.DROP: {
        Kind.COROUTINE: "AY110",
        Kind.ASYNC_GENERATOR: "AY111",
    },
    Use.ATTRIBUTE: {
        Kind.COROUTINE: "AY112",
        Kind.AWAITABLE: "AY112",
        Kind.ASYNC_GENERATOR: "AY113",
        Kind.ASYNC_CONTEXT_MANAGER: "AY113",
    },
}
"""use -> kind -> the code of the mistake; a pair that is not here is right, or no rule's matter."""


def as_markdown() -> str:
    """`TABLE` as Markdown, as it stands in `docs/uses.md`."""
    lines = [
        f"| what the value is | {' | '.join(use.value for use in Use)} |",
        f"| --- |{' --- |' * len(Use)}",
    ]
    for kind in Kind:
        cells = [TABLE[use].get(kind, "") for use in Use]
        lines.append(f"| {kind.value} | {' | '.join(cells)} |")
    return "\n".join(lines)
