"""Which lines hold a pattern: a cheap look at the text before a tree is walked for it."""

from __future__ import annotations

import ast
import io
import re
from bisect import bisect_left


def matching(text: str, pattern: re.Pattern[str]) -> list[int]:
    """The numbers, from 1, of the lines of `text` that `pattern` is found in.

    The lines are the parser's: `str.splitlines` also breaks at form feeds.
    """
    if not pattern.search(text):
        return []
    lines = io.StringIO(text, newline=None)
    return [number for number, line in enumerate(lines, 1) if pattern.search(line)]


def is_among(lines: list[int], statement: ast.stmt) -> bool:
    """Whether `statement` stands on one of the `lines`, which are in order."""
    at = bisect_left(lines, statement.lineno)
    return at < len(lines) and lines[at] <= (statement.end_lineno or statement.lineno)
