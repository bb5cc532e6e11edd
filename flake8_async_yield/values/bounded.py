"""Questions that end: each takes a bounded number of steps, and only whole answers are kept.

Nothing that was cut short by a limit, or that leans on an answer which is still being worked
out, is remembered; so an answer does not depend on what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flake8_async_yield.values.value import UNKNOWN, Value

DEEPEST = 40
"""Evaluations nested deeper than this give up."""

STEPS = 600
"""Evaluations that one question may take before it gives up."""

SPECIFIC = 4
"""Calls inside calls that are followed with their own arguments."""

SPECIFIC_STEPS = 120
"""Evaluations that following one of them may take."""


TOO_LONG = "too long"
"""Marks, in a memo, what could not be answered with so many steps and so deep a stack left."""

Result = TypeVar("Result")


class Bounded:
    """Keeps count of the steps and the depth of the question that is being answered."""

    def __init__(self) -> None:
        self._active: dict[tuple[int, Any], int] = {}
        self._assumed: dict[tuple[int, Any], Value] = {}
        self._cut = 1 << 30
        """The lowest position in `_active` that an unfinished answer leans on."""
        self._depth = 0
        self._steps = 0
        self._specific = 0
        self._limit = STEPS

    def asked(self, make: Callable[[], Value]) -> Value:
        """`make()`, as a question of its own, whatever other one it is asked for."""
        outer = (
            self._steps, self._depth, self._specific, self._limit, self._cut, self._active
        )  # fmt: skip
        self._steps = self._depth = self._specific = 0
        self._limit = STEPS
        self._cut = 1 << 30
        self._active = {}
        try:
            return make()
        except RecursionError:  # the caller's own stack was deep already
            return UNKNOWN
        finally:
            (
                self._steps, self._depth, self._specific, self._limit, self._cut, self._active
            ) = outer  # fmt: skip

    def deeper(self, make: Callable[[], Value]) -> Value:
        """`make()`, unless it is too far down a chain of calls to follow their arguments."""
        if self._specific >= SPECIFIC:
            self._cut = -1
            return UNKNOWN
        self._specific += 1
        limit = self._limit
        self._limit = min(limit, self._steps + SPECIFIC_STEPS)
        try:
            return make()
        finally:
            self._specific -= 1
            self._limit = limit

    def whole(self, make: Callable[[], Result]) -> tuple[Result, bool]:
        """`make()`, and whether no limit has cut it short."""
        cut, self._cut = self._cut, 1 << 30
        result = make()
        is_whole = self._cut >= 0
        self._cut = min(cut, self._cut)
        return result, is_whole

    def keep(self, memo: dict[Any, Any], key: Any, make: Callable[[], Result]) -> Result:
        """`make()`, kept in `memo` where no limit has cut it short."""
        if key in memo:
            return memo[key]  # type: ignore[no-any-return]
        result, is_whole = self.whole(make)
        if is_whole:
            memo[key] = result
        return result

    def remember(self, memo: dict[Any, Any], key: Any, make: Callable[[], Value]) -> Value:
        """`make()`, remembered in `memo` unless it leans on an answer that is not finished."""
        known = memo.get(key)
        if known is not None:
            return known  # type: ignore[no-any-return]
        mark = (id(memo), key)
        position = self._active.get(mark)
        if position is not None:
            self._cut = min(self._cut, position)
            return self._assumed.get(mark, UNKNOWN)
        left = (self._limit - self._steps, DEEPEST - self._depth)
        tried = memo.get((TOO_LONG, key))
        if tried is not None and left[0] <= tried[0] and left[1] <= tried[1]:
            self._cut = -1
            return UNKNOWN
        position = len(self._active)
        self._active[mark] = position
        cut, self._cut = self._cut, 1 << 30
        try:
            value = make()
            if self._cut >= position:
                memo[key] = value
                self._cut = 1 << 30
            elif self._cut < 0 and not value:
                memo[TOO_LONG, key] = left
        finally:
            del self._active[mark]
            self._cut = min(cut, self._cut)
        if not self._active and self._cut >= 0:
            self._cut = 1 << 30
        return value

    @contextmanager
    def assuming(self, memo: dict[Any, Any], key: Any, value: Value) -> Iterator[None]:
        """Inside, the unfinished answer that `remember` is working out is taken to be `value`."""
        mark = (id(memo), key)
        self._assumed[mark] = value
        try:
            yield
        finally:
            del self._assumed[mark]
