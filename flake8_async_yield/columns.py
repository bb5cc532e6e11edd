"""The only column arithmetic: UTF-8 bytes (ast), code points (libcst, flake8), UTF-16 (LSP).

Reference: ``ast`` says of ``col_offset`` that it counts UTF-8 bytes; the Language Server
Protocol (3.17, "Position") counts UTF-16 code units unless another encoding was agreed on.
"""

from __future__ import annotations


def from_bytes(line: str, offset: int) -> int:
    """The code point column of a UTF-8 byte `offset` in `line` (all columns from 0)."""
    if line.isascii():
        return offset
    return len(line.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore"))


def to_utf16(line: str, column: int) -> int:
    """The UTF-16 column of a code point `column` in `line` (all columns from 0)."""
    head = line[:column]
    return column if head.isascii() else len(head.encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(line: str, column: int) -> int:
    """The code point column of a UTF-16 `column` in `line` (all columns from 0)."""
    if line.isascii():
        return column
    units = line.encode("utf-16-le", "surrogatepass")[: column * 2]
    return len(units.decode("utf-16-le", "ignore"))
