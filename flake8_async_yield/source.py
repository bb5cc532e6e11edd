"""One file's text and tree, decoded and parsed once; the tree may be flake8's and is only read."""

from __future__ import annotations

import ast
import io
from collections.abc import Sequence
from typing import NamedTuple

from flake8_async_yield.columns import from_bytes
from flake8_async_yield.violation import Span


class Source(NamedTuple):
    """A file to lint: its absolute path, its lines (with their ends), its tree."""

    path: str
    lines: Sequence[str]
    tree: ast.Module

    @classmethod
    def parse(cls, path: str, text: str) -> Source:
        """The source of `text`; raises what `ast.parse` raises where it cannot be parsed."""
        # Not str.splitlines: it also breaks at form feeds and their like, the parser does not.
        return cls(path, list(io.StringIO(text, newline=None)), ast.parse(text))

    def column(self, line: int, offset: int) -> int:
        """The code point column of the UTF-8 byte `offset` in `line` (lines from 1)."""
        if 0 < line <= len(self.lines):
            return from_bytes(self.lines[line - 1], offset)
        return offset

    def span(self, node: ast.expr | ast.stmt | ast.ExceptHandler | ast.arg | ast.keyword) -> Span:
        """Where `node` stands."""
        end_line = node.end_lineno or node.lineno
        end_offset = node.col_offset if node.end_col_offset is None else node.end_col_offset
        return Span(
            node.lineno,
            self.column(node.lineno, node.col_offset),
            end_line,
            self.column(end_line, end_offset),
        )
