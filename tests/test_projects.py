"""Whole small applications, each in a wrong version that is marked and a right one that runs.

The same reports must come whether a whole tree is linted, one file or an unsaved buffer, from the
project's folder or another, with the libraries installed or without.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest

from front import flake8
from marked import Mark, read_all

PROJECTS = Path(__file__).parent / "projects"
NAMES = sorted(folder.name for folder in PROJECTS.iterdir() if (folder / "wrong").is_dir())
TOOLS = ("flake8", "pyflakes", "pycodestyle", "mccabe")
"""What flake8 is made of."""


def wanted(folder: Path) -> list[tuple[str, Mark]]:
    """The marks under `folder`, named as flake8 names them when it is called there."""
    return sorted(
        (f"./{file.path.relative_to(folder).as_posix()}", mark)
        for file in read_all(folder)
        for mark in file.marks
    )


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the projects where no configuration of ours stands in a folder above them."""
    folder = Path(shutil.copytree(PROJECTS, tmp_path_factory.mktemp("copy") / "projects"))
    (folder / ".git").mkdir()  # a repository of its own: nothing above it counts
    return folder


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter of an environment with flake8 and the plugin alone, as a hook's is."""
    folder = tmp_path_factory.mktemp("bare") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    for name in (*TOOLS, "flake8_async_yield"):
        source = Path(str(importlib.import_module(name).__file__))
        source = source.parent if source.name == "__init__.py" else source
        (site / source.name).symlink_to(source)
        found = distribution(name)
        (points,) = (file for file in found.files or () if file.name == "entry_points.txt")
        metadata = Path(str(found.locate_file(points))).parent
        (site / metadata.name).symlink_to(metadata)
    return str(folder / "bin" / "python")


@pytest.mark.parametrize("name", NAMES)
def test_wrong_with_the_libraries(name: str, projects: Path) -> None:
    folder = projects / name / "wrong"
    assert flake8(".", cwd=folder) == wanted(folder)


@pytest.mark.parametrize("name", NAMES)
def test_wrong_without_the_libraries(name: str, projects: Path, bare: str) -> None:
    folder = projects / name / "wrong"
    assert flake8(".", cwd=folder, python=bare) == wanted(folder)


@pytest.mark.parametrize("name", NAMES)
def test_wrong_from_elsewhere(name: str, projects: Path, tmp_path: Path) -> None:
    folder = projects / name / "wrong"
    found = flake8(str(folder), cwd=tmp_path)
    assert [(f"./{os.path.relpath(path, folder)}", mark) for path, mark in found] == wanted(folder)


@pytest.mark.parametrize("name", NAMES)
def test_wrong_one_by_one(name: str, projects: Path) -> None:
    """Each file as a buffer, and some of them as files: the marks, whatever the file imports."""
    folder = projects / name / "wrong"
    with_marks = [file for file in read_all(folder) if file.marks]
    for number, file in enumerate(with_marks):
        path = str(file.path.relative_to(folder))
        marks = [(path, mark) for mark in file.marks]
        if number % 3 == 0:
            assert flake8(path, cwd=folder) == marks
        buffer = file.path.read_bytes()
        assert flake8("-", f"--stdin-display-name={path}", cwd=folder, text=buffer) == marks


@pytest.mark.parametrize("name", NAMES)
def test_right_is_silent(name: str, projects: Path, bare: str) -> None:
    folder = projects / name / "right"
    assert flake8(".", cwd=folder) == []
    assert flake8(".", cwd=folder, python=bare) == []


@pytest.mark.parametrize("name", NAMES)
def test_right_runs(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    shutil.copytree(PROJECTS / name / "right", folder)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir=."]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"BOOKSHOP_DATABASE": f"sqlite+aiosqlite:///{tmp_path}/shop.db"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_nothing_is_installed_in_the_bare_environment(bare: str) -> None:
    """Else the tests above would say nothing."""
    code = "import importlib.util as u; print([n for n in %r if u.find_spec(n)])"
    names = ["fastapi", "sqlalchemy", "aiohttp", "pytest", "libcst"]
    done = subprocess.run([bare, "-c", code % names], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_sample_holds_the_five_mistakes() -> None:
    codes = [mark.code for _, mark in wanted(PROJECTS / "sample" / "wrong")]
    assert sorted(codes) == ["AY101", "AY102", "AY201", "AY301", "AY302"]


def test_the_bookshop_is_large() -> None:
    files = read_all(PROJECTS / "bookshop" / "wrong")
    assert len(files) >= 15
    with_mistakes = [file for file in files if file.marks]
    assert len(with_mistakes) >= 15
