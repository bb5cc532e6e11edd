"""What is kept while a run goes on: nothing of a file that was linted, but for its reports."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from flake8_async_yield.engine import lint
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


def test_a_linted_file_is_let_go(tmp_path: Path) -> None:
    """An inherited method belongs to a module that stays; what it gave to a class that goes, goes.

    A memo that outlives the class would sooner or later answer for another one in its place.
    """
    app = tmp_path / "app"
    app.mkdir()
    (app / "__init__.py").write_text("")
    (app / "base.py").write_text(BASE)
    settings = Settings(use_cache=False)
    index = Index(settings, cwd=str(tmp_path))
    linted: list[weakref.ref[object]] = []
    for name in ("one", "two", "three"):
        source = Source.parse(str(app / f"{name}.py"), USER)
        assert [v.code for v in lint(source, index, settings, checks())] == ["AY110"]
        linted.append(weakref.ref(index._linted))
        gc.collect()
    assert [kept() is None for kept in linted] == [True, True, False]
