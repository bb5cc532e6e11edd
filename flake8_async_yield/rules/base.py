"""What a rule is, and how the rules that are there are found."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import flake8_async_yield.rules as _room

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class Rule:
    """One or more codes that are looked for together.

    A rule's file holds one subclass. Its docstring is the user's page (see `docs/rules`), or,
    where a file serves several codes, `pages` gives each code its own. `looks_at` names the
    node types that `check` is given. A rule keeps nothing between two calls of `check`:
    whatever it needs to know it asks the context.
    """

    codes: ClassVar[dict[str, str]]
    """code -> name: `{"AY101": "await-async-generator"}`."""
    opt_in: ClassVar[frozenset[str]] = frozenset()
    """Codes that are off until the user selects them."""
    looks_at: ClassVar[tuple[type[ast.AST], ...]]
    words: ClassVar[tuple[str, ...]] = ()
    """Where none of these is in a file's text, the rule has nothing to say; (): it may always."""

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on `node` through `context.report` where it is wrong."""
        raise NotImplementedError


@functools.cache
def _files() -> tuple[str, ...]:
    """The rules' files in order, without their suffix."""
    names = {name.partition(".")[0] for folder in _room.__path__ for name in os.listdir(folder)}
    return tuple(sorted(name for name in names if name.startswith("ay")))


@functools.cache
def _in_file(name: str) -> tuple[Rule, ...]:
    module = importlib.import_module(f"{_room.__name__}.{name}")
    return tuple(
        member()
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Rule) and member.__module__ == module.__name__
    )


def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule that has a file in the room, in the order of the files."""
    return tuple(rule for name in _files() for rule in _in_file(name))


@functools.cache
def checks(off: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules that look at anything, without those of the codes `off`.

    A file that has nothing to check costs time and memory, so it is told by its name, and not
    loaded: the codes of AY1xx are found together in the files `ay1_*`, those that bear their
    numbers hold their pages.
    """
    codes = {name: name.partition("_")[0].upper() for name in _files()}
    return tuple(
        rule
        for name, code in codes.items()
        if code not in off and (code == "AY1" or not code.startswith("AY1"))
        for rule in _in_file(name)
    )


def all_codes() -> dict[str, str]:
    """code -> name of every rule, in the order of the codes."""
    return dict(sorted(pair for rule in all_rules() for pair in rule.codes.items()))


def opt_in_codes() -> tuple[str, ...]:
    """The codes that are off until the user selects them, in order."""
    return tuple(sorted(code for rule in all_rules() for code in rule.opt_in))


def dispatch(rules: Sequence[Rule], text: str) -> dict[type[ast.AST], tuple[Rule, ...]]:
    """node type -> the rules that look at it in a file with this `text`."""
    table: dict[type[ast.AST], list[Rule]] = {}
    for rule in rules:
        if rule.words and not any(word in text for word in rule.words):
            continue
        for node_type in rule.looks_at:
            table.setdefault(node_type, []).append(rule)
    return {node_type: tuple(rules) for node_type, rules in table.items()}
