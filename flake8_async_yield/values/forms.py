"""Types as they are written: special forms, subscripts, and what a thing of a type may be.

Reference: the typing specification (special forms, generics, tuples, `type[C]`), PEP 484, 604,
612, 646, 655, 673.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import Module, Term
from flake8_async_yield.names.unions import ELLIPSIS, SLICE
from flake8_async_yield.values import classes, enums, fields, generics, protocols
from flake8_async_yield.values.arguments import just
from flake8_async_yield.values.value import (
    EMPTY,
    UNKNOWN,
    Alternative,
    CallableValue,
    ClassValue,
    Environment,
    Instance,
    Lazy,
    Signature,
    Special,
    TypeVariable,
    Value,
    is_none,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

HOMES = frozenset({"typing", "typing_extensions"})
"""Where the special forms live."""

UNWRAPPED = frozenset({"ClassVar", "Final", "Annotated", "Required", "NotRequired", "ReadOnly"})
SPECIAL = UNWRAPPED | {
    "Optional", "Union", "Callable", "Generic", "Protocol", "Literal", "Any", "Self", "NoReturn",
    "Never", "LiteralString", "TypeGuard", "TypeIs", "Concatenate", "Unpack", "TypeAlias", "Type",
    "Tuple", "TypedDict", "List", "Dict", "Set", "FrozenSet", "DefaultDict", "Deque", "OrderedDict",
}  # fmt: skip


def is_type(evaluator: Evaluator, alternative: Alternative) -> bool:
    """Whether this may stand in a type: a class, a special form, a type variable, None."""
    if isinstance(alternative, (ClassValue, Special, TypeVariable)):
        return True
    return isinstance(alternative, Instance) and alternative.cls.record.name == "NoneType"


def is_any(value: Value) -> bool:
    """Whether this is `typing.Any` itself."""
    return len(value) == 1 and isinstance(value[0], Special) and value[0].name == "Any"


def subscript(
    evaluator: Evaluator,
    base: Alternative,
    parts: Sequence[Term],
    module: Module,
    environment: Environment,
) -> Value:
    """What `base[parts]` gives: a type with its arguments, or an element."""

    def part(term: Term) -> Lazy:
        return Lazy(lambda: evaluator.type_of(term, module, environment))

    if isinstance(base, Special):
        if base.arguments:  # a generic alias: which variable each part is for is not followed
            return UNKNOWN
        if base.name == "Literal":
            constants = (Lazy(lambda term=t: evaluator.evaluate(term, module)) for t in parts)  # type: ignore[misc]
            return (Special(base.name, tuple(constants)),)
        signature = None
        if base.name == "Callable" and len(parts) == 2 and parts[0] and parts[0][0] == "t":
            signature = Signature(parts[0][1], parts[1], module, environment)
        return (Special(base.name, tuple(part(term) for term in parts), signature),)
    if isinstance(base, ClassValue):
        if base.record.name == "tuple" and base.module.name == "builtins":
            return _tuple_type(evaluator, base, parts, module, part)
        if enums.is_enum(evaluator, base):
            return enums.chosen(evaluator, base)
        if base.qualified_name == "builtins.type":
            return (Special("Type", tuple(part(term) for term in parts)),)
        if base.arguments:
            return (ClassValue(base.module, base.record),)
        names = generics.type_parameters(evaluator, base.module, base.record)
        arguments = {name: part(term) for name, term in zip(names, parts, strict=False)}
        return (ClassValue(base.module, base.record, arguments),)
    if isinstance(base, Instance):
        return _element(evaluator, base, parts, module, environment)
    return UNKNOWN


SLICED = frozenset({"bytes", "list", "str", "tuple"})
"""Builtin classes whose slices are of the same class."""


def sliced(evaluator: Evaluator, base: Alternative) -> Value:
    """What a slice of it is."""
    if not isinstance(base, Instance) or base.cls.module.name != "builtins":
        return UNKNOWN
    if base.cls.record.name not in SLICED:
        return UNKNOWN
    if base.items is None:
        return (base,)
    return evaluator.instance("tuple", [Lazy(lambda: union([i.get() for i in base.items or ()]))])


def _tuple_type(
    evaluator: Evaluator,
    base: ClassValue,
    parts: Sequence[Term],
    module: Module,
    part: Callable[[Term], Lazy],
) -> Value:
    if len(parts) == 2 and parts[1] == ELLIPSIS:
        names = generics.type_parameters(evaluator, base.module, base.record)
        return (ClassValue(base.module, base.record, dict.fromkeys(names, part(parts[0]))),)
    items = tuple(part(term) for term in parts if term is not None)
    if len(items) != len(parts) or not items:
        return (ClassValue(base.module, base.record),)
    if any(_is_several(evaluator, term, module) for term in parts):
        return (ClassValue(base.module, base.record),)
    return (ClassValue(base.module, base.record, None, items),)


def _is_several(evaluator: Evaluator, term: Term, module: Module) -> bool:
    """Whether it stands for any number of elements: nothing beside it has a place that is known."""
    if not isinstance(term, list) or term[0] not in ("n", "f", ".", "["):
        return False
    if term[0] == "[":
        return evaluator.qualified(term[1], module) == "typing.Unpack"
    found = evaluator.evaluate(term, module)
    return any(isinstance(a, TypeVariable) and a.is_several for a in found)


def _element(
    evaluator: Evaluator,
    base: Instance,
    parts: Sequence[Term],
    module: Module,
    environment: Environment,
) -> Value:
    """`base[index]` of a value."""
    index = parts[0][1] if len(parts) == 1 and parts[0] and parts[0][0] == "k" else None
    items = base.items
    if items is not None and type(index) is int and -len(items) <= index < len(items):
        return items[index].get()
    if base.cls.module.name == "builtins":
        name = base.cls.record.name
        if parts == [SLICE]:
            cls = ClassValue(base.cls.module, base.cls.record) if name == "tuple" else base.cls
            return (Instance(cls, declared=base.declared),) if name != "dict" else UNKNOWN
        held = {"list": 0, "dict": 1, "tuple": 0}.get(name)
        if held is not None:
            names = generics.type_parameters(evaluator, base.cls.module, base.cls.record)
            lazy = base.cls.arguments.get(names[held]) if held < len(names) else None
            return lazy.get() if lazy is not None else UNKNOWN
        return UNKNOWN
    if isinstance(index, str) and is_typed_dict(evaluator, base):
        return evaluator.attribute((base,), index)
    if type(index) is int and fields.tuple_fields(evaluator, base.cls):
        return fields.numbered(evaluator, base, index)
    getter = evaluator.attribute((base,), "__getitem__")
    if getter:  # what is asked for may tell what is given: `app[AppKey("db", Database)]`
        key: Term = parts[0] if len(parts) == 1 else ["t", list(parts)]
        asked = Lazy(lambda: evaluator.evaluate(key, module, environment))
        return evaluator.call(getter, just(asked))
    if type(index) is int and classes.has(evaluator, base.cls, "__getitem__") is False:
        return protocols.item(evaluator, base)  # `first, second = d.values()`
    return UNKNOWN


def is_typed_dict(evaluator: Evaluator, base: Instance) -> bool:
    """Whether its class says what each key holds: `class C(TypedDict)`."""
    return any(
        evaluator.qualified(term, holder.module).rpartition(".")[2] == "TypedDict"
        for holder in classes.order(evaluator, base.cls.module, base.cls.record).holders
        for term in holder.record.bases
    )


def instantiate(
    evaluator: Evaluator, value: Value, environment: Environment = EMPTY, depth: int = 0
) -> Value:
    """What a thing of the type `value` may be."""
    if depth > 12:
        return UNKNOWN
    parts: list[Value] = []
    for alternative in value:
        part = _instance_of(evaluator, alternative, environment, depth)
        if not part:
            return UNKNOWN
        parts.append(part)
    return union(parts) if len(parts) != 1 else parts[0]


def _instance_of(
    evaluator: Evaluator, alternative: Alternative, environment: Environment, depth: int
) -> Value:
    if isinstance(alternative, ClassValue):
        name = alternative.qualified_name
        if name == "builtins.object":
            return UNKNOWN
        if name == "builtins.type":
            inner = next(iter(alternative.arguments.values()), None)
            return classes_of(inner.get()) if inner is not None else UNKNOWN
        return (Instance(alternative, items=alternative.items, declared=True),)
    if isinstance(alternative, TypeVariable):
        return _variable(evaluator, alternative, environment, depth)
    if isinstance(alternative, Special):
        return _special(evaluator, alternative, environment)
    if isinstance(alternative, Instance) and alternative.cls.record.name == "NoneType":
        return (alternative,)
    return UNKNOWN


def _variable(
    evaluator: Evaluator, variable: TypeVariable, environment: Environment, depth: int
) -> Value:
    lazy = environment.types.get(variable.name)
    if lazy is not None:
        found = lazy.get()
        if found:
            return found
    if environment.solve is not None:
        found = environment.solve(variable.name)
        if found:
            return found
    return tuple(_or_below(alternative) for alternative in variable.bound.get())


def _or_below(bound: Alternative) -> Alternative:
    """What a type variable may be that nothing is known of but its bound: that, or a subclass.

    It is not what the function gives whose signature has the variable: that may be anything.
    """
    if not isinstance(bound, Instance) or is_none(bound):
        return bound
    cls = ClassValue(bound.cls.module, bound.cls.record, declared=True)
    return Instance(bound.cls, items=bound.items, made_by=cls, declared=True)


def _special(evaluator: Evaluator, special: Special, environment: Environment) -> Value:
    name = special.name
    arguments = special.arguments
    if name == "Self":
        return tuple(
            Instance(a, declared=True) if isinstance(a, ClassValue) else a
            for a in environment.receiver
        )
    if name in ("TypeGuard", "TypeIs"):
        return evaluator.instance("bool", ())
    if name == "LiteralString":
        return evaluator.instance("str", ())
    if name in generics.COLLECTIONS:
        made = evaluator.instance(generics.COLLECTIONS[name], arguments)
        return tuple(Instance(a.cls, declared=True) for a in made if isinstance(a, Instance))
    if name == "Callable":
        result = arguments[-1] if arguments else Lazy(lambda: UNKNOWN)
        return (CallableValue(result, signature=special.signature),)
    if not arguments:
        return UNKNOWN
    if name in UNWRAPPED:
        return arguments[0].get()
    if name == "Type":
        return classes_of(arguments[0].get())
    if name == "Tuple":
        cls = evaluator.builtin_class("tuple")
        return (Instance(cls, declared=True),) if cls is not None else UNKNOWN
    if name == "Optional":
        none = (
            evaluator.evaluate(["k", None], cls.module)
            if (cls := evaluator.builtin_class("object"))
            else UNKNOWN
        )
        return union([arguments[0].get(), none])
    if name in ("Union", "Literal"):
        return union([argument.get() for argument in arguments])
    return UNKNOWN


def classes_of(instances: Value) -> Value:
    """The classes of `instances`: what `type[T]` is where T's instances are these."""
    found: list[Alternative] = []
    for instance in instances:
        if not isinstance(instance, Instance):
            return UNKNOWN
        cls = instance.cls
        if instance.declared:
            cls = ClassValue(cls.module, cls.record, cls.arguments, cls.items, declared=True)
        found.append(cls)
    return tuple(found)
