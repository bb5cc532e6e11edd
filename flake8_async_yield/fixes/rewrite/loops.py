"""Edits of loops, of statements and of comprehensions, and of what gathers an iterator's items."""

from __future__ import annotations

import re
from typing import cast

import libcst as cst

from flake8_async_yield.fixes.rewrite.document import Change, Document, Refusal, argument
from flake8_async_yield.fixes.rewrite.expressions import (
    awaited,
    in_place_of,
    is_consumer,
    made_async,
    with_parentheses,
    without_parentheses,
)
from flake8_async_yield.fixes.rewrite.lines import in_place_of_line
from flake8_async_yield.violation import Fix

Loop = cst.For | cst.CompFor


def loop_at(document: Document, fix: Fix) -> Loop:
    """The loop that the fix's span denotes: the statement itself, or the one of that iterable."""
    statement = document.statement_at(fix.span, cst.For)
    if statement is not None:
        return statement
    iterable = document.expression_at(fix.span)
    holder = document.parent(iterable)
    if not isinstance(holder, (cst.For, cst.CompFor)) or holder.iter is not iterable:
        raise Refusal("there is no loop over it")
    return holder


def _set_async(loop: cst.CSTNode) -> cst.CSTNode:
    return loop.with_changes(asynchronous=cst.Asynchronous())


def _set_sync(loop: cst.CSTNode) -> cst.CSTNode:
    return loop.with_changes(asynchronous=None)


def _require_statement_or_list(document: Document, loop: Loop) -> None:
    """Raise `Refusal` for a generator expression, whose kind its user counts on."""
    holder = document.parent(loop)
    while isinstance(holder, cst.CompFor):
        holder = document.parent(holder)
    if isinstance(holder, cst.GeneratorExp):
        raise Refusal("it would make a plain generator of an async generator expression")


def for_to_async_for(document: Document, fix: Fix) -> Change:
    """`for x in g()` -> `async for x in g()`."""
    loop = loop_at(document, fix)
    if loop.asynchronous is not None:
        raise Refusal("it is an 'async for' already")
    document.require_async(loop)
    around = made_async(document, loop) if isinstance(loop, cst.CompFor) else Change()
    return Change(changed={**around.changed, loop: _set_async})


def async_for_to_for(document: Document, fix: Fix) -> Change:
    """`async for x in xs` -> `for x in xs`."""
    loop = loop_at(document, fix)
    if loop.asynchronous is None:
        raise Refusal("it is a plain 'for' already")
    _require_statement_or_list(document, loop)
    return Change(changed={loop: _set_sync})


def iterate_directly(document: Document, fix: Fix) -> Change:
    """`for x in await g()` -> `async for x in g()`."""
    loop = loop_at(document, fix)
    iterable = loop.iter
    if not isinstance(iterable, cst.Await):
        raise Refusal("its iterable is not awaited")
    new: dict[cst.CSTNode, cst.CSTNode] = {
        iterable: in_place_of(iterable, iterable.expression)
    }
    if loop.asynchronous is not None:
        return Change(replaced=new)
    around = made_async(document, loop) if isinstance(loop, cst.CompFor) else Change()
    return Change(replaced=new, changed={**around.changed, loop: _set_async})


def await_iterable(document: Document, fix: Fix) -> Change:
    """`async for x in f()` -> `async for x in await f()`."""
    loop = loop_at(document, fix)
    document.require_async(loop)
    if isinstance(loop.iter, cst.Await):
        raise Refusal("its iterable is awaited already")
    around = made_async(document, loop.iter)
    return Change(replaced={loop.iter: awaited(loop.iter)}, changed=dict(around.changed))


def sync_for_await(document: Document, fix: Fix) -> Change:
    """`async for x in f()` -> `for x in await f()`."""
    loop = loop_at(document, fix)
    if loop.asynchronous is None:
        raise Refusal("it is a plain 'for' already")
    _require_statement_or_list(document, loop)
    inner = await_iterable(document, fix)
    return Change(replaced=inner.replaced, changed={**inner.changed, loop: _set_sync})


def yield_from_to_loop(document: Document, fix: Fix) -> Change:
    """`yield from g()` -> a loop that yields each item."""
    node = document.expression_at(fix.span)
    statement = document.parent(node)
    if (
        not isinstance(node, cst.Yield)
        or not isinstance(node.value, cst.From)
        or not isinstance(statement, cst.Expr)
    ):
        raise Refusal("the value of the 'yield from' is used")
    source = node.value.item
    name = document.fresh("item", "each")
    loop = cst.For(
        target=cst.Name(name),
        iter=source,
        body=cst.IndentedBlock(
            [cst.SimpleStatementLine([cst.Expr(cst.Yield(cst.Name(name)))])]
        ),
        asynchronous=None if argument(fix, "loop") == "sync" else cst.Asynchronous(),
    )
    return in_place_of_line(document, statement, [loop])


# -- collecting


def collected(document: Document, source: cst.BaseExpression) -> cst.ListComp:
    """`[x async for x in source]`; of a generator expression, the list of the same loops."""
    if isinstance(source, cst.GeneratorExp):
        return cst.ListComp(elt=source.elt, for_in=source.for_in)
    used = re.findall(r"\w+", document.code(source))
    name = cst.Name(next(word for word in ("x", "item", "each", "_x") if word not in used))
    if isinstance(source, (cst.IfExp, cst.Lambda)) and not source.lpar:
        source = with_parentheses(source)
    return cst.ListComp(
        elt=name,
        for_in=cst.CompFor(
            target=name.deep_clone(), iter=source, asynchronous=cst.Asynchronous()
        ),
    )


def collect_async(document: Document, fix: Fix) -> Change:
    """`await g()` -> `[x async for x in g()]`."""
    node = document.expression_at(fix.span)
    document.require_async(node)
    source = node.expression if isinstance(node, cst.Await) else without_parentheses(node)
    return _with_list(document, node, collected(document, source))


def _with_list(document: Document, node: cst.BaseExpression, new: cst.BaseExpression) -> Change:
    return Change(replaced={node: new}, changed=dict(made_async(document, node).changed))


def collect_call(document: Document, fix: Fix) -> Change:
    """`list(g())` -> `[x async for x in g()]`; `sum(g())` -> `sum([x async for x in g()])`."""
    node = document.expression_at(fix.span)
    document.require_async(node)
    if is_consumer(node):
        consumer = cast(cst.Call, node)
        plain = [arg for arg in consumer.args if not arg.star and arg.keyword is None]
        if not plain:
            raise Refusal("the call has no plain argument")
        takes_function = isinstance(consumer.func, cst.Name) and consumer.func.value in (
            "map",
            "filter",
        )
        source = plain[-1 if takes_function else 0].value
    else:
        holder = document.parent(node)
        above = document.parent(holder) if isinstance(holder, cst.Arg) else None
        source = node
        if not isinstance(above, cst.Call):
            return _with_list(document, node, collected(document, without_parentheses(node)))
        consumer = above
    listed = collected(document, without_parentheses(source))
    if len(consumer.args) == 1 and isinstance(consumer.func, cst.Name):
        if consumer.func.value == "list" and not consumer.args[0].star:
            return _with_list(document, consumer, in_place_of(consumer, listed))
        if consumer.func.value == "set" and not consumer.args[0].star:
            as_set = cst.SetComp(elt=listed.elt, for_in=listed.for_in)
            return _with_list(document, consumer, in_place_of(consumer, as_set))
    return _with_list(document, source, listed)
