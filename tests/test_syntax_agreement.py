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
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from async_programs import Writer
from flake8_async_yield.engine import lint
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source
from marked import read

SETTINGS = Settings(use_cache=False)
INDEX = Index(SETTINGS)

PROGRAM = "/nowhere/program.py"
NOTEBOOK = "/nowhere/notebook.ipynb"

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


def refusal(program: str | ast.Module, flags: int = 0) -> Refusal | None:
    """The first mistake that `compile` names, None where it takes the program.

    OtherError where it refuses for a reason that is none of ours.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(program, "<program>", "exec", flags, dont_inherit=True, optimize=0)
    except SyntaxError as error:
        for text, code in REASONS.items():
            if str(error.msg).startswith(text):
                return Refusal(code, error.lineno or 0, (error.offset or 0) - 1)
        raise OtherError(error.msg) from error
    return None


def reports(text: str, path: str = PROGRAM) -> set[Refusal]:
    """Our reports on the program; the other rules run as well, and must not disturb."""
    source = Source.parse(path, text)
    found = set()
    for violation in lint(source, INDEX, SETTINGS, all_rules()):
        if violation.code.startswith("AY20"):
            line, column = violation.span.line, violation.span.column
            column = len(source.lines[line - 1][:column].encode())
            found.add(Refusal(violation.code, line, column))
    return found


MENDED: dict[str, tuple[type[ast.expr | ast.stmt], ...]] = {
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
            if isinstance(value, list):
                for index, node in enumerate(value):
                    if stands_at(node, mistake):
                        value[index] = without(node)
                        return
            elif stands_at(value, mistake):
                setattr(parent, name, without(value))
                return
    raise AssertionError(mistake)


def stands_at(node: Any, mistake: Refusal) -> bool:
    """Whether `node` is what `mistake` was said of."""
    return isinstance(node, MENDED[mistake.code]) and (
        (node.lineno, node.col_offset) == (mistake.line, mistake.column)
    )


def refusals(text: str, flags: int = 0) -> set[Refusal]:
    """Every mistake, one after the other: each is mended in the tree, and compiled again."""
    tree = ast.parse(text)
    found: set[Refusal] = set()
    while (mistake := refusal(tree, flags)) is not None:
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


def check(text: str, path: str = PROGRAM) -> int:
    """Compare our reports with `compile`; how many mistakes it finds, -1 for one of another kind.

    A notebook is compiled as IPython does it.
    """
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if path == NOTEBOOK else 0
    ours = reports(text, path)
    try:
        first = refusal(text, flags)
        if first is None:
            assert ours == set()
            return 0
        assert first in ours
        theirs = refusals(text, flags)
    except OtherError:
        return -1
    assert theirs <= ours
    assert ours - theirs <= returns_of_plain_functions(text)
    return len(theirs)


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), st.sampled_from([PROGRAM, NOTEBOOK]))
def test_random_programs(random: Random, path: str) -> None:
    check(Writer(random, depth=2).program(), path)


def test_many_deeper_programs() -> None:
    results = [check(Writer(Random(seed), depth=3).program()) for seed in range(50)]
    assert results.count(0) > 0
    assert sum(result > 0 for result in results) > 25


CASES = sorted((Path(__file__).parent / "cases").glob("ay20*.py"))


@pytest.mark.parametrize("file", CASES, ids=[file.stem for file in CASES])
def test_our_own_cases(file: Path) -> None:
    if not read(file).can_parse:
        pytest.skip("newer syntax than the running Python knows")
    path = NOTEBOOK if "notebook" in file.stem else PROGRAM
    mistakes = check(file.read_text(encoding="utf-8"), path)
    assert (mistakes == 0) == file.stem.endswith("_silent")


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
def test_the_programs_in_cpythons_own_tests() -> None:
    spec = importlib.util.find_spec("test")
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    files = [folder / f"test_{name}.py" for name in ("coroutines", "asyncgen", "syntax")]
    if not all(file.is_file() for file in files):
        pytest.skip("this Python came without its test package")
    results = [check(text) for file in files for text in programs_in(file)]
    assert results.count(0) > 150
    assert sum(result > 0 for result in results) > 30


def programs_in(file: Path) -> Iterator[str]:
    """The file itself, and every string in it that is a program, or holds doctests."""
    text = file.read_text(encoding="utf-8")
    yield text
    parser = doctest.DocTestParser()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if ">>> " in node.value:
            candidates = [example.source for example in parser.get_examples(node.value)]
        else:
            candidates = [textwrap.dedent(node.value)]
        for candidate in candidates:
            if is_program(candidate):
                yield candidate


def is_program(text: str) -> bool:
    """Whether `ast.parse` takes `text`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True
