"""AY201 to AY206 are exactly what `compile()` of the running Python refuses, and where."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import textwrap
import warnings
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from async_programs import Writer
from flake8_async_yield.engine import lint
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source

RULES = [rule for rule in all_rules() if any(code.startswith("AY20") for code in rule.codes)]
SETTINGS = Settings(use_cache=False)
INDEX = Index(SETTINGS)

REASONS = {
    "'async with' outside async function": "AY201",
    "'async for' outside async function": "AY202",
    "'await' outside function": "AY203",
    "'await' outside async function": "AY203",
    "await expression cannot be used within": "AY203",
    "'await expression' can not be used within": "AY203",
    "asynchronous comprehension outside of an asynchronous function": "AY204",
    "'return' with value in async generator": "AY205",
    "'yield from' inside async function": "AY206",
}
"""How CPython's message begins -> our code for it."""


class Refusal(NamedTuple):
    """A mistake: our code, the line from 1, the column from 0 in UTF-8 bytes."""

    code: str
    line: int
    column: int


class OtherError(Exception):
    """`compile` refuses the program for a reason that is none of ours."""


def refusal(program: str | ast.Module) -> Refusal | None:
    """The first mistake that `compile` names, None where it takes the program.

    OtherError where it refuses for a reason that is none of ours.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(program, "<program>", "exec", dont_inherit=True, optimize=0)
    except SyntaxError as error:
        for text, code in REASONS.items():
            if str(error.msg).startswith(text):
                assert error.lineno is not None
                assert error.offset is not None
                return Refusal(code, error.lineno, error.offset - 1)
        raise OtherError(error.msg) from error
    return None


def reports(text: str, path: str = "/nowhere/program.py") -> set[Refusal]:
    """Our reports on the program."""
    source = Source.parse(path, text)
    found = set()
    for violation in lint(source, INDEX, SETTINGS, RULES):
        line, column = violation.span.line, violation.span.column
        column = len(source.lines[line - 1][:column].encode())
        found.add(Refusal(violation.code, line, column))
    return found


MENDED = {
    "AY201": (ast.AsyncWith,),
    "AY202": (ast.AsyncFor,),
    "AY203": (ast.Await,),
    "AY204": (ast.ListComp, ast.SetComp, ast.DictComp),
    "AY205": (ast.Return,),
    "AY206": (ast.YieldFrom,),
}
"""code -> the nodes that the mistake stands at."""


def without(node: ast.expr | ast.stmt) -> ast.expr | ast.stmt:
    """`node` with no mistake of its own; all that it holds stays as it is."""
    match node:
        case ast.AsyncWith():
            new: ast.expr | ast.stmt = ast.With(items=node.items, body=node.body)
        case ast.AsyncFor():
            new = ast.For(target=node.target, iter=node.iter, body=node.body, orelse=node.orelse)
        case ast.Await():
            new = ast.UnaryOp(op=ast.Not(), operand=node.value)
        case ast.ListComp() | ast.SetComp():
            new = ast.GeneratorExp(elt=node.elt, generators=node.generators)
        case ast.DictComp():
            pair = ast.copy_location(ast.Tuple(elts=[node.key, node.value], ctx=ast.Load()), node)
            new = ast.GeneratorExp(elt=pair, generators=node.generators)
        case ast.Return(value=ast.expr() as value):
            new = ast.Expr(value=value)
        case ast.YieldFrom():
            new = ast.Yield(value=node.value)
        case _:
            raise AssertionError(node)
    return ast.copy_location(new, node)


def mend(tree: ast.Module, mistake: Refusal) -> None:
    """Take `mistake` out of `tree`; AssertionError where no such node stands there."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            for index, node in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(node, MENDED[mistake.code]) and (
                    (node.lineno, node.col_offset) == mistake[1:]
                ):
                    if isinstance(value, list):
                        value[index] = without(node)
                    else:
                        setattr(parent, name, without(node))
                    return
    raise AssertionError(mistake)


def refusals(text: str) -> set[Refusal]:
    """Every mistake, one after the other: each is mended in the tree, and compiled again."""
    tree = ast.parse(text)
    found: set[Refusal] = set()
    while (mistake := refusal(tree)) is not None:
        found.add(mistake)
        mend(tree, mistake)
    return found


def returns_of_plain_functions(text: str) -> set[Refusal]:
    """The mistakes of code AY205 that a program's plain functions could have.

    The symbol table takes a plain `def` with a (misplaced) `await` for a coroutine; once the
    `await` is mended, its `return` is right.
    """
    found = set()
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Return):
                    found.add(Refusal("AY205", node.lineno, node.col_offset))
    return found


def check(text: str) -> int:
    """Compare our reports on `text` with `compile`; how many mistakes it has, -1: other ones."""
    ours = reports(text)
    try:
        first = refusal(text)
        if first is None:
            assert ours == set()
            return 0
        assert first in ours
        assert refusal(ast.parse(text)) == first
        theirs = refusals(text)
    except OtherError:
        return -1
    assert theirs <= ours
    assert ours - theirs <= returns_of_plain_functions(text)
    return len(theirs)


@settings(max_examples=400)
@given(st.randoms(use_true_random=False))
def test_random_programs(random: Random) -> None:
    check(Writer(random).program())
