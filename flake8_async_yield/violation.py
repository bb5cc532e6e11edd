"""What a rule says: frozen values that every front (flake8, the fixer, an editor) only translates.

Lines count from 1, columns from 0 in code points, as libcst and flake8 count them;
``ast`` counts UTF-8 bytes, see `flake8_async_yield.columns`.
"""

from __future__ import annotations

import enum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of source: lines from 1, columns from 0 in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Safety(enum.Enum):
    """What a fix may change, in the sense that ruff gave the words."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Fix(NamedTuple):
    """A change of the source as data: an edit of the vocabulary in `fixes.edits`, and where.

    `span` is the node that the edit changes; `arguments` are the edit's own words as
    ``(name, value)`` pairs.
    """

    edit: str
    safety: Safety
    span: Span
    arguments: tuple[tuple[str, str], ...] = ()


class Violation(NamedTuple):
    """One report: a code, where it stands, one line of text, and a fix where there is one."""

    code: str
    span: Span
    message: str
    fix: Fix | None = None
