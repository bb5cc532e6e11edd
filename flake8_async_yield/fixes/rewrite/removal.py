"""A statement taken out, and with it the block, the `finally` or the `try` that is left empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import libcst as cst

from flake8_async_yield.fixes.rewrite.document import Change, Document, Refusal
from flake8_async_yield.fixes.rewrite.lines import (
    comments_of,
    small_at,
    without_leading_blanks,
)
from flake8_async_yield.violation import Fix


def remove_statement(document: Document, fix: Fix) -> Change:
    """The statement taken out, with a `finally` or a `try` that is left empty."""
    small = small_at(document, fix)
    line = document.parent(small)
    if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1:
        block = document.parent(line)
        if isinstance(block, cst.IndentedBlock) and len(block.body) == 1:
            return _block_emptied(document, block, line)
        return _line_removed(document, block, line)
    if isinstance(line, cst.SimpleStatementSuite) and len(line.body) == 1:
        return _block_emptied(document, line, None)
    return _small_removed(document, small)


def _small_removed(document: Document, small: cst.BaseSmallStatement) -> Change:
    """The other statements of its line stay on one line."""
    holder = cast(cst.SimpleStatementLine, document.parent(small))
    kept = [other for other in holder.body if other is not small]
    kept[-1] = kept[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
    return Change(replaced={holder: holder.with_changes(body=kept)})


def _line_removed(
    document: Document, block: cst.CSTNode | None, line: cst.SimpleStatementLine
) -> Change:
    """The line goes; comment lines above it stay, above what follows."""
    if not isinstance(block, cst.IndentedBlock):
        raise Refusal("it does not stand in a block")
    kept = comments_of(line.leading_lines)
    place = next(i for i, other in enumerate(block.body) if other is line)
    if not kept:
        return Change(changed={line: lambda _: cst.RemoveFromParent()})

    def without(updated: cst.CSTNode) -> cst.CSTNode:
        inner = cast(cst.IndentedBlock, updated)
        body = [*inner.body[:place], *inner.body[place + 1 :]]
        if place == len(body):
            return inner.with_changes(body=body, footer=[*line.leading_lines, *inner.footer])
        following = cast(cst.SimpleStatementLine, body[place])
        leading = [*line.leading_lines, *following.leading_lines]
        body[place] = following.with_changes(leading_lines=leading)
        return inner.with_changes(body=body)

    return Change(changed={block: without})


def _block_emptied(
    document: Document, suite: cst.BaseSuite, line: cst.SimpleStatementLine | None
) -> Change:
    """The only statement of a block goes: the clause with it where that is a try's own."""
    clause = document.parent(suite)
    holder = document.parent(clause) if clause is not None else None
    comments = _suite_comments(suite)
    if isinstance(holder, cst.Try) and isinstance(clause, cst.Finally):
        comments = [*comments_of(clause.leading_lines), *comments]
        if not holder.handlers:
            return _try_unwrapped(document, holder, comments)
        if comments:
            raise Refusal("comments would be lost with its block")
        return Change(changed={holder: lambda t: t.with_changes(finalbody=None)})
    if isinstance(holder, cst.Try) and isinstance(clause, cst.Else):
        if comments or clause.leading_lines:
            raise Refusal("comments would be lost with its block")
        return Change(changed={holder: lambda t: t.with_changes(orelse=None)})
    if line is None:
        old = cast(cst.SimpleStatementSuite, suite)
        return Change(replaced={old: old.with_changes(body=[cst.Pass()])})
    return Change(replaced={line.body[0]: cst.Pass()})


def _suite_comments(suite: cst.BaseSuite) -> list[cst.EmptyLine]:
    """The comments of a block that holds one statement; that of the statement's line is its."""
    if not isinstance(suite, cst.IndentedBlock):
        return []
    found: list[cst.EmptyLine] = []
    if suite.header.comment is not None:
        found.append(cst.EmptyLine(comment=suite.header.comment))
    found.extend(comments_of(cast(cst.SimpleStatementLine, suite.body[0]).leading_lines))
    found.extend(comments_of(suite.footer))
    return found


def _try_unwrapped(
    document: Document, holder: cst.Try, comments: Sequence[cst.EmptyLine]
) -> Change:
    """The body of a `try` in its place; what comments its end held stand below the body."""
    block = document.parent(holder)
    if not isinstance(holder.body, cst.IndentedBlock) or not isinstance(block, cst.IndentedBlock):
        raise Refusal("its 'try' stands on one line")

    def unwrapped(updated: cst.CSTNode) -> cst.CSTNode:
        outer = cast(cst.IndentedBlock, updated)
        place = next(i for i, other in enumerate(block.body) if other is holder)
        old = cast(cst.Try, outer.body[place])
        inner = cast(cst.IndentedBlock, old.body)
        body = list(inner.body)
        leading = list(old.leading_lines)
        if inner.header.comment is not None:
            leading.append(cst.EmptyLine(comment=inner.header.comment))
        first = without_leading_blanks(cast(cst.SimpleStatementLine, body[0]))
        body[0] = first.with_changes(leading_lines=[*leading, *first.leading_lines])
        after = list(outer.body[place + 1 :])
        left = [*comments_of(inner.footer), *comments]
        footer = list(outer.footer)
        if left and after:
            following = cast(cst.SimpleStatementLine, after[0])
            after[0] = following.with_changes(leading_lines=[*left, *following.leading_lines])
        elif left:
            footer = [*left, *footer]
        return outer.with_changes(body=[*outer.body[:place], *body, *after], footer=footer)

    return Change(changed={block: unwrapped})

