"""What the evaluator says of the libraries, against the libraries themselves.

Every public function, class and method of the modules below is looked at with `inspect`; where the
evaluator has an answer, shipped or read from the installed package, it must not contradict.
"""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import inspect
import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flake8_async_yield import libraries
from flake8_async_yield.kinds import METHODS, Use
from flake8_async_yield.names.definitions import Module
from flake8_async_yield.project.index import Index
from flake8_async_yield.settings import Settings
from flake8_async_yield.values.arguments import NO_ARGUMENTS
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.protocols import fits
from flake8_async_yield.values.value import Alternative, ClassValue, Instance, Value

MODULES = {
    "stdlib": "asyncio asyncio.subprocess builtins contextlib concurrent.futures threading "
    "subprocess time functools queue socket tempfile sqlite3 io os pathlib zipfile urllib.request "
    "multiprocessing logging unittest.mock contextvars inspect types json",
    "sqlalchemy": "sqlalchemy.ext.asyncio sqlalchemy.orm sqlalchemy.engine",
    "fastapi": "fastapi fastapi.responses fastapi.routing fastapi.security fastapi.concurrency "
    "fastapi.testclient",
    "starlette": "starlette.applications starlette.requests starlette.responses starlette.routing "
    "starlette.websockets starlette.datastructures starlette.background starlette.concurrency "
    "starlette.staticfiles starlette.endpoints starlette.middleware.base",
    "httpx": "httpx",
    "aiohttp": "aiohttp aiohttp.web aiohttp.test_utils",
    "anyio": "anyio anyio.abc anyio.to_thread anyio.from_thread anyio.streams.memory "
    "anyio.streams.buffered anyio.streams.tls",
    "aiosqlite": "aiosqlite",
    "pytest": "pytest",
    "pydantic": "pydantic",
    "click": "click",
    "yarl": "yarl",
    "multidict": "multidict",
}
LEAST_KNOWN = 0.8
"""Of the coroutine functions, async generator functions and protocols, so many must be known."""


ONLY_FOR_TYPES = frozenset(
    {
        "sqlalchemy.ext.asyncio.AsyncTupleResult",
        "sqlalchemy.engine.TupleResult",
        "sqlalchemy.orm.PassiveFlag",
        "pydantic.IPvAnyNetwork",
    }
)
"""Classes that are something else at run time: they are written out under `if TYPE_CHECKING`."""

NEWER = {"asyncio.as_completed": (3, 13), "contextvars.Token": (3, 14)}
"""What only a newer Python can do; the shipped data is silent about it on the older ones."""


REMOVED = {"pathlib": (3, 13)}
"""Modules whose classes lost a protocol (`with Path()`): the data, for all versions, has it."""


class Fact(NamedTuple):
    """One thing that `inspect` knows: `value` can be used so, or not."""

    place: str
    use: Use
    holds: bool


class Tally:
    """Compares facts with the evaluator's answers."""

    def __init__(self, evaluator: Evaluator, importer: Module | None) -> None:
        """`importer`: the module whose imports are looked at; None sees the shipped data only."""
        self.evaluator = evaluator
        self.importer = importer
        self.wrong: list[str] = []
        self.known = 0
        self.asked = 0

    def compare(self, value: Value, facts: list[Fact]) -> None:
        """Note what the evaluator says of `value` beside each of the facts."""
        for place, use, holds in facts:
            if use is Use.WITH and any(_lost_it(alternative) for alternative in value):
                continue
            answers = {fits(self.evaluator, a, use) for a in value} or {None}
            self.asked += holds
            if answers == {not holds}:
                self.wrong.append(f"{place}: {use.value} {'works' if holds else 'does not work'}")
            elif answers == {holds}:
                self.known += holds


def call_facts(function: Any, place: str) -> list[Fact]:
    """What is sure of the result of calling a function, by the function itself."""
    if inspect.iscoroutinefunction(function):
        holds = {Use.AWAIT: True, Use.ASYNC_FOR: False, Use.ASYNC_WITH: False, Use.WITH: False}
    elif inspect.isasyncgenfunction(function):
        holds = {Use.AWAIT: False, Use.ASYNC_FOR: True, Use.ASYNC_WITH: False, Use.FOR: False}
    elif inspect.isgeneratorfunction(function):
        holds = {Use.AWAIT: False, Use.ASYNC_FOR: False, Use.FOR: True, Use.WITH: False}
    else:
        return returned_facts(function, place)
    return [Fact(place, use, answer) for use, answer in holds.items()]


def returned_facts(function: Any, place: str) -> list[Fact]:
    """What the class that a plain function is annotated to return can do holds for the result."""
    if hasattr(function, "__wrapped__"):
        return []  # the annotations are those of the function within
    try:
        returned = typing.get_type_hints(function).get("return")
    except Exception:  # names that are only there for type checkers
        return []
    cls = typing.get_origin(returned) or returned
    if not isinstance(cls, type) or cls in (object, type, types.UnionType):
        return []
    return class_facts(cls, place, only=True)


def class_facts(cls: type, place: str, *, only: bool = False) -> list[Fact]:
    """What instances of a class can do; `only`: without what they can't, for subclasses may."""
    facts = []
    for use, names in METHODS.items():
        methods = [special(cls, name) for name in names]
        if any(m is None for m in methods):
            sequence = use is Use.FOR and special(cls, "__getitem__") is not None
            if not only and not sequence:
                facts.append(Fact(place, use, False))
        elif not any(refuses(method) for method in methods):
            facts.append(Fact(place, use, True))
    return facts


def special(cls: type, name: str) -> Any:
    """The special method of instances of `cls`: those of its metaclass are not theirs."""
    return next((vars(base)[name] for base in cls.__mro__ if name in vars(base)), None)


def refuses(method: Any) -> bool:
    """Whether a special method is there to raise an error only."""
    try:
        lines = inspect.getsource(method).strip().splitlines()
    except (OSError, TypeError):
        return False
    body = [line.strip() for line in lines if not line.strip().startswith(("#", "@"))]
    return any(line.startswith("raise TypeError") for line in body[1:3])


def methods(cls: type) -> Iterator[tuple[str, Any]]:
    """The public methods that instances of `cls` have, as plain functions."""
    for name in dir(cls):
        found = inspect.getattr_static(cls, name, None)
        if isinstance(found, (classmethod, staticmethod)):
            found = found.__func__
        if inspect.isfunction(found) and (not name.startswith("_") or name in SPECIAL):
            yield name, found


SPECIAL = frozenset(name for names in METHODS.values() for name in names)


def look(tally: Tally, module: str) -> None:
    """Compare every public name of a module."""
    here = importlib.import_module(module)
    evaluator = tally.evaluator
    home = evaluator.index.module(module, tally.importer)
    assert home is not None, module
    for name in getattr(here, "__all__", None) or dir(here):
        thing = getattr(here, name, None)
        place = f"{module}.{name}"
        if name.startswith("_") or place in ONLY_FOR_TYPES:
            continue
        if sys.version_info < NEWER.get(place, (3, 0)):
            continue
        if getattr(thing, "__module__", None) in (None, "typing"):
            continue
        value = evaluator.asked(lambda name=name: evaluator.member(home, name))  # type: ignore[misc]
        if inspect.isclass(thing):
            for alternative in value:
                if isinstance(alternative, ClassValue):
                    look_at_class(tally, thing, alternative, place)
        elif inspect.isfunction(thing):
            tally.compare(called(evaluator, value), call_facts(thing, place))


def look_at_class(tally: Tally, cls: type, value: ClassValue, place: str) -> None:
    """Compare what an instance can do, and what its methods give."""
    evaluator = tally.evaluator
    instance: Value = (Instance(value),)
    tally.compare(instance, class_facts(cls, place))
    for name, function in methods(cls):
        method = evaluator.asked(lambda name=name: evaluator.attribute(instance, name))  # type: ignore[misc]
        tally.compare(called(evaluator, method), call_facts(function, f"{place}.{name}"))


def called(evaluator: Evaluator, value: Value) -> Value:
    """What a call gives, whatever the arguments."""
    return evaluator.asked(lambda: evaluator.call(value, NO_ARGUMENTS)) if value else ()


def is_the_release(library: str) -> bool:
    """Whether the installed package is, to the minor version, what the data was read from."""
    if library == "stdlib":
        return True
    distribution, _, version = libraries.header(library)["release"].rpartition(" ")
    try:
        installed = importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return bool(installed.split(".")[:2] == version.split(".")[:2])


def _lost_it(alternative: Alternative) -> bool:
    module = alternative.cls.module.name if isinstance(alternative, Instance) else ""
    lost = REMOVED.get(module.partition(".")[0])
    return lost is not None and sys.version_info >= lost


def check(library: str, index: Index, importer: Module | None) -> None:
    pytest.importorskip(MODULES[library].split()[0])
    tally = Tally(Evaluator(index, Settings()), importer)
    for module in MODULES[library].split():
        look(tally, module)
    assert tally.wrong == []
    assert tally.asked > 0
    assert tally.known / tally.asked >= LEAST_KNOWN, f"{tally.known} of {tally.asked}"


@pytest.mark.parametrize("library", MODULES)
def test_shipped_data(library: str, tmp_path: Path) -> None:
    if not is_the_release(library):
        pytest.skip("another release is installed")
    check(library, Index(Settings(use_cache=False), cwd=str(tmp_path)), None)


@pytest.mark.parametrize("library", [name for name in MODULES if name != "stdlib"])
def test_installed_package(library: str, tmp_path: Path) -> None:
    index = Index(Settings(use_cache=False, python=sys.executable), cwd=str(tmp_path))
    check(library, index, index.linted(str(tmp_path / "linted.py"), ast.parse(""), ""))
