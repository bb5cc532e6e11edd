"""Lines and blocks: one small statement of a line replaced by others, a block taken apart."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from flake8_async_yield.fixes.rewrite.document import Change, Document, Refusal
from flake8_async_yield.violation import Fix

Line = cst.SimpleStatementLine | cst.BaseCompoundStatement
Small = cst.BaseSmallStatement


def in_place_of_line(document: Document, small: cst.CSTNode, new: Sequence[Line]) -> Change:
    """`new` statements where the small statement `small` stood; its line's others stay.

    The comment at the line's end stays at the end of the first new header, or of the last part
    of the line that is left.
    """
    holder = document.parent(small)
    if not isinstance(holder, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
        raise Refusal("it is not a statement of its own")
    place = next(i for i, other in enumerate(holder.body) if other is small)
    before, after = list(holder.body[:place]), list(holder.body[place + 1 :])
    lines: list[Line] = []
    comment = holder.trailing_whitespace
    if before:
        lines.append(cst.SimpleStatementLine(_ended(before)))
    lines.extend(new)
    if after:
        lines.append(cst.SimpleStatementLine(_ended(after), trailing_whitespace=comment))
    elif comment.comment is not None and new:
        lines[-len(new)] = _with_comment(lines[-len(new)], comment)
    if isinstance(holder, cst.SimpleStatementSuite):
        return Change(replaced={holder: cst.IndentedBlock(lines)})
    lines[0] = lines[0].with_changes(leading_lines=holder.leading_lines)
    return Change(changed={holder: lambda _: cst.FlattenSentinel(lines)})


def _ended(statements: Sequence[Small]) -> list[Small]:
    """The statements as a line of their own, without the semicolon of what followed."""
    last = statements[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
    return [*statements[:-1], last]


def _with_comment(line: Line, comment: cst.TrailingWhitespace) -> Line:
    if isinstance(line, cst.SimpleStatementLine):
        return line.with_changes(trailing_whitespace=comment)
    body = line.body
    assert isinstance(body, cst.IndentedBlock)
    return line.with_changes(body=body.with_changes(header=comment))


def line_of(document: Document, node: cst.CSTNode) -> tuple[Line, cst.IndentedBlock]:
    """The statement of a block, alone on its line, in which `node` is evaluated; and the block.

    Raises `Refusal` where `node` stands in the header of a compound statement, beside another
    statement of its line, or in a suite on the line of its header.
    """
    for child, parent in document.around(node):
        if isinstance(parent, cst.IndentedBlock):
            if isinstance(child, cst.SimpleStatementLine) and len(child.body) == 1:
                return child, parent
            break
    raise Refusal("it does not stand in a statement with a line of its own")


def without_leading_blanks(line: Line) -> Line:
    """`line` without the blank lines above it, as the first of a block; comments stay."""
    kept = list(line.leading_lines)
    while kept and kept[0].comment is None:
        del kept[0]
    return line.with_changes(leading_lines=kept)


def comments_of(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """Those of `lines` that hold a comment."""
    return [line for line in lines if line.comment is not None]


def small_at(document: Document, fix: Fix) -> cst.BaseSmallStatement:
    """The small statement that the fix's span denotes."""
    small = document.statement_at(fix.span, cst.BaseSmallStatement)  # type: ignore[type-abstract]
    if small is None:
        raise Refusal("there is no such statement here")
    return small
