"""Each rule's page is complete, its programs do what it says, and the documents are made of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_async_yield import __version__
from flake8_async_yield.rules import pages
from flake8_async_yield.rules.base import all_codes
from front import in_process

CODES = list(all_codes())
EFFECT = re.compile(r"# (?P<kind>raises|warns|refused|leaks|prints): (?P<what>.+)")


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `program` as a file of its own, with the warnings that a user sees."""
    path = folder / "program.py"
    path.write_text(program, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST"))}
    return subprocess.run(
        [sys.executable, str(path)],
        cwd=folder,
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def effect(program: str) -> tuple[str, str]:
    """(kind, what) of the first line, which says what comes of the wrong program."""
    match = EFFECT.fullmatch(program.partition("\n")[0])
    assert match is not None, "the first line does not say what happens"
    return match["kind"], match["what"]


def error_name(stderr: str) -> str:
    """The name, without its module, of the exception that ended a program."""
    names = re.findall(r"^(?:\w+\.)*([A-Z]\w+)(?::|$)", stderr, re.MULTILINE)
    return str(names[-1]) if names else ""


@pytest.mark.parametrize("code", CODES)
def test_headings(code: str) -> None:
    text = pages.page(code)
    assert text.partition("\n")[0] == f"# {code} {all_codes()[code]}"
    sections = pages.sections(text)
    assert tuple(sections) == pages.HEADINGS
    assert all(sections.values())
    assert sections["Since"] == __version__
    assert re.search(r"https://|PEP \d+|[Rr]eference", sections["References"])
    assert pages.summary(code).endswith((".", ":"))


@pytest.mark.parametrize("code", CODES)
def test_the_fix_says_whether_it_is_safe(code: str) -> None:
    text = pages.sections(pages.page(code))["Fix"].lower()
    assert re.search(r"\b(safe|unsafe|none)\b", text)


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_program_fails_as_announced(code: str, tmp_path: Path) -> None:
    program = pages.program(code, "Wrong")
    kind, what = effect(program)
    done = run(program, tmp_path)
    if kind == "prints":
        assert (done.stdout.strip(), done.returncode) == (what, 0), done.stderr
    elif kind == "warns":
        assert f"{what}:" in done.stderr
    elif kind == "leaks":
        assert what in done.stderr
        assert done.returncode == 0
    else:
        assert (error_name(done.stderr), done.returncode) == (what, 1), done.stderr
    if kind == "refused":
        with pytest.raises(SyntaxError):
            compile(program, "program.py", "exec")


@pytest.mark.parametrize("code", CODES)
def test_the_right_program_runs(code: str, tmp_path: Path) -> None:
    done = run(pages.program(code, "Right"), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("code", CODES)
def test_the_programs_are_reported_as_they_should(code: str, tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").touch()  # AY503 asks for the project's configuration
    wrong, right = tmp_path / "wrong.py", tmp_path / "right.py"
    wrong.write_text(pages.program(code, "Wrong"), encoding="utf-8")
    right.write_text(pages.program(code, "Right"), encoding="utf-8")
    assert code in {mark.code for mark in in_process(wrong)}
    assert in_process(right) == []


def test_the_documents_are_made_of_the_pages(checkout: Path) -> None:
    folder = checkout / "docs" / "rules"
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert found == pages.documents()


def test_writing_mends_what_is_stale(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "rules"
    folder.mkdir(parents=True)
    (folder / "AY000.md").write_text("a rule that is no more")
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{pages.BEGIN}\nstale\n{pages.END}\nafter\n")
    assert len(pages.write(tmp_path)) == len(CODES) + 3
    assert pages.write(tmp_path) == []
    assert sorted(path.stem for path in folder.iterdir()) == sorted([*CODES, "README"])
    text = readme.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "stale" not in text
    assert re.findall(r"^\| \[(AY\d{3})\]", text, re.MULTILINE) == CODES


def test_a_readme_without_a_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        pages.with_table("# A README\n")


def test_an_unknown_code_has_no_page() -> None:
    with pytest.raises(KeyError):
        pages.page("AY999")
