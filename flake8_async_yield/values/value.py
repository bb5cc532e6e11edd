"""What an expression may be: a tuple of alternatives; the empty tuple is "not known".

A value is known only if every alternative is: one unknown alternative makes the whole unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flake8_async_yield.names.definitions import ClassRecord, FunctionRecord, Module

Value = tuple["Alternative", ...]
UNKNOWN: Value = ()


class Alternative:
    """One thing that a value may be."""

    __slots__ = ()


class Lazy:
    """A value that is worked out when it is first asked for."""

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make: Callable[[], Value] | None = make
        self._value: Value = UNKNOWN

    def get(self) -> Value:
        """The value; UNKNOWN while it is being worked out."""
        make = self._make
        if make is not None:
            self._make = None
            self._value = make()
        return self._value


def known(value: Value) -> Lazy:
    """A lazy value that is there already."""
    lazy = Lazy(lambda: value)
    lazy.get()
    return lazy


class Environment:
    """What parameters and type variables stand for while a definition is being evaluated."""

    __slots__ = ("is_whole", "parameters", "receiver", "solve", "types")

    def __init__(
        self,
        parameters: Mapping[tuple[str, str], Lazy] | None = None,
        types: dict[str, Lazy] | None = None,
        receiver: Value = UNKNOWN,
        solve: Callable[[str], Value] | None = None,
        is_whole: bool = False,
    ) -> None:
        """`is_whole`: a parameter that is not among them was left out by the call."""
        self.is_whole = is_whole
        self.parameters = parameters or {}
        self.types = types or {}
        self.receiver = receiver
        self.solve = solve


EMPTY = Environment()


class ModuleValue(Alternative):
    """A module object."""

    __slots__ = ("module",)

    def __init__(self, module: Module) -> None:
        self.module = module


class FunctionValue(Alternative):
    """A function or, with a receiver, a bound method."""

    __slots__ = ("environment", "module", "receiver", "record", "static")

    def __init__(
        self,
        module: Module,
        record: FunctionRecord,
        environment: Environment,
        receiver: Value = UNKNOWN,
        static: str = "",
    ) -> None:
        self.module = module
        self.record = record
        self.environment = environment
        self.receiver = receiver
        self.static = static
        """'static', 'class', 'property' or 'cached' for what such a decorator has made of it."""


class Overloads(Alternative):
    """Several signatures of one function, without an implementation in sight."""

    __slots__ = ("functions",)

    def __init__(self, functions: tuple[FunctionValue, ...]) -> None:
        self.functions = functions


class Signature(NamedTuple):
    """`Callable[[parameter, …], result]` as it is written, and where its names are looked up."""

    parameters: list[Any]
    result: Any
    module: Module
    environment: Environment


class CallableValue(Alternative):
    """A plain callable that is known by what it gives: `Callable[..., T]`."""

    __slots__ = ("made_from", "result", "signature", "static")

    def __init__(
        self,
        result: Lazy,
        made_from: FunctionValue | None = None,
        signature: Signature | None = None,
        static: str = "",
    ) -> None:
        self.result = result
        self.made_from = made_from
        """The function that a decorator made this of."""
        self.signature = signature
        """How it is written, where the arguments tell what it gives."""
        self.static = static
        """'property' or 'cached' where such a decorator stands over the one that made it."""


class ClassValue(Alternative):
    """A class; `arguments` says what a thing of each type variable's type is, where known."""

    __slots__ = ("arguments", "declared", "items", "module", "record")

    def __init__(
        self,
        module: Module,
        record: ClassRecord,
        arguments: dict[str, Lazy] | None = None,
        items: tuple[Lazy, ...] | None = None,
        *,
        declared: bool = False,
    ) -> None:
        self.module = module
        self.record = record
        self.arguments = arguments or {}
        self.items = items
        """Of `tuple[A, B]`: what the elements are, one by one."""
        self.declared = declared
        """Known from `type[C]`, or as a class method's `cls`: it may as well be a subclass."""

    @property
    def qualified_name(self) -> str:
        """`module.Class`."""
        return f"{self.module.name}.{self.record.qualname}"


class Instance(Alternative):
    """An instance of a class. `made_by` is the function or class whose call gave it."""

    __slots__ = ("cls", "constant", "declared", "items", "made_by")

    def __init__(
        self,
        cls: ClassValue,
        *,
        items: tuple[Lazy, ...] | None = None,
        made_by: FunctionValue | ClassValue | None = None,
        constant: Any = None,
        declared: bool = False,
    ) -> None:
        self.cls = cls
        self.items = items
        """The elements of a tuple, where they are known one by one."""
        self.made_by = made_by
        self.constant = constant
        """The constant itself, for a short string or number."""
        self.declared = declared
        """Known from an annotation alone: it may as well be a subclass."""

    @property
    def qualified_name(self) -> str:
        """The qualified name of its class."""
        return self.cls.qualified_name


class Special(Alternative):
    """A special form of `typing`: `Optional`, `Union`, `Callable`, …, with its arguments."""

    __slots__ = ("arguments", "name", "signature")

    def __init__(
        self, name: str, arguments: tuple[Lazy, ...] = (), signature: Signature | None = None
    ) -> None:
        self.name = name
        self.arguments = arguments
        self.signature = signature
        """Of `Callable`: how it is written."""


class TypeVariable(Alternative):
    """A type variable; `name` is unique (its module's name is part of it)."""

    __slots__ = ("bound", "is_several", "name")

    def __init__(self, name: str, bound: Lazy, *, is_several: bool = False) -> None:
        self.name = name
        self.bound = bound
        self.is_several = is_several
        """Whether it stands for any number of types, as `ParamSpec` and `TypeVarTuple` do."""


class SuperValue(Alternative):
    """`super()`: what comes after a class in the order of its receiver's class."""

    __slots__ = ("cls", "receiver")

    def __init__(self, cls: ClassValue, receiver: Value) -> None:
        self.cls = cls
        self.receiver = receiver


def union(values: Sequence[Value]) -> Value:
    """One of these; not known if one is not."""
    found: list[Alternative] = []
    for value in values:
        if not value:
            return UNKNOWN
        for alternative in value:
            for number, other in enumerate(found):
                if same(alternative, other):
                    break
                if _differ_in_pseudo(alternative, other):
                    found[number] = any_of_its_class(other)[0]
                    break
            else:
                found.append(alternative)
    return tuple(found) if len(found) <= 12 else UNKNOWN


def same(one: Alternative, other: Alternative) -> bool:
    """Whether two alternatives need not be told apart."""
    if one is other:
        return True
    if isinstance(one, Instance) and isinstance(other, Instance):
        return (
            one.cls.record is other.cls.record
            and not one.cls.arguments
            and not other.cls.arguments
            and one.items is None
            and other.items is None
            and one.constant == other.constant
        )
    if isinstance(one, ClassValue) and isinstance(other, ClassValue):
        return one.record is other.record and not one.arguments and not other.arguments
    return False


def is_pseudo(name: str) -> bool:
    """Whether a type variable stands for what an instance keeps of its constructor's argument."""
    return name[0] == "="


def _differ_in_pseudo(one: Alternative, other: Alternative) -> bool:
    """Whether two instances of a class differ by their constructors' arguments alone."""
    return (
        isinstance(one, Instance)
        and isinstance(other, Instance)
        and one.cls.record is other.cls.record
        and one.items is None
        and other.items is None
        and one.constant == other.constant
        and all(map(is_pseudo, one.cls.arguments))
        and all(map(is_pseudo, other.cls.arguments))
    )


def is_none(alternative: Alternative) -> bool:
    """Whether this is None itself."""
    return isinstance(alternative, Instance) and alternative.cls.record.name == "NoneType"


def any_of_its_class(owner: Alternative | None) -> Value:
    """A receiver as every instance of its class knows it, whatever its type arguments.

    What made it is left out too: what is kept of the call outlives the file that it is in.
    """
    if isinstance(owner, ClassValue):
        if owner.arguments:
            return (ClassValue(owner.module, owner.record, declared=owner.declared),)
        return (owner,)
    if isinstance(owner, Instance):
        cls = owner.cls
        if cls.arguments:
            cls = ClassValue(cls.module, cls.record)
        return (Instance(cls, declared=owner.declared),)
    return (owner,) if owner is not None else UNKNOWN
