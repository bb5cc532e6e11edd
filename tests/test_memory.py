"""What is kept while a run goes on: nothing of a file that was linted, but for its reports."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from flake8_async_yield.engine import lint
from flake8_async_yield.names.definitions import ClassRecord
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import checks
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source

BASE = """
class Base:
    async def get(self):
        return self
    def make(self):
        return self.get()
"""

USER = """
from app.base import Base
class Own(Base):
    async def close(self): ...
async def use():
    own = Own()
    made = own.make()
    (await made).close()
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A package with a module that others inherit from."""
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "base.py").write_text(BASE)
    return folder


def test_a_linted_file_is_let_go(app: Path, tmp_path: Path) -> None:
    """An inherited method belongs to a module that stays; what it gave to a class that goes, goes.

    A memo that outlives the class would sooner or later answer for another one in its place.
    """
    settings = Settings(use_cache=False)
    index = Index(settings, cwd=str(tmp_path))
    linted: list[weakref.ref[object]] = []
    for name in ("one", "two", "three"):
        source = Source.parse(str(app / f"{name}.py"), USER)
        assert [v.code for v in lint(source, index, settings, checks())] == ["AY110"]
        linted.append(weakref.ref(index._linted))
        gc.collect()
    assert [kept() is None for kept in linted] == [True, True, False]


def test_what_was_made_of_a_linted_file_leaves_no_garbage(app: Path, tmp_path: Path) -> None:
    """The collector is kept from what a lint leaves, so that must go by itself."""
    settings = Settings(use_cache=False)
    index = Index(settings, cwd=str(tmp_path))
    source = Source.parse(str(app / "user.py"), USER)
    assert lint(source, index, settings, checks())
    linted = index._linted
    assert linted is not None
    module, scope = weakref.ref(linted), weakref.ref(linted.scopes)
    del linted
    gc.collect()
    gc.disable()
    try:
        index.release()
        assert (module(), scope()) == (None, None)
    finally:
        gc.enable()


def test_no_question_to_a_forgotten_module_raises(tmp_path: Path) -> None:
    """Something that was made of it may be alive still."""
    index = Index(Settings(use_cache=False), cwd=str(tmp_path))
    source = Source.parse(str(tmp_path / "user.py"), "class A:\n    x = 1\n    def f(self): ...\n")
    module = index.linted(source.path, source.tree, "".join(source.lines))
    term = module.lookup("A")
    assert isinstance(term, list)
    record = module.record(term[1])
    assert isinstance(record, ClassRecord)
    index.release()
    assert module.record(term[1]) is None
    assert record.attribute("f") is not None
    assert module.names() == ["A"]
