"""The table of uses and kinds is what CPython does, what we report, and what the documents show."""

from __future__ import annotations

import asyncio
import gc
import warnings
from pathlib import Path

import pytest

from flake8_async_yield.kinds import METHODS, TABLE, Kind, Use, as_markdown
from flake8_async_yield.rules.base import all_codes
from front import in_process

DEFINITIONS = """\
from contextlib import asynccontextmanager, contextmanager


async def coroutine():
    return 1


async def async_generator():
    yield 1


@asynccontextmanager
async def async_manager():
    yield 1


def generator():
    yield 1


@contextmanager
def manager():
    yield 1


class Awaitable:
    def __await__(self):
        return iter(())


class AsyncIterator:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


class AsyncManager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        pass


class Iterator:
    def __iter__(self):
        return iter(())


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


class Both(Awaitable, AsyncManager):
    pass


class Stream(AsyncIterator, AsyncManager):
    pass


class Cursor(Awaitable, AsyncIterator):
    pass


class Pair(AsyncManager, Manager):
    pass


class Rows(AsyncIterator, Iterator):
    pass


class Plain:
    pass


class Inherits(Both):
    pass
"""

KINDS = {
    "coroutine()": Kind.COROUTINE,
    "Awaitable()": Kind.AWAITABLE,
    "async_generator()": Kind.ASYNC_GENERATOR,
    "(x async for x in async_generator())": Kind.ASYNC_GENERATOR,
    "AsyncIterator()": Kind.ASYNC_ITERATOR,
    "async_manager()": Kind.ASYNC_CONTEXT_MANAGER,
    "AsyncManager()": Kind.ASYNC_CONTEXT_MANAGER,
    "coroutine": Kind.CALLABLE,
    "AsyncManager": Kind.CALLABLE,
    "generator()": Kind.GENERATOR,
    "manager()": Kind.CONTEXT_MANAGER,
    "Manager()": Kind.CONTEXT_MANAGER,
    "[1]": Kind.ITERABLE,
    "Iterator()": Kind.ITERABLE,
    "Plain()": Kind.PLAIN,
    "1": Kind.PLAIN,
}
"""An expression -> what the table takes it for."""

SEVERAL = ["Both()", "Stream()", "Cursor()", "Pair()", "Rows()", "Inherits()"]
"""Objects with several faces: right where one of them fits."""

NO_CODE = (Use.FOR, "Pair()")
"""An async context manager in a plain `for`: a mistake that has no code."""

USES = {
    Use.AWAIT: "await {}",
    Use.ASYNC_FOR: "async for _ in {}: pass",
    Use.ASYNC_WITH: "async with {}: pass",
    Use.FOR: "for _ in {}: pass",
    Use.WITH: "with {}: pass",
    Use.DROP: "{}",
    Use.ATTRIBUTE: "({}).name",
}

CELLS = [(use, expression) for use in Use for expression in (*KINDS, *SEVERAL)]


def program(use: Use, expression: str) -> str:
    """An `async def main` that uses the expression so, below the definitions."""
    return f"{DEFINITIONS}\n\nasync def main():\n    {USES[use].format(expression)}\n"


def fails(text: str) -> bool:
    """Whether `main` of the program raises what a misuse raises."""
    names: dict[str, object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, "program", "exec"), names)
        try:
            asyncio.run(names["main"]())  # type: ignore[operator]
        except (TypeError, AttributeError):
            return True
        finally:
            names.clear()
            gc.collect()  # what was dropped warns here, not in another test
    return False


def reported(text: str, folder: Path) -> set[str]:
    path = folder / "program.py"
    path.write_text(text)
    return {mark.code for mark in in_process(path)}


@pytest.mark.parametrize(("use", "expression"), CELLS, ids=lambda value: str(value))
def test_what_is_reported_is_what_fails(use: Use, expression: str, tmp_path: Path) -> None:
    text = program(use, expression)
    found = reported(text, tmp_path)
    if expression in KINDS:
        code = TABLE[use].get(KINDS[expression])
        if use is Use.ATTRIBUTE and expression in ("AsyncManager()", "Awaitable()"):
            code = None  # only where what it stands for is known to have the attribute
        assert found == ({code} if code else set())
    if found and use is not Use.DROP:
        assert fails(text), "reported, and runs"
    if not found and use in METHODS and expression in SEVERAL and (use, expression) != NO_CODE:
        assert not fails(text), "fails, and is not reported"


@pytest.mark.parametrize("use", METHODS)
def test_what_the_table_leaves_out_is_right_or_nothing_async(use: Use) -> None:
    """An async thing has a code for every use that raises."""
    for expression, kind in KINDS.items():
        if kind in TABLE[use] or kind.value in ("plain value", "iterable", "context manager"):
            continue
        if kind in (Kind.CALLABLE, Kind.GENERATOR) and use in (Use.FOR, Use.WITH):
            continue
        if (use, kind) == (Use.FOR, Kind.ASYNC_CONTEXT_MANAGER):
            continue  # a mistake that has no code
        assert not fails(program(use, expression)), expression


def test_the_codes_are_rules() -> None:
    codes = {code for row in TABLE.values() for code in row.values()}
    assert codes <= set(all_codes())
    assert codes == {f"AY{number}" for number in range(101, 118)}


def test_the_document_shows_the_table(checkout: Path) -> None:
    assert as_markdown() in (checkout / "docs" / "uses.md").read_text(encoding="utf-8")
