"""Edits of `with` statements: their kind, item by item, and `aclosing` round a generator."""

from __future__ import annotations

from typing import cast

import libcst as cst

from flake8_async_yield.fixes.rewrite.document import Change, Document, Refusal
from flake8_async_yield.fixes.rewrite.imports import reference
from flake8_async_yield.fixes.rewrite.lines import line_of, without_leading_blanks
from flake8_async_yield.violation import Fix


def with_to_async_with(document: Document, fix: Fix) -> Change:
    """`with s() as x` -> `async with s() as x`."""
    return _with_kind(document, fix, to_async=True)


def async_with_to_with(document: Document, fix: Fix) -> Change:
    """`async with open(p) as f` -> `with open(p) as f`."""
    return _with_kind(document, fix, to_async=False)


def _with_kind(document: Document, fix: Fix, *, to_async: bool) -> Change:
    statement, _ = _item_at(document, fix)
    if (statement.asynchronous is not None) is to_async:
        raise Refusal("the statement is of that kind already")
    if to_async:
        document.require_async(statement)
    chosen: set[int] = set()
    for other in document.fixes:
        if other.edit == fix.edit:
            holder, number = _item_at(document, other)
            if holder is statement:
                chosen.add(number)
    asynchronous = cst.Asynchronous() if to_async else None
    if len(chosen) == len(statement.items):
        return Change(changed={statement: lambda w: w.with_changes(asynchronous=asynchronous)})
    if any(_commented(item) for item in statement.items):
        raise Refusal("its items have comments between them and would have to be split")

    def split(updated: cst.CSTNode) -> cst.CSTNode:
        return _split(cast(cst.With, updated), chosen, to_async=to_async)

    return Change(changed={statement: split})


def _item_at(document: Document, fix: Fix) -> tuple[cst.With, int]:
    node = document.expression_at(fix.span)
    item = document.parent(node)
    statement = document.parent(item) if isinstance(item, cst.WithItem) else None
    if not isinstance(statement, cst.With):
        raise Refusal("it is not an item of a 'with' statement")
    return statement, next(i for i, other in enumerate(statement.items) if other is item)


def _commented(item: cst.WithItem) -> bool:
    comma = item.comma
    return isinstance(comma, cst.Comma) and any(
        isinstance(space, cst.ParenthesizedWhitespace)
        and (
            space.first_line.comment is not None
            or any(line.comment is not None for line in space.empty_lines)
        )
        for space in (comma.whitespace_before, comma.whitespace_after)
    )


def _split(statement: cst.With, chosen: set[int], *, to_async: bool) -> cst.With:
    """Nested statements of one kind each, the items in their order."""
    groups: list[tuple[bool, list[cst.WithItem]]] = []
    for number, item in enumerate(statement.items):
        kind = to_async if number in chosen else not to_async
        alone = item.with_changes(comma=cst.MaybeSentinel.DEFAULT)
        if groups and groups[-1][0] is kind:
            groups[-1][1].append(alone)
        else:
            groups.append((kind, [alone]))
    body: cst.BaseSuite = statement.body
    result = statement
    for number, (kind, items) in reversed(list(enumerate(groups))):
        result = cst.With(
            items=items,
            body=body,
            asynchronous=cst.Asynchronous() if kind else None,
            leading_lines=() if number else statement.leading_lines,
        )
        body = cst.IndentedBlock([result])
    return result


# -- aclosing


def use_aclosing(document: Document, fix: Fix) -> Change:
    """The generator in `async with aclosing(...)`, round its loop or the rest of the block."""
    name, needs = reference(document, "contextlib", "aclosing")
    target = cst.Name(document.fresh("stream", "generator"))
    loop = document.statement_at(fix.span, cst.For)
    if loop is not None:

        def around_loop(updated: cst.CSTNode) -> cst.CSTNode:
            inner = cast(cst.For, updated)
            body = inner.with_changes(iter=target.deep_clone(), leading_lines=())
            return _aclosing(name, inner.iter, target, [body], inner.leading_lines)

        document.require_async(loop)
        return Change(changed={loop: around_loop}, needs=needs)
    node = document.expression_at(fix.span)
    document.require_async(node)
    line, block = line_of(document, node)
    place = next(i for i, other in enumerate(block.body) if other is line)

    def around_rest(updated: cst.CSTNode) -> cst.CSTNode:
        inner = cast(cst.IndentedBlock, updated)
        first = inner.body[place]
        rest = [first.with_changes(leading_lines=()), *inner.body[place + 1 :]]
        leading = cast(cst.SimpleStatementLine, first).leading_lines
        new = _aclosing(name, node, target, rest, leading)
        return inner.with_changes(body=[*inner.body[:place], new])

    return Change(
        replaced={node: target.deep_clone()}, changed={block: around_rest}, needs=needs
    )


def _aclosing(
    name: str,
    generator: cst.BaseExpression,
    target: cst.Name,
    body: list[cst.BaseStatement],
    leading: object,
) -> cst.With:
    body = [without_leading_blanks(cast(cst.SimpleStatementLine, body[0])), *body[1:]]
    call = cst.Call(
        cast(cst.Name, cst.parse_expression(name)),
        [cst.Arg(generator.with_changes(lpar=(), rpar=()))],
    )
    return cst.With(
        items=[cst.WithItem(call, asname=cst.AsName(target))],
        body=cst.IndentedBlock(body),
        asynchronous=cst.Asynchronous(),
        leading_lines=leading,  # type: ignore[arg-type]
    )
