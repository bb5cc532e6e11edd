"""Every marked file under `cases` gets exactly the reports that stand on its lines."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from flake8_async_yield.rules.base import all_codes
from front import flake8, in_process
from marked import Marked, read, read_all

CASES = Path(__file__).parent / "cases"
FILES = [marked for marked in read_all(CASES) if marked.can_parse]


@pytest.mark.parametrize("marked", FILES, ids=[str(m.path.relative_to(CASES)) for m in FILES])
def test_reports_are_the_marks(marked: Marked) -> None:
    assert in_process(marked.path, marked.options) == marked.marks


def test_flake8_agrees() -> None:
    by_options = sorted(FILES, key=lambda marked: marked.options)
    for options, group in groupby(by_options, key=lambda marked: marked.options):
        files = list(group)
        names = [str(marked.path.relative_to(CASES)) for marked in files]
        wanted = [
            (name, mark) for name, file in zip(names, files, strict=True) for mark in file.marks
        ]
        assert flake8(*options, *names, cwd=CASES) == sorted(wanted)


def test_every_code_has_a_case() -> None:
    marked = {mark.code for file in FILES for mark in file.marks}
    assert set(all_codes()) - marked == set()


def test_no_case_marks_a_code_that_is_no_more() -> None:
    marked = {mark.code for file in FILES for mark in file.marks}
    assert marked - set(all_codes()) == set()


@pytest.mark.parametrize(
    "comment", ["# error: AY101", "# error: AY101:x", "# error: AY101:5 AY102:6", "#error: AY101:5"]
)
def test_a_mark_with_a_slip_is_refused(tmp_path: Path, comment: str) -> None:
    file = tmp_path / "case.py"
    file.write_text(f"x = 1  {comment}\n")
    with pytest.raises(ValueError, match="not a mark"):
        read(file)


def test_a_string_is_no_mark(tmp_path: Path) -> None:
    file = tmp_path / "case.py"
    file.write_text('x = "# error: AY101:5"\n')
    assert read(file).marks == []
