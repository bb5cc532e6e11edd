"""What an instance keeps of its constructor's arguments, where no annotation speaks of them.

`ContextManager(connect())` gives what `connect()` gives, by `return await self._coro`. Each
parameter of `__init__` without annotation that the class puts into an attribute is taken for a
type variable of the class, which the call fills. Type checkers call such a class pseudo-generic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import (
    DOUBLE_STARRED,
    STARRED,
    Module,
)
from flake8_async_yield.names.unions import terms_in
from flake8_async_yield.values import classes
from flake8_async_yield.values.arguments import Arguments, bind
from flake8_async_yield.values.value import ClassValue, Instance, Lazy, Value, is_pseudo

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

def variable(module: Module, key: str, name: str) -> str:
    """The type variable that parameter `name` of the `__init__` called `key` stands for."""
    return f"={module.name}:{key}({name})"


def pseudo_parameters(evaluator: Evaluator, cls: ClassValue) -> dict[str, str]:
    """Parameter -> type variable, of those of a class's `__init__` that its attributes speak of."""
    return evaluator.keep(
        cls.record.memo, "pseudo parameters", lambda: _pseudo_parameters(evaluator, cls)
    )


def _pseudo_parameters(evaluator: Evaluator, cls: ClassValue) -> dict[str, str]:
    made = classes.method(evaluator, cls, "__init__")
    if made is None or made[1].decorators:
        return {}
    holder, record = made
    bare = {
        p.name
        for p in record.parameters[1:]
        if p.annotation is None and p.kind not in (STARRED, DOUBLE_STARRED)
    }
    if not bare:
        return {}
    spoken_of = {
        term[2]
        for term in terms_in(holder.record.instance_attributes)
        if term[0] == "p" and term[1] == record.key
    }
    return {
        name: variable(holder.module, record.key, name) for name in sorted(bare & spoken_of)
    }


def pseudo_arguments(
    evaluator: Evaluator, cls: ClassValue, arguments: Arguments
) -> dict[str, Lazy]:
    """Type variable -> argument, of what this call of the class hands over and it keeps."""
    names = pseudo_parameters(evaluator, cls)
    made = classes.method(evaluator, cls, "__init__") if names and arguments.is_call else None
    if made is None:
        return {}
    given = bind(made[1], arguments, (cls,))
    return {
        told: given[name]
        for name, told in names.items()
        if name in given and _tells(given[name].get())
    }


def _tells(value: Value) -> bool:
    """Whether anything async can come of it: of numbers, texts and their like nothing can."""
    return any(not isinstance(a, Instance) or a.cls.module.name != "builtins" for a in value)


def are_pseudo(types: dict[str, Lazy]) -> bool:
    """Whether all the type arguments are what was kept of a call."""
    return all(is_pseudo(name) for name in types)
