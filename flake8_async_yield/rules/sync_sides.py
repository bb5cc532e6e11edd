"""What puts sync functions in the place of async ones: packages when they are imported, decorators
of classes.

Asked only when a report is about to be made.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import Module
from flake8_async_yield.rules.rewrapped import is_hidden, is_rewrapped
from flake8_async_yield.rules.words import words
from flake8_async_yield.values import classes
from flake8_async_yield.values.decorators import named
from flake8_async_yield.values.value import ClassValue, FunctionValue, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

SIGNS = (b"setattr(", b"iscoroutinefunction(", b"run_until_complete(")
"""What a module holds that puts sync functions in the place of a package's async ones."""

LARGEST = 100_000
"""Files of more bytes than this are not looked at."""


def is_made_sync(context: Context, node: ast.expr) -> bool:
    """Whether what gave `node` is of a package that runs its coroutines where no loop runs.

    Pyrogram and, with its `telethon.sync`, Telethon replace their methods when imported. In an
    `async def` those still give the coroutine. So may a class's decorator, wherever it is called:
    `@universalasync.wrap`, `@synchronizer.wrap`.
    """
    for alternative in context.value_of(node):
        maker = getattr(alternative, "made_by", None) or alternative
        if not isinstance(maker, FunctionValue):
            continue
        if not context.in_async_function and _has_sync_side(context, maker.module):
            return True
        if maker.record.is_async and maker.receiver and _is_of_synced_class(context, maker):
            return True
        if any(
            isinstance(receiver, Instance) and is_hidden(context, receiver.cls, maker.record.name)
            for receiver in maker.receiver
        ):
            return True
    return False


def _is_of_synced_class(context: Context, method: FunctionValue) -> bool:
    """Whether a decorator of the method's class, or of one it is called on, speaks of sync; or what
    makes that class wraps its methods."""
    evaluator = context.evaluator
    found = [getattr(receiver, "cls", receiver) for receiver in method.receiver]
    holders = [
        holder
        for cls in found
        if isinstance(cls, ClassValue)
        for holder in classes.order(evaluator, cls.module, cls.record).holders
    ]
    name = method.record.name
    if any(isinstance(cls, ClassValue) and is_rewrapped(context, cls, name) for cls in found):
        return True
    return any(
        _speaks_of_sync(evaluator.qualified(head, holder.module) or named(head))
        for holder in holders
        for term in holder.record.decorators
        for head in [term[1] if isinstance(term, list) and term[0] == "(" else term]
    )


def _speaks_of_sync(decorator: str) -> bool:
    """`universalasync.wrap` and `wrap_for_sync` do, `pytest.mark.asyncio`, `async_case` do not."""
    return any("sync" in word and not word.startswith("async") for word in words(decorator))


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
