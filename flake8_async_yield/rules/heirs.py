"""Whether what is known to be of a class may be one of the class's heirs, used as such.

Asked only when a report is about to be made: of `self`, which is of whichever class its method is
called on, and of what an annotation names a mark for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Use
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.value import ClassValue, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


NO_FACES = frozenset({"__slots__", "__doc__", "__getattr__", "__class_getitem__"})
"""What a class may have and still be no more than a mark."""


def is_for_heir(context: Context, subject: ast.expr, use: Use) -> bool:
    """Whether `self` is used in a way that a class derived from its own is made for.

    A parameter's annotation would name that class.
    """
    if not isinstance(subject, ast.Name) or subject.id != "self":
        return False
    return any(
        protocols.fits(context.evaluator, Instance(heir), use) is not False
        for alternative in context.value_of(subject)
        if isinstance(alternative, Instance)
        for heir in _heirs(context, alternative.cls)
    )


def says_nothing(context: Context, alternative: Instance) -> bool:
    """Whether an annotation names a class without anything of its own: a mark for what is derived
    from it, which may have all sorts of faces."""
    cls = alternative.cls
    if not alternative.declared or alternative.made_by is not None or not cls.module.is_project:
        return False
    whole = classes.order(context.evaluator, cls.module, cls.record)
    return all(
        holder.module.name in ("builtins", "typing")
        if not holder.module.is_project
        else NO_FACES.issuperset(holder.record.names()) and not holder.record.instance_attributes
        for holder in whole.holders
    ) and any(_heirs(context, cls))


def _heirs(context: Context, cls: ClassValue) -> Iterator[ClassValue]:
    """The classes derived from `cls` that its own file defines, and that the linted one knows."""
    evaluator, here = context.evaluator, context.local.module
    for module in (cls.module, here):
        for name in module.names():
            if not name.strip("_")[:1].isupper():
                continue
            value = evaluator.asked(lambda m=module, n=name: evaluator.global_value(m, n))  # type: ignore[misc]
            for heir in value:
                if not isinstance(heir, ClassValue) or heir.record.name == cls.record.name:
                    continue
                if (heir.module is module or module is here) and classes.derives(
                    evaluator, heir, cls.record
                ):
                    yield heir
