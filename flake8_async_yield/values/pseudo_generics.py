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
    FunctionRecord,
    Module,
)
from flake8_async_yield.names.unions import terms_in
from flake8_async_yield.values import classes
from flake8_async_yield.values.arguments import Arguments, bind
from flake8_async_yield.values.value import ClassValue, Instance, Lazy, Value, is_pseudo

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

NOTHING: tuple[str, ...] = ()


def variable(module: Module, key: str, name: str) -> str:
    """The type variable that parameter `name` of the `__init__` called `key` stands for."""
    return f"={module.name}:{key}({name})"


def pseudo_parameters(evaluator: Evaluator, cls: ClassValue) -> tuple[str, ...]:
    """The parameters without annotation of a class's `__init__` that its attributes speak of."""
    memo = cls.record.memo
    if "pseudo parameters" not in memo:
        found, is_whole = evaluator.whole(lambda: _pseudo_parameters(evaluator, cls))
        if not is_whole:
            return found
        memo["pseudo parameters"] = found
    return memo["pseudo parameters"]  # type: ignore[no-any-return]


def _pseudo_parameters(evaluator: Evaluator, cls: ClassValue) -> tuple[str, ...]:
    found = classes.find(evaluator, cls, "__init__")
    if found is None:
        return NOTHING
    record = _init(found)
    if record is None or record.decorators:
        return NOTHING
    bare = {
        p.name
        for p in record.parameters[1:]
        if p.annotation is None and p.kind not in (STARRED, DOUBLE_STARRED)
    }
    if not bare:
        return NOTHING
    spoken_of = {
        term[2]
        for term in terms_in(found.holder.record.instance_attributes)
        if term[0] == "p" and term[1] == record.key
    }
    return tuple(sorted(bare & spoken_of))


def _init(found: classes.Found) -> FunctionRecord | None:
    term = found.term
    if not isinstance(term, list) or term[0] != "L":
        return None
    record = found.holder.module.record(term[1])
    return record if isinstance(record, FunctionRecord) else None


def pseudo_arguments(
    evaluator: Evaluator, cls: ClassValue, arguments: Arguments
) -> dict[str, Lazy]:
    """Type variable -> argument, of what this call of the class hands over and it keeps."""
    names = pseudo_parameters(evaluator, cls)
    if not names or not arguments.is_call:
        return {}
    found = classes.find(evaluator, cls, "__init__")
    record = None if found is None else _init(found)
    if found is None or record is None:
        return {}
    given = bind(record, arguments, (cls,))
    return {
        variable(found.holder.module, record.key, name): given[name]
        for name in names
        if name in given and _tells(given[name].get())
    }


def _tells(value: Value) -> bool:
    """Whether anything async can come of it: of numbers, texts and their like nothing can."""
    return any(not isinstance(a, Instance) or a.cls.module.name != "builtins" for a in value)


def are_pseudo(types: dict[str, Lazy]) -> bool:
    """Whether all the type arguments are what was kept of a call."""
    return all(is_pseudo(name) for name in types)
