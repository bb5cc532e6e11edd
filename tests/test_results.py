"""Reports kept on disk: a second run gives the same, and whatever they rest on undoes them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_async_yield.project.evidence import Evidence, joined
from flake8_async_yield.project.folders import Folders
from flake8_async_yield.project.results import Results
from flake8_async_yield.rules.base import opt_in_codes
from flake8_async_yield.settings import OPT_IN, Settings
from front import run

USE = "from app.database import get_users\n\n\nasync def show():\n    await get_users()\n"
GENERATOR = "async def get_users():\n    yield 1\n"
COROUTINE = "async def get_users():\n    return 1\n"
AGO = time.time() - 3600


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package of two modules, old enough for the cache to trust their times."""
    for name, text in (
        ("__init__", ""),
        ("database", "from app.users import get_users\n"),
        ("users", GENERATOR),
        ("show", USE),
    ):
        write(tmp_path / "app" / f"{name}.py", text)
    return tmp_path


def write(path: Path, text: str) -> None:
    """Put `text` into a file, as if it had been done a while ago."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    ago = AGO - len(text)
    os.utime(path, (ago, ago))


def lint(project: Path, *more: str) -> str:
    """What the real flake8 says of the project, with a cache in it."""
    cache = f"--async-yield-cache-dir={project / '.cache'}"
    return run("-j1", "--select=AY", cache, *more, "app", cwd=project).stdout


def test_a_second_run_analyses_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    cache = f"--async-yield-cache-dir={project / '.cache'}"
    first, second = (run("-j1", "--select=AY", cache, "app", cwd=project) for _ in range(2))
    assert "show.py:5:5: AY101" in first.stdout
    assert second.stdout == first.stdout
    assert "flake8_async_yield.engine" in first.stderr
    assert "flake8_async_yield.engine" not in second.stderr
    assert "flake8_async_yield.project.results" in second.stderr


CHANGES: dict[str, Callable[[Path], None]] = {
    "what it uses": lambda p: write(p / "app" / "users.py", COROUTINE),
    "what leads there": lambda p: write(
        p / "app" / "database.py", "async def get_users():\n    return 2\n"
    ),
    "a module that hides another": lambda p: write(
        p / "app" / "users" / "__init__.py", COROUTINE
    ),
    "what it uses is gone": lambda p: (p / "app" / "users.py").unlink(),
    "the file itself": lambda p: write(p / "app" / "show.py", USE.replace("await ", "")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_undoes_the_reports(project: Path, change: str) -> None:
    assert "app/show.py:5:5: AY101" in lint(project)
    assert "app/show.py:5:5: AY101" in lint(project)
    CHANGES[change](project)
    after = lint(project)
    assert "AY101" not in after
    assert after == lint(project, "--async-yield-no-cache")
    assert after == lint(project)


def test_a_new_module_undoes_silence(project: Path) -> None:
    (project / "app" / "users.py").unlink()
    assert lint(project) == ""
    assert lint(project) == ""
    write(project / "app" / "users.py", GENERATOR)
    assert "app/show.py:5:5: AY101" in lint(project)


def test_a_package_that_is_installed_undoes_silence(project: Path, tmp_path: Path) -> None:
    site = project / ".venv" / "lib" / "python3.12" / "site-packages"
    site.mkdir(parents=True)
    (project / ".venv" / "pyvenv.cfg").write_text("version = 3.12\n")
    write(project / "app" / "show.py", USE.replace("app.database", "elsewhere"))
    python = f"--async-yield-python={project / '.venv'}"
    assert lint(project, python) == ""
    assert lint(project, python) == ""
    write(tmp_path / "other" / "elsewhere.py", GENERATOR)
    (site / "elsewhere.pth").write_text(f"{tmp_path / 'other'}\n")
    assert "app/show.py:5:5: AY101" in lint(project, python)


def test_an_option_is_not_taken_for_another(project: Path) -> None:
    write(
        project / "app" / "users.py",
        f"from logs import logged\n\n\n@logged\n{GENERATOR}",
    )
    assert lint(project) == ""
    assert "AY101" in lint(project, "--async-yield-transparent-decorators=logged")
    assert lint(project) == ""


def test_damaged_reports_count_for_nothing(project: Path) -> None:
    first = lint(project)
    for file in (project / ".cache").glob("*.ay"):
        file.write_bytes(file.read_bytes()[:-3])
    assert lint(project) == first


def test_any_entry_may_go_missing(project: Path) -> None:
    first = lint(project)
    for file in sorted((project / ".cache").glob("*.ay")):
        file.unlink()
        assert lint(project) == first


def test_surroundings_are_told_once(tmp_path: Path) -> None:
    listing = Folders()
    evidence = Evidence(listing)
    listing.look(str(tmp_path), "users")
    first = evidence.news()
    assert first is not None
    assert first["modules"][0][:2] == (str(tmp_path), ("users",))
    assert evidence.news() is None
    listing.look(str(tmp_path), "users")
    assert evidence.news() is None
    listing.look(str(tmp_path), "orders")
    listing.has(str(tmp_path), "setup.cfg")
    second = evidence.news()
    assert second is not None
    assert second["modules"][0][:2] == (str(tmp_path), ("orders",))
    assert second["asked"] == ("setup.cfg",)
    both = joined(first, second)
    assert all(Evidence(Folders()).news_hold(news) for news in (first, second, both))
    write(tmp_path / "users.py", GENERATOR)
    assert not Evidence(Folders()).news_hold(first)
    assert not Evidence(Folders()).news_hold(both)
    assert Evidence(Folders()).news_hold(second)
    write(tmp_path / "setup.cfg", "")
    assert not Evidence(Folders()).news_hold(second)


def test_surroundings_are_kept_in_few_parts(tmp_path: Path) -> None:
    settings = Settings(cache_dir=str(tmp_path / "cache"))
    results = Results(settings, OPT_IN)
    listing = Folders()
    evidence = Evidence(listing)
    for number in range(100):
        listing.look(str(tmp_path), f"m{number}")
        listing.has(str(tmp_path / f"f{number % 7}"), f"n{number // 9}")
        results.store(f"show{number}.py", USE, [(5, 4, "AY101", "told")], evidence)
        assert len(results._surroundings(evidence)) <= 7
    later = Results(settings, OPT_IN)
    assert later.load("show50.py", USE) == [(5, 4, "AY101", "told")]
    write(tmp_path / "m70.py", USE)
    later = Results(settings, OPT_IN)
    assert later.load("show50.py", USE) is not None
    assert later.load("show80.py", USE) is None
    write(tmp_path / "m5.py", USE)
    assert Results(settings, OPT_IN).load("show50.py", USE) is None


def test_what_may_change_unseen_is_no_evidence(tmp_path: Path) -> None:
    evidence = Evidence(Folders())
    old, young = tmp_path / "old.py", tmp_path / "young.py"
    write(old, GENERATOR)
    evidence.leads("show.py", str(old))
    assert evidence.files("show.py") == {str(old): evidence.stamp(str(old))}
    young.write_text(GENERATOR)
    evidence.leads(str(old), str(young))
    assert evidence.files("show.py") is None


def test_the_opt_in_codes_are_those_of_the_rules() -> None:
    assert frozenset(opt_in_codes()) == OPT_IN
