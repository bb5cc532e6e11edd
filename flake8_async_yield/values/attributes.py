"""Attributes: what `x.name` gives, descriptors, properties and `super()` included.

Reference: the Python reference, 3.3.2 "Customizing attribute access", 3.2 "Instance methods".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import MISSING
from flake8_async_yield.names.unions import names_in, parts_of
from flake8_async_yield.names.unions import union as union_of
from flake8_async_yield.values import classes, enums, fields, forms, type_arguments
from flake8_async_yield.values.arguments import NO_ARGUMENTS, Arguments
from flake8_async_yield.values.pseudo_generics import are_pseudo
from flake8_async_yield.values.value import (
    UNKNOWN,
    Alternative,
    CallableValue,
    ClassValue,
    Environment,
    FunctionValue,
    Instance,
    Lazy,
    ModuleValue,
    Overloads,
    SuperValue,
    Value,
    any_of_its_class,
    known,
    same,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

DEEPEST = 3
"""What collections hold is compared so far down."""

NOTHING = known(UNKNOWN)


def attribute(evaluator: Evaluator, alternative: Alternative, name: str) -> Value:
    """The attribute `name` of `alternative`."""
    if isinstance(alternative, Instance):
        if name == "__class__":
            return forms.classes_of((alternative,))
        found = classes.find(evaluator, alternative.cls, name)
        if name == "_replace" and fields.tuple_fields(evaluator, alternative.cls):
            return (CallableValue(known((alternative,))),)
        if found is None:
            return _missing(evaluator, alternative, name)
        return _found(evaluator, found, alternative.cls, alternative, name)
    if isinstance(alternative, ModuleValue):
        return evaluator.member(alternative.module, name)
    if isinstance(alternative, ClassValue):
        found = classes.find(evaluator, alternative, name)
        if found is None or (found.is_instance_attribute and not _is_of_class(found, name)):
            return UNKNOWN
        found = found._replace(is_instance_attribute=False)
        return _found(evaluator, found, alternative, alternative, name)
    if isinstance(alternative, SuperValue):
        return evaluator.each(
            alternative.receiver, lambda a: _super_attribute(evaluator, alternative, a, name)
        )
    is_property = isinstance(alternative, FunctionValue) and alternative.static == "property"
    if is_property and name in ("setter", "getter", "deleter"):
        return (CallableValue(known((alternative,))),)
    return UNKNOWN


def _is_of_class(found: classes.Found, name: str) -> bool:
    """Whether the class's own body names the attribute, whatever instances put there."""
    term = found.holder.record.attribute(name)
    return isinstance(term, list) and term[0] == "d"


def _missing(evaluator: Evaluator, instance: Instance, name: str) -> Value:
    """What `__getattr__` gives for an attribute that is surely nowhere else."""
    cls = instance.cls
    if name.startswith("_") or not classes.order(evaluator, cls.module, cls.record).is_complete:
        return UNKNOWN
    found = classes.find(evaluator, cls, "__getattr__")
    if found is None or found.holder.module.name in ("builtins", "types", "unittest.mock"):
        return UNKNOWN
    return evaluator.call(_found(evaluator, found, cls, instance, "__getattr__"), NO_ARGUMENTS)


def _super_attribute(
    evaluator: Evaluator, above: SuperValue, receiver: Alternative, name: str
) -> Value:
    cls = receiver if isinstance(receiver, ClassValue) else getattr(receiver, "cls", None)
    if not isinstance(cls, ClassValue):
        return UNKNOWN
    found = classes.find_after(evaluator, cls, above.cls.record, name)
    return UNKNOWN if found is None else _found(evaluator, found, cls, receiver, name)


def _found(
    evaluator: Evaluator,
    found: classes.Found,
    cls: ClassValue,
    receiver: Alternative,
    name: str,
) -> Value:
    holder = found.holder
    types = cls.arguments
    if holder.record is not cls.record and holder.record.bases is not None:
        types = type_arguments.arguments_for(evaluator, cls, holder.record)
    if types:
        environment = Environment(types=types, receiver=(receiver,))
        value = evaluator.evaluate(found.term, holder.module, environment)
        if not value and isinstance(receiver, Instance) and are_pseudo(types):
            if found.is_instance_attribute:
                value = _assigned(evaluator, found, receiver, name)
    elif found.is_instance_attribute:
        assert isinstance(receiver, Instance)
        value = _assigned(evaluator, found, receiver, name)
    else:
        value = evaluator.evaluate(found.term, holder.module)
    if name[0] != "_" and len(value) == 1 and isinstance(value[0], Instance):
        value = enums.member(evaluator, found, value[0])
    return evaluator.each(value, lambda a: _descriptor(evaluator, a, receiver, types))


def _assigned(
    evaluator: Evaluator, found: classes.Found, receiver: Instance, name: str
) -> Value:
    """What the methods of a class put into an attribute: the same for all its instances."""
    environment = Environment(receiver=any_of_its_class(receiver))
    module = found.holder.module
    memo = receiver.cls.record.memo
    key = ("assigned", name, receiver.declared)

    def make() -> Value:
        parts = parts_of(found.term)
        firm = [part for part in parts if name not in names_in(part)] if len(parts) > 1 else parts
        value = evaluator.evaluate(union_of(firm), module, environment)
        if not value and parts[0] and parts[0][0] == "p" and len(parts) == 1:
            return evaluator.evaluate(parts[0], module)  # what pytest hands to the fixture
        if len(firm) == len(parts) or not value:
            return value
        # `self.routes = dict(sorted(self.routes.items()))` adds nothing to what there is.
        with evaluator.assuming(memo, key, value):
            for part in parts:
                if part not in firm:
                    again = evaluator.evaluate(part, module, environment)
                    if not again or not all(any(_alike(a, v) for v in value) for a in again):
                        return UNKNOWN
        return value

    return evaluator.remember(memo, key, make)


def _alike(one: Alternative, other: Alternative, depth: int = 0) -> bool:
    """Whether two things are of one class, and what `other` is known to hold, `one` does too."""
    if not isinstance(one, Instance) or not isinstance(other, Instance):
        return same(one, other)
    if one.cls.record is not other.cls.record or depth > DEEPEST or one.items or other.items:
        return False
    for name, lazy in other.cls.arguments.items():
        had, held = lazy.get(), one.cls.arguments.get(name, NOTHING).get()
        if had and not held:
            return False
        if had and not all(any(_alike(a, b, depth + 1) for b in had) for a in held):
            return False
    return True


def _descriptor(
    evaluator: Evaluator, alternative: Alternative, receiver: Alternative, types: dict[str, Lazy]
) -> Value:
    """What an attribute of the class gives when it is taken from `receiver`."""
    on_class = isinstance(receiver, ClassValue)
    if isinstance(alternative, FunctionValue):
        if alternative.receiver or alternative.static == "static":
            return (alternative,)
        if alternative.record.name == "__new__":  # a static method: the call names the class
            unbound = Environment(alternative.environment.parameters, types)
            return (FunctionValue(alternative.module, alternative.record, unbound),)
        owner: Value = (receiver,)
        if alternative.static == "class":
            owner = (receiver if on_class else receiver.cls,)  # type: ignore[attr-defined]
        elif on_class:
            return (alternative,) if not alternative.static else UNKNOWN
        outer = alternative.environment
        environment = Environment(outer.parameters, types, owner, outer.solve)
        bound = FunctionValue(alternative.module, alternative.record, environment, owner)
        if alternative.static in ("property", "cached"):
            return evaluator.call((bound,), NO_ARGUMENTS)
        return (bound,)
    if isinstance(alternative, CallableValue) and alternative.static:
        return UNKNOWN if on_class else alternative.result.get()
    if isinstance(alternative, Overloads) and not on_class:
        functions: list[Alternative] = []
        for function in alternative.functions:
            functions += _descriptor(evaluator, function, receiver, types)
        return (Overloads(tuple(f for f in functions if isinstance(f, FunctionValue))),)
    if isinstance(alternative, Instance) and classes.has(evaluator, alternative.cls, "__get__"):
        getter = attribute(evaluator, alternative, "__get__")
        # `__get__(None, C)` or `__get__(x, C)`; what None would choose among overloads is told by
        # the class as well.
        owner = (receiver if on_class else receiver.cls,)  # type: ignore[attr-defined]
        first = known(UNKNOWN if on_class else (receiver,))
        given = [first, known(owner)]
        return evaluator.call(getter, Arguments(given, {}))
    return (alternative,)


def is_plain_field(evaluator: Evaluator, base: Value, name: str) -> bool:
    """Whether what is put into the attribute `name` of `base` is what is taken out of it."""
    one = base[0] if len(base) == 1 else None
    if not isinstance(one, Instance):
        return False
    whole = classes.order(evaluator, one.cls.module, one.cls.record)
    bodies = [holder.record for holder in whole.holders if holder.module.name != "builtins"]
    terms = [body.attribute(name) for body in bodies]
    is_set = any(body.attribute("__setattr__") is not MISSING for body in bodies)
    return whole.is_complete and not is_set and all(
        term is MISSING or (isinstance(term, list) and term[0] in ("d", "k")) for term in terms
    )
