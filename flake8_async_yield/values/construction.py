"""Construction: what calling a class gives, its type variables told by the arguments.

Reference: the Python reference, 3.3.1 "Basic customization", 3.3.3 (metaclasses).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import ClassRecord, Module, Term
from flake8_async_yield.values import classes, enums, fields, forms, generics
from flake8_async_yield.values.arguments import NO_ARGUMENTS, Arguments
from flake8_async_yield.values.overloads import may_take
from flake8_async_yield.values.parameters import call_environment
from flake8_async_yield.values.pseudo_generics import pseudo_arguments, pseudo_parameters
from flake8_async_yield.values.solve import solve
from flake8_async_yield.values.value import (
    UNKNOWN,
    ClassValue,
    Environment,
    FunctionValue,
    Instance,
    Lazy,
    Overloads,
    TypeVariable,
    Value,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


TYPE_VARIABLES = frozenset(
    f"{home}.{name}"
    for home in ("typing", "typing_extensions")
    for name in ("TypeVar", "ParamSpec", "TypeVarTuple")
)


def construct(evaluator: Evaluator, cls: ClassValue, arguments: Arguments) -> Value:
    """What calling a class gives."""
    from flake8_async_yield.values.protocols import has_metaclass

    name = cls.qualified_name
    if name in TYPE_VARIABLES:
        return _type_variable(evaluator, arguments, is_several=cls.record.name != "TypeVar")
    if name in ("typing.NewType", "typing_extensions.NewType"):
        return arguments.positional[1].get() if len(arguments.positional) == 2 else UNKNOWN
    if name == "builtins.type":
        if len(arguments.positional) == 1:
            return forms.classes_of(arguments.positional[0].get())
        return UNKNOWN
    if has_metaclass(evaluator, cls) and not _plain_metaclass(evaluator, cls):
        return enums.chosen(evaluator, cls) if len(arguments.positional) == 1 else UNKNOWN
    made = _made_by_new(evaluator, cls, arguments)
    if made:
        return made
    typed = cls
    told = {} if cls.arguments else _solved(evaluator, cls, arguments)
    told |= pseudo_arguments(evaluator, cls, arguments)
    if told:
        typed = ClassValue(cls.module, cls.record, {**cls.arguments, **told}, cls.items)
    declared = cls.declared or _has_own_new(evaluator, cls)
    return (Instance(typed, made_by=cls, declared=declared),)


TOLD_BY_ARGUMENTS = TYPE_VARIABLES | {
    "typing.NewType",
    "typing_extensions.NewType",
    "builtins.type",
}
"""Classes whose call gives what its arguments say."""


def simple_instance(evaluator: Evaluator, cls: ClassValue) -> Value:
    """What calling a class gives where no argument can matter; UNKNOWN: it may."""
    memo = cls.record.memo
    if cls.arguments or cls.items is not None or memo.get(HANGS):
        return UNKNOWN
    if HANGS not in memo:
        hangs, is_whole = evaluator.whole(lambda: _hangs_on_arguments(evaluator, cls))
        if is_whole:
            memo[HANGS] = hangs
        if hangs:
            return UNKNOWN
    key = "made of declared" if cls.declared else "made"
    return evaluator.remember(memo, key, lambda: construct(evaluator, cls, NO_ARGUMENTS))


HANGS = "hangs on arguments"


def _hangs_on_arguments(evaluator: Evaluator, cls: ClassValue) -> bool:
    if cls.qualified_name in TOLD_BY_ARGUMENTS:
        return True
    new = classes.find(evaluator, cls, "__new__")
    if new is not None and new.holder.module.name not in ("builtins", "typing"):
        return True
    if cls.module.is_project and generics.type_parameters(evaluator, cls.module, cls.record):
        return True
    if pseudo_parameters(evaluator, cls):
        return True
    return any(
        found is not None
        and found.holder.record.qualname != "object"
        and bool(generics.type_parameters(evaluator, found.holder.module, found.holder.record))
        for found in (new, classes.find(evaluator, cls, "__init__"))
    )


def _has_own_new(evaluator: Evaluator, cls: ClassValue) -> bool:
    """Whether a `__new__` of the project may give something else than an instance."""
    found = classes.find(evaluator, cls, "__new__")
    return found is not None and found.holder.module.is_project


def _made_by_new(evaluator: Evaluator, cls: ClassValue, arguments: Arguments) -> Value:
    """What `__new__` gives where its annotation says that it is no instance of the class."""
    found = classes.find(evaluator, cls, "__new__")
    if found is None or found.holder.module.name in ("builtins", "typing"):
        return UNKNOWN
    parts: list[Value] = []
    for method in evaluator.evaluate(found.term, found.holder.module):
        if not isinstance(method, FunctionValue) or method.record.returns is None:
            return UNKNOWN
        bound = FunctionValue(
            method.module, method.record, Environment(types=cls.arguments), (cls,)
        )
        environment = call_environment(evaluator, bound, arguments)
        parts.append(evaluator.type_of(method.record.returns, method.module, environment))
    value = union(parts) if parts else UNKNOWN
    for a in value:
        if not isinstance(a, Instance):
            return UNKNOWN
        holders = classes.order(evaluator, a.cls.module, a.cls.record).holders
        if any(holder.record is cls.record for holder in holders):
            return UNKNOWN
    return value


def _plain_metaclass(evaluator: Evaluator, cls: ClassValue) -> bool:
    """Whether a class with a metaclass or unknown bases still gives an instance when called."""
    for holder in classes.order(evaluator, cls.module, cls.record).holders:
        if "metaclass" in holder.record.keywords:
            value = evaluator.evaluate(holder.record.keywords["metaclass"], holder.module)
            for alternative in value or (None,):
                if not isinstance(alternative, ClassValue):
                    return False
                found = classes.find(evaluator, alternative, "__call__")
                if found is not None and found.holder.record.qualname != "type":
                    return False
    return True


def _type_variable(evaluator: Evaluator, arguments: Arguments, *, is_several: bool) -> Value:
    term = arguments.term
    if term is None or arguments.module is None or not term[2] or term[2][0] is None:
        return UNKNOWN
    head = term[2][0]
    if head[0] != "k" or not isinstance(head[1], str):
        return UNKNOWN
    module = arguments.module
    bound = _unquoted(term[3].get("bound"), module)
    told = Lazy(lambda: evaluator.type_of(bound, module))
    return (TypeVariable(f"{module.name}:{head[1]}", told, is_several=is_several),)


def _unquoted(bound: Term, module: Module) -> Term:
    """The class that a bound names in quotes, since it comes later in the file.

    Of a library's it says too little where nothing else tells: `sessionmaker(class_=AsyncSession)`
    is bound to `Session`.
    """
    if not isinstance(bound, list) or bound[0] != "k":
        return bound
    if not module.is_project:
        return None
    names = bound[1].split(".") if isinstance(bound[1], str) else []
    if not all(map(str.isidentifier, names)):
        return None
    term: Term = None
    for name in names:
        term = ["n", name] if term is None else [".", term, name]
    return term


def _solved(evaluator: Evaluator, cls: ClassValue, arguments: Arguments) -> dict[str, Lazy]:
    """What the constructor's arguments tell of the class's type variables."""
    by_fields = _solved_by_fields(evaluator, cls, arguments)
    if by_fields:
        return by_fields
    for name in ("__init__", "__new__"):
        found = classes.find(evaluator, cls, name)
        if found is None or found.holder.record.qualname == "object":
            continue
        names = generics.type_parameters(evaluator, found.holder.module, found.holder.record)
        if not names:
            continue
        receiver: Value = (cls,) if name == "__new__" else (Instance(cls),)
        value = evaluator.evaluate(found.term, found.holder.module)
        functions = [a for a in value if isinstance(a, FunctionValue)]
        for alternative in value:
            if isinstance(alternative, Overloads):
                functions += alternative.functions
        if isinstance(found.term, list) and found.term[0] == "o" and len(found.term) > 2:
            # Its defaults tell what `self: "maker[Session]"` tells in an overload.
            made = evaluator.evaluate(["L", found.term[2]], found.holder.module)
            functions += [a for a in made if isinstance(a, FunctionValue)]
        bound = [FunctionValue(f.module, f.record, f.environment, receiver) for f in functions]
        return {
            variable: Lazy(
                lambda variable=variable, bound=bound: _first_solution(  # type: ignore[misc]
                    evaluator, bound, arguments, variable
                )
            )
            for variable in names
        }
    return {}


def _solved_by_fields(
    evaluator: Evaluator, cls: ClassValue, arguments: Arguments
) -> dict[str, Lazy]:
    """The same of a dataclass or a named tuple, whose `__init__` is made of its fields."""
    variables = generics.type_parameters(evaluator, cls.module, cls.record)
    found = classes.find(evaluator, cls, "__init__")
    if not variables or not cls.module.is_project or (found and found.holder.module.is_project):
        return {}
    names = fields.positional(evaluator, cls)
    given = {**dict(zip(names, arguments.positional, strict=False)), **arguments.keywords}

    def told(variable: str) -> Value:
        for name, lazy in given.items():
            term = cls.record.attribute(name)
            if isinstance(term, list) and term[0] == "d":
                found = solve(evaluator, term[1], cls.module, variable, lazy.get())
                if found:
                    return found
        return UNKNOWN

    if not names:
        return {}
    return {v: Lazy(lambda v=v: told(v)) for v in variables}  # type: ignore[misc]


def _first_solution(
    evaluator: Evaluator, functions: list[FunctionValue], arguments: Arguments, variable: str
) -> Value:
    if len(functions) > 1:
        functions = [f for f in functions if may_take(evaluator, f, arguments)]
    for function in functions:
        environment = call_environment(evaluator, function, arguments)
        found = environment.solve(variable) if environment.solve is not None else UNKNOWN
        if function is functions[0]:  # of the others it is not sure that they are meant
            found = found or _told_by_self(evaluator, function, variable)
        if found:
            return found
        if function is functions[0]:
            told = _told_by_result(evaluator, function, environment, variable)
            if told is not None:  # `-> attrgetter[Any]`: no other overload denies that it is any
                return told
    return UNKNOWN


def _told_by_result(
    evaluator: Evaluator, function: FunctionValue, environment: Environment, variable: str
) -> Value | None:
    """What `def __new__(cls, …) -> zip[tuple[A, B]]` says of a type variable of the class."""
    if function.record.name != "__new__" or function.record.returns is None:
        return None
    holder = function.module.record(function.record.class_key)
    for a in evaluator.type_of(function.record.returns, function.module, environment):
        if isinstance(a, Instance) and variable in a.cls.arguments:
            return a.cls.arguments[variable].get()
        # `class reversed(Iterator[T])` says `-> Iterator[S]`.
        for base in holder.bases if isinstance(holder, ClassRecord) else ():
            found = solve(evaluator, base, function.module, variable, (a,))
            if found:
                return found
    return None


def _told_by_self(evaluator: Evaluator, function: FunctionValue, variable: str) -> Value:
    """What `def __init__(self: Maker[Session], …)` says of a type variable of the class."""
    first = next(iter(function.record.parameters), None)
    if first is None or first.annotation is None:
        return UNKNOWN
    for a in evaluator.type_of(first.annotation, function.module):
        if isinstance(a, Instance) and variable in a.cls.arguments:
            return a.cls.arguments[variable].get()
    return UNKNOWN
