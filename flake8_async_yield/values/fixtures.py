"""What pytest hands to a test or a fixture under the name of a parameter.

A parameter of a test that no annotation tells of is what the fixture of its name yields or
returns; the fixture stands in the test's class, in its file, or in a `conftest.py` next to it or
above, else in a well-known plugin.
Reference: pytest's documentation, "How to use fixtures", "Fixture availability".
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.definitions import (
    MISSING,
    STARRED,
    ClassRecord,
    FunctionRecord,
    Missing,
    Module,
    Term,
)
from flake8_async_yield.values import classes, forms, protocols
from flake8_async_yield.values.arguments import Arguments
from flake8_async_yield.values.value import (
    EMPTY,
    UNKNOWN,
    CallableValue,
    ClassValue,
    FunctionValue,
    Instance,
    Lazy,
    Value,
    known,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

FIXTURES = frozenset(
    {
        "pytest.fixture", "pytest.yield_fixture", "_pytest.fixtures.fixture",
        "pytest_asyncio.fixture", "pytest_asyncio.plugin.fixture", "pytest_trio.trio_fixture",
    }
)  # fmt: skip
"""Decorators that make a fixture of a function, and run it where it is async."""

PLUGINS = {
    "aiohttp_client": "TestClient",
    "aiohttp_raw_server": "RawTestServer",
    "aiohttp_server": "TestServer",
}
"""Fixtures of aiohttp's plugin: functions whose coroutines give one of `aiohttp.test_utils`."""

DEEPEST = 6
"""Fixtures that ask for fixtures that ask for fixtures are followed so far."""

IMPORTS = 6
"""Modules through which a fixture may be imported."""


class Fixture(NamedTuple):
    """A fixture's function, where it stands, and how far out that is (0: the test's class)."""

    module: Module
    record: FunctionRecord
    level: int


def is_test_file(path: str) -> bool:
    """Whether pytest takes the file for one of tests or of fixtures."""
    name = os.path.basename(path)
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"


def injected(evaluator: Evaluator, module: Module, record: FunctionRecord, name: str) -> Value:
    """What the parameter `name` of a test or fixture is; UNKNOWN where it is no fixture's."""
    if not module.is_project or not is_test_file(module.path):
        return UNKNOWN
    is_fixture = _is_fixture(evaluator, module, record)
    if not is_fixture and not _is_plain_test(evaluator, module, record, name):
        return UNKNOWN
    if name == "request":  # pytest's own, which no fixture may be called
        home = evaluator.index.module("_pytest.fixtures", module)
        cls = evaluator.global_value(home, "FixtureRequest") if home is not None else UNKNOWN
        return forms.instantiate(evaluator, cls)
    return _given(evaluator, Search(evaluator, module, record), name, -1, 0)


def _is_fixture(evaluator: Evaluator, module: Module, record: FunctionRecord) -> bool:
    """Whether `fixture` is the function's only decorator, and leaves its name as it is."""
    if len(record.decorators) != 1:
        return False
    term = record.decorators[0]
    if isinstance(term, list) and term[0] == "(":
        if "name" in term[3] or "**" in term[3]:
            return False
        term = term[1]
    return evaluator.qualified(term, module) in FIXTURES


def _is_plain_test(evaluator: Evaluator, module: Module, record: FunctionRecord, name: str) -> bool:
    """Whether this is a test that only marks decorate, none of which gives `name` a value."""
    if not record.name.startswith("test"):
        return False
    marks = [(term, module) for term in record.decorators]
    cls = module.record(record.class_key) if record.class_key else None
    if isinstance(cls, ClassRecord):
        marks += [(term, module) for term in cls.decorators]
        if cls.bases and any(
            holder.record.name == "TestCase"
            for holder in classes.order(evaluator, module, cls).holders
        ):
            return False
    for term, home in marks:
        head = term[1] if isinstance(term, list) and term[0] == "(" else term
        if not evaluator.qualified(head, home).startswith("pytest.mark."):
            return False
        if _may_set(term, name):
            return False
    overall = module.lookup("pytestmark")
    return overall is MISSING or not _may_set(overall, name)


def _may_set(mark: Term, name: str) -> bool:
    """Whether a mark is a `parametrize` whose names may have `name` among them."""
    text = repr(mark)
    return "'parametrize'" in text and (name in text or "[['k', " not in text)


class Search:
    """Looks for fixtures as a test or a fixture of one file sees them."""

    def __init__(self, evaluator: Evaluator, module: Module, record: FunctionRecord) -> None:
        self.evaluator = evaluator
        self.module = module
        self.record = record
        self.class_record = module.record(record.class_key) if record.class_key else None

    def find(self, name: str, beyond: int) -> Fixture | Missing | None:
        """The nearest fixture called `name` that stands farther out than level `beyond`.

        None where it can't be told, MISSING where the project has none.
        """
        if beyond < 0 and isinstance(self.class_record, ClassRecord):
            for holder in classes.order(self.evaluator, self.module, self.class_record).holders:
                term = holder.record.attribute(name)
                if term is not MISSING:
                    return self._fixture(holder.module, term, 0)
        for level, module in self._modules():
            if level <= beyond:
                continue
            found = self._in(module, name, level, 0)
            if not isinstance(found, Missing):
                return found
        return MISSING

    def _modules(self) -> Iterator[tuple[int, Module]]:
        yield 1, self.module
        index = self.evaluator.index
        for number, module in enumerate(index.above(self.module, "conftest.py")):
            if module.path != self.module.path:
                yield number + 2, module

    def _in(self, module: Module, name: str, level: int, hops: int) -> Fixture | Missing | None:
        """The fixture, None where it can't be told, MISSING where there is none."""
        term = module.lookup(name)
        if term is not MISSING:
            return self._fixture(module, term, level)
        if module is not self.module and name in self._renamed(module):
            return None
        if hops > IMPORTS:
            return None
        for dots, starred in module.stars():
            target = self.evaluator.index.imported(module, dots, starred)
            if target is None:
                return None
            found = self._in(target, name, level, hops + 1)
            if found is not MISSING:
                return found
        return MISSING

    def _fixture(self, module: Module, term: Term, level: int) -> Fixture | None:
        """What `term` is, followed through imports."""
        for _ in range(IMPORTS):
            if not isinstance(term, list):
                return None
            if term[0] == "L":
                record = module.function(term)
                if record is not None and _is_fixture(self.evaluator, module, record):
                    return Fixture(module, record, level)
                return None
            if term[0] != "f":
                return None
            target = self.evaluator.index.imported(module, term[1], term[2])
            found = target.lookup(term[3]) if target is not None else MISSING
            if target is None or found is MISSING:
                return None
            module, term = target, found
        return None

    def _renamed(self, module: Module) -> frozenset[str]:
        """The names that `@fixture(name=…)` gives in a module."""
        known = module.memo.get("renamed fixtures")
        if known is None:
            names: set[str] = set()
            for name in module.names():
                record = module.function(module.lookup(name))
                for mark in record.decorators if record is not None else ():
                    if isinstance(mark, list) and mark[0] == "(" and "name" in mark[3]:
                        given = mark[3]["name"]
                        names.add(given[1] if given and given[0] == "k" else "")
            known = module.memo["renamed fixtures"] = frozenset(names)
        return known


def _of_plugin(evaluator: Evaluator, module: Module, name: str) -> Value:
    """What the fixture of a well-known plugin gives, as `module` sees the plugin's library."""
    plugin = evaluator.index.module("aiohttp.test_utils", module) if name in PLUGINS else None
    if plugin is None:
        return UNKNOWN
    made = Lazy(lambda: forms.instantiate(evaluator, evaluator.global_value(plugin, PLUGINS[name])))
    return (CallableValue(known(protocols.coroutine(evaluator, made))),)


def _given(evaluator: Evaluator, search: Search, name: str, beyond: int, depth: int) -> Value:
    """What the fixture called `name` yields or returns, as `search` sees it."""
    if depth > DEEPEST:
        return UNKNOWN
    found = search.find(name, beyond)
    if isinstance(found, Fixture) and found.record is search.record:
        found = search.find(name, found.level)  # it overrides the one that it asks for
    if isinstance(found, Missing):
        return _of_plugin(evaluator, search.module, name)
    if found is None:
        return UNKNOWN
    module, record, level = found
    arguments: dict[str, Lazy] = {}
    receiver: Value = UNKNOWN
    for number, parameter in enumerate(record.parameters):
        if number == 0 and record.class_key:
            holder = module.record(record.class_key)
            if isinstance(holder, ClassRecord):
                receiver = (Instance(ClassValue(module, holder), declared=True),)
        elif parameter.kind < STARRED and not evaluator.type_of(parameter.annotation, module):
            outward = level if parameter.name == name else -1
            arguments[parameter.name] = Lazy(
                lambda asked=parameter.name, outward=outward: _given(  # type: ignore[misc]
                    evaluator, search, asked, outward, depth + 1
                )
            )
    function = FunctionValue(module, record, EMPTY, receiver)
    value = evaluator.call((function,), Arguments([], arguments, is_call=False))
    if record.is_generator:
        step = protocols.async_item if record.is_async else protocols.item
    elif record.is_async:
        step = protocols.awaited
    else:
        return value
    return evaluator.each(value, lambda a: step(evaluator, a))
