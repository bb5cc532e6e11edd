"""Asks the evaluator what expressions of a text are, and says it in a few words.

`s.execute(q)  # = await` in a text says that the expression statement on this line is something
that can be awaited and can be used in no other way. The words are those of `describe`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from flake8_async_yield.engine import Context, walk
from flake8_async_yield.kinds import METHODS, Use
from flake8_async_yield.project.index import Index
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.protocols import fits
from flake8_async_yield.values.value import (
    CallableValue,
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    Overloads,
    Value,
    is_none,
)

WORDS = {
    Use.AWAIT: "await",
    Use.ASYNC_FOR: "async for",
    Use.ASYNC_WITH: "async with",
    Use.FOR: "for",
    Use.WITH: "with",
}
MARK = "# = "


class Probe(NamedTuple):
    """One marked line: its number from 1, its text, what it says and what the evaluator says."""

    line: int
    text: str
    wanted: str
    answer: str


def describe(evaluator: Evaluator, value: Value) -> str:
    """'unknown', 'module', 'class', 'function', 'plain', or the uses: 'await + async with'.

    A use that only some of several alternatives allow has a '?' behind it.
    """
    parts = tuple(a for a in value if not is_none(a)) or value
    if not parts:
        return "unknown"
    for word, kind in (
        ("module", ModuleValue),
        ("class", ClassValue),
        ("function", (FunctionValue, CallableValue, Overloads)),
    ):
        if all(isinstance(a, kind) for a in parts):
            return word
    if not all(isinstance(a, Instance) for a in parts):
        return "mixed"
    uses = []
    for use in METHODS:
        answers = {fits(evaluator, a, use) for a in parts}
        if answers == {True}:
            uses.append(WORDS[use])
        elif answers != {False}:
            uses.append(WORDS[use] + "?")
    return " + ".join(uses) or "plain"


class _Reader:
    """Stands where a rule stands: is handed each expression statement."""

    def __init__(self, evaluator: Evaluator, lines: list[str]) -> None:
        self.evaluator = evaluator
        self.lines = lines
        self.found: list[Probe] = []

    def check(self, node: ast.AST, context: Context) -> None:
        assert isinstance(node, ast.Expr)
        text, mark, wanted = self.lines[node.lineno - 1].partition(MARK)
        if mark:
            answer = describe(self.evaluator, context.value_of(node.value))
            self.found.append(Probe(node.lineno, text.strip(), wanted.strip(), answer))


def probes(text: str, index: Index, path: str = "probe.py") -> Iterator[Probe]:
    """The marked lines of `text` in order; AssertionError where one is no expression."""
    context = Context(Source.parse(path, text), text, index, Settings())
    reader = _Reader(context.evaluator, text.splitlines())
    walk(context, {ast.Expr: (reader,)})  # type: ignore[dict-item]
    assert len(reader.found) == text.count(MARK), "a mark that is on no expression statement"
    yield from sorted(reader.found)
