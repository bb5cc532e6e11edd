"""Reads marked source files: the reports that a file should get stand on its own lines.

`x = await g()  # error: AY101:5` says that flake8 reports AY101 on this line at column 5 (from 1,
in characters, as flake8 prints it); several are parted by a comma. A line without a mark asserts
silence. Codes that are off by default count as on. Two comments may stand at the top of a file:

    # options: --async-yield-transparent-decorators=logged --async-yield-roots=lib
    # python: 3.12

The first gives options of flake8, the second names the oldest Python that can parse the file.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MARK = re.compile(r"# error: (AY\d{3}:\d+(?:, AY\d{3}:\d+)*)")
HEADER = re.compile(r"# (options|python): (.+)")


class Mark(NamedTuple):
    """One report: the line and the column from 1, in characters, and the code."""

    line: int
    column: int
    code: str


@dataclass(frozen=True)
class Marked:
    """A marked file: where it is, the reports it should get in order, and what its top says."""

    path: Path
    marks: list[Mark]
    options: tuple[str, ...] = ()
    python: tuple[int, ...] = (3, 11)

    @property
    def can_parse(self) -> bool:
        """Whether the running Python knows the file's syntax."""
        return sys.version_info >= self.python


def read(path: Path) -> Marked:
    """The marks of `path`; ValueError where a comment looks like a mark but is none."""
    marks: list[Mark] = []
    options: tuple[str, ...] = ()
    python: tuple[int, ...] = (3, 11)
    for line, comment in comments(path):
        if header := HEADER.fullmatch(comment):
            if header[1] == "options":
                options = tuple(shlex.split(header[2]))
            else:
                python = tuple(int(part) for part in header[2].split("."))
        elif "error: AY" in comment:
            found = MARK.fullmatch(comment)
            if found is None:
                raise ValueError(f"{path}:{line}: not a mark: {comment}")
            for mark in found[1].split(", "):
                code, column = mark.split(":")
                marks.append(Mark(line, int(column), code))
    return Marked(path, sorted(marks), options, python)


def read_all(folder: Path) -> list[Marked]:
    """Every Python file under `folder`, in order; the folders in it are small packages."""
    return [read(path) for path in sorted(folder.rglob("*.py*")) if path.suffix in (".py", ".pyi")]


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of each comment of `path`; strings that hold a # are no comments."""
    with tokenize.open(path) as file:
        text = file.read()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
