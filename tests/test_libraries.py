"""The shipped libraries: chains that people write are understood, with nothing installed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from flake8_async_yield import libraries
from flake8_async_yield.libraries.sources import sources
from flake8_async_yield.names.definitions import ClassRecord
from flake8_async_yield.project.index import Index
from flake8_async_yield.settings import Settings
from library_chains import CHAINS
from probes import probes


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    """An index that sees no installed package: what it knows of libraries is shipped."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.setattr(sys, "path", [p for p in sys.path if not p.endswith("-packages")])
    return Index(Settings(use_cache=False), cwd=str(tmp_path))


@pytest.mark.parametrize("library", CHAINS)
def test_chains(library: str, bare: Index, tmp_path: Path) -> None:
    wrong = [
        f"{probe.line}: {probe.text} is {probe.answer!r}, not {probe.wanted!r}"
        for probe in probes(CHAINS[library], bare, str(tmp_path / "probe.py"))
        if probe.answer != probe.wanted
    ]
    assert wrong == []


def installed(folder: Path, files: dict[str, str]) -> Index:
    """An index whose environment, in `folder`, holds these files of packages."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    site = folder / "venv" / "lib" / f"python{version}" / "site-packages"
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    (folder / "venv" / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}.0\n")
    return Index(Settings(use_cache=False, python=str(folder / "venv")), cwd=str(folder))


USE = """
import httpx
httpx.AsyncClient().get("x")  # = {}
"""


def test_an_installed_version_beats_the_shipped_one(bare: Index, tmp_path: Path) -> None:
    text = "class AsyncClient:\n    def get(self, url):\n        return [url]\n"
    index = installed(tmp_path / "other", {"httpx/__init__.py": text})
    path = str(tmp_path / "probe.py")
    assert [p.answer for p in probes(USE.format("for"), index, path)] == ["for"]
    assert [p.answer for p in probes(USE.format("await"), bare, path)] == ["await"]


def test_a_compiled_part_is_told_by_the_shipped_data(bare: Index, tmp_path: Path) -> None:
    files = {"httpx/__init__.py": "from ._client import AsyncClient\n", "httpx/_client.abi3.so": ""}
    index = installed(tmp_path / "other", files)
    path = str(tmp_path / "probe.py")
    assert [p.answer for p in probes(USE.format("await"), index, path)] == ["await"]


def test_every_source_has_its_file_and_release() -> None:
    assert {name: f"{s.distribution} {s.version}" for name, s in sources().items()} == {
        name: libraries.header(name)["release"] for name in libraries.LIBRARIES
    }


@pytest.mark.parametrize("library", sorted(libraries.LIBRARIES))
def test_files_are_whole(library: str) -> None:
    """Each module of a library can be read, and every key in it leads to a definition."""
    for name in libraries.header(library)["modules"]:
        module = libraries.load(name)
        assert module is not None, name
        waiting = [module.lookup(n) for n in module.names()]
        seen: set[str] = set()
        while waiting:
            term = waiting.pop()
            keys = []
            if isinstance(term, list) and term:
                keys = {"L": term[1:2], "o": term[1]}.get(term[0], [])
            for key in set(keys) - seen:
                seen.add(key)
                record = module.record(key)
                assert record is not None, f"{name}: {key}"
                if isinstance(record, ClassRecord):
                    waiting += [record.attribute(n) for n in record.names()]


def test_size() -> None:
    sizes = {name: Path(libraries.file_of(name)).stat().st_size for name in libraries.LIBRARIES}
    assert sizes["stdlib"] < 1_500_000
    assert sum(sizes.values()) < 9_000_000


def test_only_what_is_asked_for_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[int] = []
    loads = json.loads

    def counting(text: bytes) -> object:
        parsed.append(len(text))
        return loads(text)

    monkeypatch.setattr(json, "loads", counting)
    libraries.header.cache_clear()
    module = libraries.load("sqlalchemy.ext.asyncio.session")
    assert module is not None
    term = module.lookup("AsyncSession")
    assert isinstance(term, list)
    record = module.record(term[1])
    assert isinstance(record, ClassRecord)
    size = Path(libraries.file_of("sqlalchemy")).stat().st_size
    assert len(parsed) == 3  # the header, the module's names, the class
    assert sum(parsed) < size / 20
