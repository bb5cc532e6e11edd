"""How a rule that was given a whole comprehension looks into it: its parts run in its own scope."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flake8_async_yield.names.scopes import Comprehension, comprehension_scope

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""Every comprehension there is."""

GIVING_ITEMS = (ast.ListComp, ast.SetComp, ast.GeneratorExp)
"""Those that have one expression for an item, `elt`."""


@contextmanager
def inside(context: Context, node: Comprehension) -> Iterator[None]:
    """The context, set to the comprehension's own scope while it lasts."""
    outer = context.scope
    context.scope = comprehension_scope(node, outer, context.place)
    try:
        yield
    finally:
        context.scope = outer
