"""Edits of statements round a `yield`: made of a return, taken out, protected, raised again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import libcst as cst

from flake8_async_yield.fixes.rewrite.definitions import annotation
from flake8_async_yield.fixes.rewrite.document import Change, Document, Refusal, argument
from flake8_async_yield.fixes.rewrite.lines import Line, comments_of, without_leading_blanks
from flake8_async_yield.violation import Fix

GENERATORS = ("AsyncIterator", "AsyncGenerator", "AsyncIterable")


def small_at(document: Document, fix: Fix) -> cst.BaseSmallStatement:
    """The small statement that the fix's span denotes."""
    small = document.statement_at(fix.span, cst.BaseSmallStatement)  # type: ignore[type-abstract]
    if small is None:
        raise Refusal("there is no such statement here")
    return small


# -- return -> yield


def return_to_yield(document: Document, fix: Fix) -> Change:
    """`return s` -> `yield s`, and the function's annotation with it."""
    small = small_at(document, fix)
    if not isinstance(small, cst.Return) or small.value is None:
        raise Refusal("it returns nothing")
    document.require_async(small)
    space = small.whitespace_after_return
    if isinstance(space, cst.MaybeSentinel):
        space = cst.SimpleWhitespace(" ")
    new = cst.Expr(
        cst.Yield(small.value, whitespace_after_yield=space), semicolon=small.semicolon
    )
    into = _with_before(document, small)
    if into is None:
        change = Change(replaced={small: new})
    else:
        change = _moved_into(document, into, small, new)
    function = document.function_of(small)
    assert function is not None
    if function.returns is None or _names_generator(document, function.returns.annotation):
        return change
    more = annotation(
        document,
        function.returns.annotation,
        "AsyncIterator[{}]",
        ["collections.abc:AsyncIterator"],
    )
    return Change(
        {**change.replaced, **more.replaced}, change.changed, more.needs, more.lost
    )


def _names_generator(document: Document, node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.SimpleString) and isinstance(node.evaluated_value, str):
        text = node.evaluated_value
    else:
        text = document.code(node)
    return text.partition("[")[0].strip().rpartition(".")[2] in GENERATORS


def _with_before(document: Document, small: cst.Return) -> cst.With | None:
    """The `async with ... as s` that ended just before `return s`, if it did."""
    line = document.parent(small)
    block = document.parent(line) if line is not None else None
    if (
        not isinstance(block, cst.IndentedBlock)
        or not isinstance(line, cst.SimpleStatementLine)
        or len(line.body) != 1
        or not isinstance(small.value, cst.Name)
    ):
        return None
    place = next(i for i, other in enumerate(block.body) if other is line)
    before = block.body[place - 1] if place else None
    if not isinstance(before, cst.With) or before.asynchronous is None:
        return None
    names = [item.asname.name for item in before.items if item.asname is not None]
    if not any(isinstance(n, cst.Name) and n.value == small.value.value for n in names):
        return None
    return before


def _moved_into(
    document: Document, into: cst.With, small: cst.Return, new: cst.Expr
) -> Change:
    line = cast(cst.SimpleStatementLine, document.parent(small))
    moved = without_leading_blanks(line.with_changes(body=[new]))

    def extended(updated: cst.CSTNode) -> cst.CSTNode:
        return updated.with_changes(body=with_last(cast(cst.With, updated).body, moved))

    return Change(changed={into: extended, line: lambda _: cst.RemoveFromParent()})


def with_last(suite: cst.BaseSuite, line: Line) -> cst.BaseSuite:
    """`suite` with `line` as its last statement, in place of a lone `pass`."""
    if isinstance(suite, cst.SimpleStatementSuite):
        header = suite.trailing_whitespace
        old: list[cst.BaseStatement] = [cst.SimpleStatementLine(suite.body)]
        block = cst.IndentedBlock(old, header=header)
    else:
        block = cast(cst.IndentedBlock, suite)
    last = block.body[-1]
    if (
        len(block.body) == 1
        and isinstance(last, cst.SimpleStatementLine)
        and len(last.body) == 1
        and isinstance(last.body[0], cst.Pass)
    ):
        leading = (*last.leading_lines, *line.leading_lines)
        changes: dict[str, object] = {"leading_lines": leading}
        if last.trailing_whitespace.comment is not None:
            changes["trailing_whitespace"] = last.trailing_whitespace
        return block.with_changes(body=[line.with_changes(**changes)])
    return block.with_changes(body=[*block.body, line])


# -- raise


def raise_in_handler(document: Document, fix: Fix) -> Change:
    """`raise` at the end of the handler."""
    handler = document.statement_at(fix.span, cst.ExceptHandler)
    if handler is None:
        raise Refusal("there is no 'except' here")
    suite = handler.body
    if isinstance(suite, cst.SimpleStatementSuite):
        small = suite.body
        if len(small) == 1 and isinstance(small[0], cst.Pass):
            return Change(replaced={small[0]: cst.Raise()})
        semicolon = cst.Semicolon(whitespace_after=cst.SimpleWhitespace(" "))
        before = [*small[:-1], small[-1].with_changes(semicolon=semicolon)]
        new = suite.with_changes(body=[*before, cst.Raise()])
        return Change(replaced={suite: new})
    block = cast(cst.IndentedBlock, suite)
    last = block.body[-1]
    if isinstance(last, cst.SimpleStatementLine) and isinstance(
        last.body[-1], (cst.Return, cst.Raise, cst.Break, cst.Continue)
    ):
        raise Refusal("the handler ends with a jump of its own")
    line = cst.SimpleStatementLine([cst.Raise()])
    return Change(
        changed={
            handler: lambda h: h.with_changes(
                body=with_last(cast(cst.ExceptHandler, h).body, line)
            )
        }
    )


# -- protect


def protect_yield(document: Document, fix: Fix) -> Change:
    """`try:` round the yield, the releases that follow it in `finally:`."""
    small = document.statement_at(fix.span, cst.BaseSmallStatement)  # type: ignore[type-abstract]
    compound = document.statement_at(fix.span, cst.BaseCompoundStatement)  # type: ignore[type-abstract]
    found = small or compound
    if found is None:
        raise Refusal("there is no such statement here")
    line = document.parent(found) if isinstance(found, cst.BaseSmallStatement) else found
    block = document.parent(line) if line is not None else None
    if not isinstance(block, cst.IndentedBlock) or (
        isinstance(line, cst.SimpleStatementLine) and len(line.body) != 1
    ):
        raise Refusal("the yield does not stand on a line of its own")
    first = next(i for i, other in enumerate(block.body) if other is line)
    last = _last_within(document, block, first, (fix.span.end_line, fix.span.end_column))
    releases = int(argument(fix, "releases") or 1)
    start = last + 1 - releases
    if start <= first:
        raise Refusal("the release does not follow the yield in its block")

    def protected(updated: cst.CSTNode) -> cst.CSTNode:
        body = cast(cst.IndentedBlock, updated).body
        leading = cast(cst.SimpleStatementLine, body[first]).leading_lines
        tried = [body[first].with_changes(leading_lines=()), *body[first + 1 : start]]
        released = cast(Sequence[cst.SimpleStatementLine], body[start : last + 1])
        new = cst.Try(
            body=cst.IndentedBlock(tried),
            finalbody=cst.Finally(
                cst.IndentedBlock([without_leading_blanks(released[0]), *released[1:]])
            ),
            leading_lines=leading,
        )
        return updated.with_changes(body=[*body[:first], new, *body[last + 1 :]])

    return Change(changed={block: protected})


def _last_within(
    document: Document, block: cst.IndentedBlock, first: int, end: tuple[int, int]
) -> int:
    """The index of the last statement of `block` that ends at or before `end`."""
    last = first
    for number in range(first, len(block.body)):
        where = document.range_of(block.body[number])
        if (where.start.line, where.start.column) >= end:
            break
        last = number
    return last


# -- remove


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

