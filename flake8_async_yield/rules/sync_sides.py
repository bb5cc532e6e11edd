"""Packages that put sync functions in the place of their async ones when they are imported.

Asked only when a report is about to be made.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import Module
from flake8_async_yield.values.value import FunctionValue

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

SIGNS = (b"setattr(", b"iscoroutinefunction(", b"run_until_complete(")
"""What a module holds that puts sync functions in the place of a package's async ones."""

LARGEST = 100_000
"""Files of more bytes than this are not looked at."""


def is_made_sync(context: Context, node: ast.expr) -> bool:
    """Whether what gave `node` is of a package that runs its coroutines where no loop runs.

    Pyrogram and, with its `telethon.sync`, Telethon replace their methods when imported. In an
    `async def` those still give the coroutine.
    """
    if context.in_async_function:
        return False
    for alternative in context.value_of(node):
        maker = getattr(alternative, "made_by", None) or alternative
        if isinstance(maker, FunctionValue) and _has_sync_side(context, maker.module):
            return True
    return False


def _has_sync_side(context: Context, module: Module) -> bool:
    """Whether the package of `module` has a `sync` module that replaces its methods."""
    package = module.name.partition(".")[0]
    side = context.evaluator.index.module(f"{package}.sync", module) if module.found else None
    if side is None or not os.path.isfile(side.path):
        return False
    known: dict[str, bool] = context.memo.setdefault("sync sides", {})
    if side.path not in known:
        try:
            with open(side.path, "rb") as file:
                text = file.read(LARGEST)
        except OSError:
            text = b""
        known[side.path] = all(sign in text for sign in SIGNS)
    return known[side.path]
