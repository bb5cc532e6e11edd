"""Attributes that are made anew whenever they are read: an `async def` under `@property`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.values import classes
from flake8_async_yield.values.value import Alternative, FunctionValue, Instance, is_none

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


def makes_anew(context: Context, node: ast.Attribute) -> bool:
    """Whether reading `node` calls an `async def`: what it gives is then nobody else's."""
    if not context.may_be_async(node):
        return False
    value = [a for a in context.value_of(node.value) if not is_none(a)]
    return bool(value) and all(_is_async_property(context, a, node.attr) for a in value)


def _is_async_property(context: Context, owner: Alternative, name: str) -> bool:
    if not isinstance(owner, Instance):
        return False
    evaluator = context.evaluator
    found = classes.find(evaluator, owner.cls, name)
    term = found.term if found is not None and not found.is_instance_attribute else None
    if found is None or not isinstance(term, list) or term[0] != "L":
        return False
    module = found.holder.module
    made = evaluator.asked(lambda: evaluator.evaluate(term, module))
    return bool(made) and all(
        isinstance(a, FunctionValue) and a.static == "property" and a.record.is_async for a in made
    )
