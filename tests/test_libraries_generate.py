"""The generator: what it leaves out changes no answer, and the shipped data is what it makes."""

from __future__ import annotations

import copy
import importlib.metadata
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_async_yield import libraries
from flake8_async_yield.libraries import generate
from flake8_async_yield.libraries.packed import ShippedModule, pack, pack_module, unpack
from flake8_async_yield.libraries.reach import Unit
from flake8_async_yield.libraries.sources import sources
from flake8_async_yield.names.definitions import ClassRecord, Module, Term
from flake8_async_yield.project.index import Index
from flake8_async_yield.settings import Settings
from flake8_async_yield.values.arguments import NO_ARGUMENTS
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.value import ClassValue, Instance, Value
from probes import describe


def installed_folder(name: str) -> str:
    """The folder that holds the installed package."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return str(Path(spec.origin).parent.parent)


class CutIndex(Index):
    """Finds the modules of one library in what the generator makes of it."""

    def __init__(self, units: dict[str, Unit]) -> None:
        super().__init__(Settings(use_cache=False))
        self._cut: dict[str, Module] = {
            name: ShippedModule(
                name,
                name,
                "\n".join(pack_module(unit.data)).encode(),
                is_package=unit.is_package,
                is_stub=unit.is_stub,
            )
            for name, unit in units.items()
        }

    def module(self, name: str, importer: Module | None) -> Module | None:
        """The module that the absolute dotted `name` means."""
        return self._cut.get(name) or super().module(name, None)


def answers(index: Index, units: dict[str, Unit]) -> Iterator[tuple[str, str]]:
    """(place, description) of each name that is left, of its call, of its methods and theirs."""
    evaluator = Evaluator(index, Settings())

    def called(value: Value) -> Value:
        return evaluator.asked(lambda: evaluator.call(value, NO_ARGUMENTS)) if value else ()

    for name, unit in units.items():
        module = index.module(name, None)
        if module is None:
            continue
        for public in unit.names:
            value = evaluator.ask(["n", public], module)
            place = f"{name}.{public}"
            yield place, describe(evaluator, value)
            yield f"{place}()", describe(evaluator, called(value))
            for a in value:
                if not isinstance(a, ClassValue) or a.module.name not in units:
                    continue
                instance = (Instance(a),)
                for method in a.record.names():
                    if not method.startswith("_"):
                        found = evaluator.asked(lambda: evaluator.attribute(instance, method))  # noqa: B023
                        yield f"{place}.{method}", describe(evaluator, found)
                        yield f"{place}.{method}()", describe(evaluator, called(found))


def matters(description: str) -> bool:
    """Whether the answer is about something that is awaited, entered or iterated for sure."""
    return "await" in description or "async" in description or "with" in description


@pytest.mark.parametrize("name", ["aiosqlite", "httpx", "anyio", "starlette"])
def test_what_is_left_out_changes_no_answer(name: str) -> None:
    source = sources()[name]
    units = generate.read(source, installed_folder(name))
    whole = generate.WholeIndex(copy.deepcopy(units))
    cut = generate.cut_down(units)
    before = dict(answers(whole, cut))
    after = dict(answers(CutIndex(cut), cut))
    assert len(before) > 20
    assert any(matters(description) for description in before.values())
    different = {
        place: (description, after.get(place, "unknown"))
        for place, description in before.items()
        if "?" not in description
        and after.get(place, "unknown") != description
        and (matters(description) or after.get(place, "unknown") != "unknown")
    }
    assert different == {}


def test_shipped_data_is_what_the_generator_makes(tmp_path: Path) -> None:
    source = sources()["aiosqlite"]
    if importlib.metadata.version("aiosqlite") != source.version:
        pytest.skip("another release is installed")
    made = generate.generate(source, installed_folder("aiosqlite"), str(tmp_path))
    assert Path(made).read_bytes() == Path(libraries.file_of("aiosqlite")).read_bytes()


TERMS: list[Term] = [
    None,
    ["n", "int"],
    ["L", "f@1:0"],
    ["o", ["f@1:0", "C@2:0"]],
    ["p", "f@1:0", "self"],
    ["(", [".", ["n", "x"], "y"], [["k", 1], ["*", ["n", "a"]]], {"b": ["k", None]}],
    ["(", ["n", "x"], [], {}],
    ["[", ["n", "list"], [["or", ["n", "int"], ["k", None]], None]],
    ["|", [["a", ["n", "x"]], ["t", [["i", ["n", "x"]], ["E", ["n", "y"]]]]]],
    ["super", "C@2:0", ["p", "f@1:0", "self"]],
    ["tv", "T", ["n", "int"]],
    ["d", ["n", "int"], None],
    ["f", 1, "m", "x"],
]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_terms_survive_packing(term: Term) -> None:
    numbers = {"f@1:0": 1, "C@2:0": 2}
    wanted = copy.deepcopy(term)
    for key, number in numbers.items():
        wanted = _renamed(wanted, key, str(number))
    assert unpack(pack(term, numbers)) == wanted


def _renamed(term: Term, key: str, new: str) -> Term:
    if isinstance(term, list):
        return [_renamed(part, key, new) for part in term]
    if isinstance(term, dict):
        return {name: _renamed(part, key, new) for name, part in term.items()}
    return new if term == key else term


def test_a_class_is_read_with_its_parts() -> None:
    module = libraries.load("contextlib")
    assert module is not None
    term = module.lookup("AsyncExitStack")
    assert isinstance(term, list)
    record = module.record(term[1])
    assert isinstance(record, ClassRecord)
    assert record.name == "AsyncExitStack"
    assert {"__aenter__", "__aexit__", "enter_async_context"} <= set(record.names())
