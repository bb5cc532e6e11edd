"""Edits of one expression: `await` put in or taken out, a call, a star, a call undone."""

from __future__ import annotations

from typing import cast

import libcst as cst

from flake8_async_yield.fixes.rewrite.document import Change, Document, Refusal
from flake8_async_yield.violation import Fix

PRIMARIES = (
    cst.Name,
    cst.Attribute,
    cst.Subscript,
    cst.Call,
    cst.BaseString,
    cst.BaseNumber,
    cst.BaseList,
    cst.BaseSet,
    cst.BaseDict,
    cst.GeneratorExp,
)
"""What may stand behind `await`, or before `()` or a dot, without parentheses."""


def with_parentheses(node: cst.BaseExpression) -> cst.BaseExpression:
    """`node` in one more pair of parentheses."""
    return node.with_changes(
        lpar=(cst.LeftParen(), *node.lpar), rpar=(*node.rpar, cst.RightParen())
    )


def primary(node: cst.BaseExpression) -> cst.BaseExpression:
    """`node`, in parentheses where it cannot be awaited or called without them."""
    return node if node.lpar or isinstance(node, PRIMARIES) else with_parentheses(node)


def without_parentheses(node: cst.BaseExpression) -> cst.BaseExpression:
    """`node` without the parentheses round it."""
    return node.with_changes(lpar=(), rpar=())


def in_place_of(old: cst.BaseExpression, new: cst.BaseExpression) -> cst.BaseExpression:
    """`new` with the parentheses of `old` round its own."""
    return new.with_changes(lpar=(*old.lpar, *new.lpar), rpar=(*new.rpar, *old.rpar))


def awaited(node: cst.BaseExpression) -> cst.Await:
    """`await node`; parentheses that stood round `node` stand round the whole now."""
    inner = without_parentheses(node)
    return cst.Await(primary(inner), lpar=node.lpar, rpar=node.rpar)


def needs_primary(document: Document, node: cst.BaseExpression) -> bool:
    """Whether `node` stands where an `await` expression would need parentheses."""
    parent = document.parent(node)
    if isinstance(parent, (cst.Attribute, cst.Subscript)):
        return node is parent.value
    if isinstance(parent, cst.Call):
        return node is parent.func
    return isinstance(parent, cst.Await)


def insert_await(document: Document, fix: Fix) -> Change:
    """`f()` -> `await f()`."""
    node = document.expression_at(fix.span)
    document.require_async(node)
    if isinstance(node, cst.Await) or isinstance(document.parent(node), cst.Await):
        raise Refusal("it is awaited already")
    new: cst.BaseExpression = awaited(node)
    if not node.lpar and needs_primary(document, node):
        new = with_parentheses(new)
    return Change(
        replaced={node: new}, changed=dict(made_async(document, node).changed)
    )


def remove_await(document: Document, fix: Fix) -> Change:
    """`await f()` -> `f()`."""
    node = document.expression_at(fix.span)
    if not isinstance(node, cst.Await):
        raise Refusal("there is no 'await' here")
    inner = node.expression
    plain = isinstance(inner, PRIMARIES) and len(node.lpar) == 1 and not inner.lpar
    if plain and needs_primary(document, node) and not _spread(node):
        return Change(replaced={node: inner})
    return Change(replaced={node: in_place_of(node, inner)})


def _spread(node: cst.BaseExpression) -> bool:
    """Whether the parentheses of `node` hold line ends or comments."""
    return any(
        isinstance(space, cst.ParenthesizedWhitespace)
        for space in (
            *(left.whitespace_after for left in node.lpar),
            *(right.whitespace_before for right in node.rpar),
        )
    )


def call(document: Document, fix: Fix) -> Change:
    """`f` -> `f()`."""
    node = document.expression_at(fix.span)
    return Change(replaced={node: cst.Call(primary(node))})


def star_argument(document: Document, fix: Fix) -> Change:
    """`gather(xs)` -> `gather(*xs)`."""
    node = document.expression_at(fix.span)
    holder = document.parent(node)
    if not isinstance(holder, cst.Arg) or holder.star or holder.keyword is not None:
        raise Refusal("it is not a plain positional argument")
    value = node
    if isinstance(node, cst.GeneratorExp) and not node.lpar:
        value = with_parentheses(node)
    return Change(replaced={holder: holder.with_changes(star="*", value=value)})


def uncall_depends(document: Document, fix: Fix) -> Change:
    """`Depends(f())` -> `Depends(f)`."""
    node = document.expression_at(fix.span)
    if not isinstance(node, cst.Call) or node.args:
        raise Refusal("the call has arguments")
    return Change(replaced={node: in_place_of(node, node.func)})


# -- what an `await` or an `async for` does to the comprehensions round it

SYNC_CONSUMERS = frozenset(
    "all any dict enumerate filter frozenset iter len list map max min reversed set sorted sum "
    "tuple zip".split()
)
"""Builtins that take any iterable, and so a list where an async generator would not do."""


def is_consumer(node: cst.CSTNode | None) -> bool:
    """Whether `node` is a call of a builtin of `SYNC_CONSUMERS`, or of a string's `join`."""
    if not isinstance(node, cst.Call):
        return False
    if isinstance(node.func, cst.Name):
        return node.func.value in SYNC_CONSUMERS
    return (
        isinstance(node.func, cst.Attribute)
        and node.func.attr.value == "join"
        and isinstance(node.func.value, cst.BaseString)
    )


def made_async(document: Document, node: cst.CSTNode) -> Change:
    """What has to change round `node` when it gets an `await` or becomes an `async for`.

    A generator expression with either in it is an async generator, which `list()`, `sum()` and
    their like do not take: as their argument it becomes a list. Elsewhere `Refusal`.
    """
    for child, parent in document.around(node):
        if isinstance(parent, (cst.FunctionDef, cst.Lambda, cst.ClassDef)):
            break
        if (
            isinstance(parent, cst.CompFor)
            and child is parent.iter
            and isinstance(document.parent(parent), cst.BaseComp)
        ):
            # The first iterable is evaluated outside (Python reference, 6.2.4), so the
            # comprehension that it belongs to stays what it is.
            outside = document.parent(parent)
            assert outside is not None
            return made_async(document, outside)
        if isinstance(parent, cst.GeneratorExp) and not _is_async(parent):
            return _listed(document, parent)
    return Change()


def _is_async(node: cst.GeneratorExp) -> bool:
    """Whether a loop of the generator expression is an `async for` already."""
    loop: cst.CompFor | None = node.for_in
    while loop is not None:
        if loop.asynchronous is not None:
            return True
        loop = loop.inner_for_in
    return False


def _listed(document: Document, node: cst.GeneratorExp) -> Change:
    holder = document.parent(node)
    consumer = document.parent(holder) if isinstance(holder, cst.Arg) else None
    if not isinstance(consumer, cst.Call) or not is_consumer(consumer):
        raise Refusal("it would make an async generator of the generator expression round it")
    if len(consumer.args) == 1 and isinstance(consumer.func, cst.Name):
        kind = {"list": cst.ListComp, "set": cst.SetComp}.get(consumer.func.value)
        if kind is not None:

            def comprehension(updated: cst.CSTNode) -> cst.CSTNode:
                inner = cast(cst.GeneratorExp, cast(cst.Call, updated).args[0].value)
                return in_place_of(consumer, kind(elt=inner.elt, for_in=inner.for_in))

            return Change(changed={consumer: comprehension})

    def listed(updated: cst.CSTNode) -> cst.CSTNode:
        inner = cast(cst.GeneratorExp, updated)
        return cst.ListComp(elt=inner.elt, for_in=inner.for_in)

    return Change(changed={node: listed})
