"""Parameters: what a call hands over, and what a parameter may be where no call is known.

Reference: the Python reference, 6.3.4 "Calls" and 8.7 "Function definitions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import (
    DOUBLE_STARRED,
    STARRED,
    ClassRecord,
    FunctionRecord,
    Module,
    Parameter,
    Term,
)
from flake8_async_yield.values import classes, dependencies, fixtures, handlers, type_arguments
from flake8_async_yield.values.arguments import Arguments, bind
from flake8_async_yield.values.decorators import STATIC
from flake8_async_yield.values.solve import solve
from flake8_async_yield.values.value import (
    EMPTY,
    UNKNOWN,
    ClassValue,
    Environment,
    FunctionValue,
    Instance,
    Lazy,
    Special,
    TypeVariable,
    Value,
    known,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


RECEIVERS = frozenset(
    {"", "self", "slf", "this", "that", "me", "cls", "klass", "mcs", "mcls", "metacls"}
)
"""What a method calls the object that it is called on.

`@routes.get("/")` over `async def index(request)` in a class keeps a function that nobody binds.
"""


def parameter(
    evaluator: Evaluator,
    module: Module,
    record: FunctionRecord,
    name: str,
    environment: Environment,
) -> Value:
    """What a parameter may be when nothing is known of the call."""
    for declared in record.parameters:
        if declared.name == name:
            break
    else:
        return UNKNOWN
    if declared is record.parameters[0] and record.class_key and declared.kind < STARRED:
        own = _receiver(evaluator, module, record, environment)
        if own:
            return own
    if declared.kind in (STARRED, DOUBLE_STARRED):
        term = declared.annotation
        if term is None:
            return evaluator.instance("tuple" if declared.kind == STARRED else "dict", ())
        each = Lazy(lambda: evaluator.type_of(term, module, environment))
        if declared.kind == STARRED:
            return evaluator.instance("tuple", [each])
        return evaluator.instance("dict", [Lazy(lambda: UNKNOWN), each])
    if declared.annotation is not None:
        value = evaluator.type_of(declared.annotation, module, environment)
        if value or declared.default is not None:
            return value
    if declared.default is not None:
        return dependencies.depended_on(evaluator, module, declared.default)
    if record.class_key and module.is_project:
        key = f"inherited {name}"
        told = evaluator.remember(
            record.memo, key, lambda: _inherited(evaluator, module, record, declared)
        )
        if told:
            return told
    if environment is not EMPTY:
        return UNKNOWN
    is_bound = bool(record.class_key) and record.parameters[0].name.strip("_") in RECEIVERS
    told = handlers.handled(evaluator, module, record, record.parameters.index(declared) - is_bound)
    return told or fixtures.injected(evaluator, module, record, name)


CONSTRUCTING = frozenset({"__init__", "__new__", "__init_subclass__", "__class_getitem__"})
"""Methods that a class may have with other parameters than its base."""


def _inherited(
    evaluator: Evaluator, module: Module, record: FunctionRecord, parameter: Parameter
) -> Value:
    """What the method that `record` overrides says of a parameter without annotation.

    `async def dispatch(self, request, call_next)` is called as its base class declares it. An
    async version of a plain method may be meant for the async twin of what that takes.
    """
    holder = module.record(record.class_key)
    if not isinstance(holder, ClassRecord) or record.decorators or record.name in CONSTRUCTING:
        return UNKNOWN
    own = ClassValue(module, holder)
    found = classes.find_after(evaluator, own, holder, record.name)
    base = found.holder.module.function(found.term) if found is not None else None
    if found is None or base is None or base.is_async != record.is_async:
        return UNKNOWN
    same = [p for p in base.parameters if p.name == parameter.name]
    number = record.parameters.index(parameter)
    if not same and parameter.kind < STARRED:
        same = [p for p in base.parameters[number : number + 1] if p.kind < STARRED]
    if not same or same[0].annotation is None:
        return UNKNOWN
    types = type_arguments.arguments_for(evaluator, own, found.holder.record)
    inside = Environment(types=types)
    return evaluator.type_of(same[0].annotation, found.holder.module, inside)


def _receiver(
    evaluator: Evaluator, module: Module, record: FunctionRecord, environment: Environment
) -> Value:
    """What the first parameter of a method is."""
    cls = module.record(record.class_key)
    if not isinstance(cls, ClassRecord):
        return UNKNOWN
    if environment.receiver:
        return environment.receiver
    static = ""
    for term in record.decorators:
        static = static or STATIC.get(evaluator.qualified(term, module), "")
    if static == "static":
        return UNKNOWN
    own = ClassValue(module, cls)
    if static == "class" or record.name in ("__new__", "__init_subclass__", "__class_getitem__"):
        return (ClassValue(module, cls, declared=True),)
    declared = record.parameters[0]
    if declared.name.strip("_") not in RECEIVERS and not record.name.startswith("__"):
        return UNKNOWN
    if declared.annotation is not None:
        said = _said_of_itself(evaluator, module, cls, declared.annotation)
        if said:
            return said
    return (Instance(own, declared=True),)


def _said_of_itself(
    evaluator: Evaluator, module: Module, cls: ClassRecord, annotation: Term
) -> Value:
    """What a mixin says it is mixed into, `self: "Client"`; UNKNOWN where that is no heir of it."""
    value = evaluator.type_of(annotation, module)
    is_told = value and all(
        isinstance(a, Instance) and classes.derives(evaluator, a.cls, cls) for a in value
    )
    return value if is_told else UNKNOWN


def _left(function: FunctionValue, arguments: Arguments) -> list[Lazy]:
    """The positional arguments that no parameter of their own takes; the receiver is one too."""
    taken = sum(declared.kind < STARRED for declared in function.record.parameters)
    bound = [known(function.receiver)] if function.receiver else []
    return [*bound, *arguments.positional][taken:]


def _has_rest(function: FunctionValue, arguments: Arguments) -> bool:
    """Whether positional arguments are left for a `*parameter`."""
    return bool(_left(function, arguments)) or arguments.starred is not None


def _rest(function: FunctionValue, arguments: Arguments) -> Value:
    """What the positional arguments may be that are left for a `*parameter`."""
    values = [lazy.get() for lazy in _left(function, arguments)]
    if arguments.starred is not None:
        values.append(arguments.starred.get())
    return union(values) if values else UNKNOWN


def call_environment(
    evaluator: Evaluator, function: FunctionValue, arguments: Arguments
) -> Environment:
    """What the function's parameters and type variables stand for in this call."""
    record = function.record
    outer = function.environment
    given = bind(record, arguments, function.receiver)
    parameters = {(record.key, name): lazy for name, lazy in given.items()}
    if outer.parameters:
        parameters = {**outer.parameters, **parameters}

    def told(declared: Parameter, name: str) -> Value:
        """What the variable is by the argument of one parameter."""
        if declared.annotation is None:
            return UNKNOWN
        lazy = given.get(declared.name)
        if declared.kind == STARRED:
            value = _rest(function, arguments)
        elif lazy is not None:
            value = lazy.get()
        elif declared.default is not None and arguments.is_call:
            value = evaluator.evaluate(declared.default, function.module)
        else:
            return UNKNOWN
        return solve(evaluator, declared.annotation, function.module, name, value)

    def solved(name: str) -> Value:
        for declared in record.parameters:
            found = told(declared, name)
            if found and any(
                p is not declared and p.name in given and not told(p, name)
                for p in _giving(evaluator, function, name)
            ):
                return UNKNOWN  # of `reduce(function, items, start)` the function tells as well
            if found:
                # `max(a: T, b: T)`: it may be any of them.
                alike = (
                    p
                    for p in record.parameters
                    if p is not declared
                    and p.annotation == declared.annotation
                    and (p.name in given or (p.kind == STARRED and _has_rest(function, arguments)))
                )
                return union([found, *(told(p, name) for p in alike)])
        return outer.solve(name) if outer.solve is not None else UNKNOWN

    receiver = function.receiver or outer.receiver
    if record.name == "__new__" and not receiver and arguments.positional:
        receiver = arguments.positional[0].get()
    return Environment(parameters, outer.types, receiver, solved, not arguments.is_open)


def _giving(evaluator: Evaluator, function: FunctionValue, name: str) -> list[Parameter]:
    """The parameters that are a `Callable[..., T]`, T being the type variable `name`."""
    record = function.record
    return evaluator.keep(
        record.memo,
        ("giving", name),
        lambda: [p for p in record.parameters if _is_result(evaluator, function, p, name)],
    )


def _is_result(
    evaluator: Evaluator, function: FunctionValue, declared: Parameter, name: str
) -> bool:
    """Whether a parameter is a `Callable[..., T]`, T being the type variable `name`."""
    term = declared.annotation
    if not isinstance(term, list) or term[0] != "[" or not isinstance(term[2][-1], list):
        return False
    heads = evaluator.evaluate(term[1], function.module)
    if not any(isinstance(head, Special) and head.name == "Callable" for head in heads):
        return False
    result = evaluator.evaluate(term[2][-1], function.module)
    return any(isinstance(a, TypeVariable) and a.name == name for a in result)
