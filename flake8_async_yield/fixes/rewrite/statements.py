"""Edits of statements round a `yield`: made of a return, protected, its errors raised again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import libcst as cst

from flake8_async_yield.fixes.rewrite.definitions import annotation
from flake8_async_yield.fixes.rewrite.document import Change, Document, Refusal, argument
from flake8_async_yield.fixes.rewrite.lines import Line, small_at, without_leading_blanks
from flake8_async_yield.violation import Fix

GENERATORS = ("AsyncIterator", "AsyncGenerator", "AsyncIterable")


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
