"""Calls, attributes and decorators: what a function gives, and what is made of it first.

Reference: the Python reference, 3.2 "Instance methods", 3.3.2 "Customizing attribute access"
(descriptors), 8.7 "Function definitions" (decorators).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import (
    DOUBLE_STARRED,
    KEYWORD_ONLY,
    POSITIONAL,
    POSITIONAL_ONLY,
    STARRED,
    ClassRecord,
    Flag,
    FunctionRecord,
    Module,
    Term,
)
from flake8_async_yield.names.terms import NONE
from flake8_async_yield.values import classes, forms
from flake8_async_yield.values.solve import solve
from flake8_async_yield.values.value import (
    EMPTY,
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
    Signature,
    SuperValue,
    TypeVariable,
    Value,
    is_none,
    known,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator


class Arguments:
    """What a call hands over: positional arguments up to a starred one, and keywords."""

    __slots__ = ("keywords", "module", "positional", "term")

    def __init__(
        self,
        positional: list[Lazy],
        keywords: dict[str, Lazy],
        term: Term = None,
        module: Module | None = None,
    ) -> None:
        self.positional = positional
        self.keywords = keywords
        self.term = term
        self.module = module


NO_ARGUMENTS = Arguments([], {})

REQUIRED = (POSITIONAL_ONLY, POSITIONAL, KEYWORD_ONLY)
"""The kinds of parameters that need an argument where they have no default."""

PROMOTED = {"float": ("int",), "complex": ("int", "float"), "bytes": ("bytearray", "memoryview")}
"""Classes that pass for another one (typing specification, "Special cases for float…")."""


# -- decorators

STATIC = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "abc.abstractproperty": "property",
    "functools.cached_property": "cached",
    "types.DynamicClassAttribute": "property",
}
"""Decorators that make a descriptor of a function (Python's data model, 3.3.2.2)."""

IDENTITY = frozenset(
    {
        "abc.abstractmethod", "typing.overload", "typing.final", "typing.override",
        "typing_extensions.overload", "typing_extensions.final", "typing_extensions.override",
        "typing.no_type_check", "functools.wraps", "typing_extensions.deprecated",
        "warnings.deprecated", "typing.runtime_checkable", "typing.type_check_only",
    }
)  # fmt: skip
"""Decorators (called or not) that give back what they decorate, as the standard library has it."""


def decorated(
    evaluator: Evaluator, module: Module, record: FunctionRecord, environment: Environment
) -> Value:
    """What the name of a `def` is bound to, once its decorators have run."""
    raw = FunctionValue(module, record, environment)
    value: Value = (raw,)
    for term in reversed(record.decorators):
        value = _decorate(evaluator, term, module, environment, value, raw)
        if not value:
            return UNKNOWN
    return value


def _decorate(
    evaluator: Evaluator,
    term: Term,
    module: Module,
    environment: Environment,
    value: Value,
    raw: FunctionValue,
) -> Value:
    head = term[1] if isinstance(term, list) and term[0] == "(" else term
    name = evaluator.qualified(head, module) or _text(head)
    if name in STATIC:
        return _descriptors(value, STATIC[name])
    last = name.rpartition(".")[2]
    settings = evaluator.settings
    if (
        name in IDENTITY
        or name in settings.transparent_decorators
        or (last in settings.transparent_decorators)
    ):
        return value
    if name in settings.context_manager_decorators or last in settings.context_manager_decorators:
        decorator = evaluator.standard("contextlib", "asynccontextmanager")
        result = evaluator.call(decorator, Arguments([known(value)], {}))
    else:
        decorator = evaluator.evaluate(term, module, environment)
        if not decorator:
            return UNKNOWN
        made = {
            STATIC.get(a.qualified_name, "") if isinstance(a, ClassValue) else ""
            for a in decorator
        }
        if "" not in made and (len(made) == 1 or made == {"property", "cached"}):
            return _descriptors(value, min(made))  # `property` under another name
        result = evaluator.call(decorator, Arguments([known(value)], {}))
    return tuple(
        CallableValue(a.result, raw, a.signature)
        if isinstance(a, CallableValue) and not a.made_from
        else a
        for a in result
    )


def _descriptors(value: Value, static: str) -> Value:
    """The functions of `value` as the descriptors that a decorator of `STATIC` makes of them."""
    return tuple(
        FunctionValue(a.module, a.record, a.environment, a.receiver, static)
        if isinstance(a, FunctionValue)
        else a
        for a in value
    )


def _text(term: Term) -> str:
    """A dotted name as it is written."""
    parts: list[str] = []
    while isinstance(term, list) and term[0] == ".":
        parts.append(term[2])
        term = term[1]
    if isinstance(term, list) and term[0] in ("n", "m"):
        parts.append(term[1])
    elif isinstance(term, list) and term[0] == "f":
        parts.append(term[3])
    return ".".join(reversed(parts))


# -- parameters


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
    if declared.kind == STARRED:
        return evaluator.instance("tuple", ())
    if declared.kind == DOUBLE_STARRED:
        return evaluator.instance("dict", ())
    if declared.annotation is not None:
        return evaluator.type_of(declared.annotation, module, environment)
    return UNKNOWN


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
        return (own,)
    return (Instance(own, declared=True),)


def _bind(record: FunctionRecord, arguments: Arguments, receiver: Value) -> dict[str, Lazy]:
    """parameter -> argument, for those that the call surely hands over (defaults left out)."""
    given: dict[str, Lazy] = {}
    positional = [known(receiver)] if receiver else []
    positional += arguments.positional
    for declared in record.parameters:
        if declared.kind in (STARRED, DOUBLE_STARRED):
            continue
        if declared.kind != KEYWORD_ONLY and positional:
            given[declared.name] = positional.pop(0)
        elif declared.name in arguments.keywords:
            given[declared.name] = arguments.keywords[declared.name]
    return given


# -- calls


def call(evaluator: Evaluator, alternative: Alternative, arguments: Arguments) -> Value:
    """What calling `alternative` gives."""
    if isinstance(alternative, FunctionValue):
        if alternative.static in ("property", "cached"):
            return UNKNOWN
        return call_function(evaluator, alternative, arguments)
    if isinstance(alternative, CallableValue):
        if alternative.signature is not None and arguments.positional:
            value = _call_signature(evaluator, alternative.signature, arguments)
        else:
            value = alternative.result.get()
        return _made_by(value, alternative.made_from) if alternative.made_from else value
    if isinstance(alternative, Overloads):
        return _call_overloads(evaluator, alternative, arguments)
    if isinstance(alternative, ClassValue):
        return construct(evaluator, alternative, arguments)
    if isinstance(alternative, Instance):
        method = attribute(evaluator, alternative, "__call__")
        return evaluator.call(method, arguments) if method else UNKNOWN
    return UNKNOWN


def _call_signature(evaluator: Evaluator, signature: Signature, arguments: Arguments) -> Value:
    """What a `Callable[[T], …]` gives: its type variables may be told by the arguments."""
    outer = signature.environment

    def solved(name: str) -> Value:
        found = outer.solve(name) if outer.solve is not None else UNKNOWN
        for term, lazy in zip(signature.parameters, arguments.positional, strict=False):
            found = found or solve(evaluator, term, signature.module, name, lazy.get())
        return found

    environment = Environment(outer.parameters, outer.types, outer.receiver, solved)
    return evaluator.type_of(signature.result, signature.module, environment)


def _call_overloads(evaluator: Evaluator, overloads: Overloads, arguments: Arguments) -> Value:
    fitting = [f for f in overloads.functions if _may_take(evaluator, f, arguments)]
    if not fitting:
        return UNKNOWN
    return union([call_function(evaluator, f, arguments) for f in fitting])


def _may_take(evaluator: Evaluator, function: FunctionValue, arguments: Arguments) -> bool:
    """Whether an overload may be the one that is meant: by names, by number, by None or not."""
    record = function.record
    given = _bind(record, arguments, function.receiver)
    names = {p.name for p in record.parameters}
    kinds = {p.kind for p in record.parameters}
    if DOUBLE_STARRED not in kinds and any(k not in names for k in arguments.keywords if k != "**"):
        return False
    positional = sum(p.kind < STARRED for p in record.parameters) - bool(function.receiver)
    if STARRED not in kinds and len(arguments.positional) > positional:
        return False
    for declared in record.parameters:
        argument = given.get(declared.name)
        if argument is None:
            open_ended = (
                arguments.term is None
                or "**" in arguments.keywords
                or any(isinstance(t, list) and t[0] == "*" for t in arguments.term[2])
            )
            if declared.kind == KEYWORD_ONLY:
                open_ended = arguments.term is None or "**" in arguments.keywords
            required = declared.default is None and declared.kind in REQUIRED
            if required and not open_ended:
                return False
            continue
        if declared.annotation is None:
            continue
        if _disjoint(
            evaluator,
            evaluator.type_of(declared.annotation, function.module, function.environment),
            argument.get(),
        ):
            return False
    return True


def _disjoint(evaluator: Evaluator, wanted: Value, given: Value) -> bool:
    """Whether what is wanted and what is given surely have nothing in common."""
    for want in wanted:
        for have in given:
            if not _apart(evaluator, want, have):
                return False
    return bool(wanted) and bool(given)


def _apart(evaluator: Evaluator, want: Alternative, have: Alternative) -> bool:
    if not isinstance(have, Instance):
        return is_none(want) and isinstance(have, (FunctionValue, CallableValue, Overloads))
    if not isinstance(want, Instance):
        if not isinstance(want, CallableValue):
            return False
        return is_none(have) or classes.has(evaluator, have.cls, "__call__") is False
    one = classes.order(evaluator, want.cls.module, want.cls.record)
    other = classes.order(evaluator, have.cls.module, have.cls.record)
    if want.cls.record.name == "NoneType" or have.cls.record.name == "NoneType":
        return want.cls.record is not have.cls.record
    if _is_protocol(evaluator, want):
        return _is_marked_apart(evaluator, want, have)
    if not one.is_complete or not other.is_complete:
        return False
    if want.cls.module.name == "builtins" and any(
        h.record.name in PROMOTED.get(want.cls.record.name, ()) for h in other.holders
    ):
        return False
    if have.constant is not None and want.constant is not None:
        return bool(have.constant != want.constant)
    return not (
        any(h.record is want.cls.record for h in other.holders)
        or any(h.record is have.cls.record for h in one.holders)
    )


def _is_marked_apart(evaluator: Evaluator, want: Instance, have: Instance) -> bool:
    """Whether a protocol's constant (`_is_async_client: Literal[True]`) is another one there."""
    for name in want.cls.record.names():
        term = want.cls.record.attribute(name)
        if not isinstance(term, list) or term[0] != "d":
            continue
        wanted = evaluator.attribute((want,), name)
        given = evaluator.attribute((have,), name)
        constants = [getattr(a, "constant", None) for a in (*wanted, *given)]
        if wanted and given and None not in constants:
            if set(constants[: len(wanted)]).isdisjoint(constants[len(wanted) :]):
                return True
    return False


def _is_protocol(evaluator: Evaluator, instance: Instance) -> bool:
    if instance.cls.module.name in ("typing", "contextlib"):
        return True
    return any(
        evaluator.qualified(b[1] if isinstance(b, list) and b[0] == "[" else b, instance.cls.module)
        in ("typing.Protocol", "typing_extensions.Protocol")
        for b in instance.cls.record.bases
    )


def simple_result(evaluator: Evaluator, value: Value) -> Value:
    """What a call gives where no argument can matter; UNKNOWN: it may, or it is not known."""
    if len(value) != 1 or not isinstance(value[0], FunctionValue):
        return UNKNOWN
    function = value[0]
    record = function.record
    if function.static in ("property", "cached") or function.environment.parameters:
        return UNKNOWN
    if function.environment.types or _hangs_on_call(evaluator, function):
        return UNKNOWN
    receiver = function.receiver
    owner = getattr(receiver[0], "cls", receiver[0]) if len(receiver) == 1 else None
    if getattr(owner, "arguments", None):
        return UNKNOWN
    key = ("simple", id(getattr(owner, "record", None)))
    return evaluator.remember(
        record.memo, key, lambda: call_function(evaluator, function, NO_ARGUMENTS)
    )


def _hangs_on_call(evaluator: Evaluator, function: FunctionValue) -> bool:
    """Whether a call's arguments may tell what it gives."""
    record = function.record
    known = record.memo.get("hangs on call")
    if known is None:
        known = (
            _mentions_parameter(record, record.result)
            or (record.is_generator and _mentions_parameter(record, record.yields, "yields"))
            or bool(classes.variables(evaluator, record.returns, function.module))
            or _names_self(record.returns)
        )
        record.memo["hangs on call"] = known
    return bool(known)


def _names_self(term: Term) -> bool:
    """Whether a type's term may name `Self`, or is too odd to tell."""
    return "Self" in repr(term)


def call_function(evaluator: Evaluator, function: FunctionValue, arguments: Arguments) -> Value:
    """What calling a function gives."""
    from flake8_async_yield.values import protocols

    record = function.record
    module = function.module
    environment = _environment(evaluator, function, arguments)
    if record.is_generator:
        yielded = Lazy(lambda: evaluator.evaluate(record.yields, module, environment))
        if record.is_async:
            return protocols.async_generator(
                evaluator, _or_declared(evaluator, function, environment, yielded), function
            )
        result = Lazy(lambda: evaluator.evaluate(record.result, module, environment))
        return protocols.generator(evaluator, yielded, result, function)
    if not record.is_async:
        return _plain_result(evaluator, function, environment)
    if record.is_stub and not module.is_stub:
        return _stub_result(evaluator, function, environment)
    result = Lazy(lambda: _body_result(evaluator, function, environment))
    return protocols.coroutine(evaluator, result, function)


def _environment(
    evaluator: Evaluator, function: FunctionValue, arguments: Arguments
) -> Environment:
    """What the function's parameters and type variables stand for in this call."""
    record = function.record
    outer = function.environment
    given = _bind(record, arguments, function.receiver)
    parameters = {(record.key, name): lazy for name, lazy in given.items()}
    if outer.parameters:
        parameters = {**outer.parameters, **parameters}

    def solved(name: str) -> Value:
        for declared in record.parameters:
            lazy = given.get(declared.name)
            if declared.annotation is None:
                continue
            if lazy is not None:
                found = solve(evaluator, declared.annotation, function.module, name, lazy.get())
            elif declared.default is not None and arguments.term is not None:
                default = evaluator.evaluate(declared.default, function.module)
                found = solve(evaluator, declared.annotation, function.module, name, default)
            else:
                continue
            if found:
                return found
        return outer.solve(name) if outer.solve is not None else UNKNOWN

    return Environment(parameters, outer.types, function.receiver or outer.receiver, solved)


def _or_declared(
    evaluator: Evaluator, function: FunctionValue, environment: Environment, yielded: Lazy
) -> Lazy:
    """What is yielded, else what the annotation `AsyncIterator[T]` says."""

    def make() -> Value:
        value = yielded.get()
        if value or function.record.returns is None:
            return value
        declared = evaluator.type_of(function.record.returns, function.module, environment)
        return evaluator.each(
            declared,
            lambda a: (
                classes.argument(evaluator, a, "typing.AsyncIterable", 0)
                if isinstance(a, Instance)
                else UNKNOWN
            ),
        )

    return Lazy(make)


def _body_result(evaluator: Evaluator, function: FunctionValue, environment: Environment) -> Value:
    """What the body returns, else what the annotation says."""
    record = function.record
    module = function.module
    value: Value = UNKNOWN
    if record.returns is not None:
        declared = evaluator.type_of(record.returns, module, environment)
        if declared and (not module.is_project or not _any_async(evaluator, declared)):
            return declared  # the body is read where it may say more than the annotation
    if not module.is_stub and not record.is_stub and not record.flags & Flag.RAISES:
        result = record.result
        if result is not None and result != NONE:
            value = _returned(evaluator, function, result, environment)
            if value and record.flags & Flag.ENDS:
                value = _with_none(evaluator, value)
        elif result == NONE and record.returns is None:
            value = evaluator.evaluate(NONE, module)
    if value or record.returns is None:
        return value
    return declared


def _returned(
    evaluator: Evaluator, function: FunctionValue, result: Term, environment: Environment
) -> Value:
    """What the `return` statements give: whatever the arguments, else for these arguments.

    The first is worked out once a function, so most calls cost nothing; the second is asked
    only where the result hangs on a parameter, and not far down a chain of calls.
    """
    record = function.record
    module = function.module
    if not function.environment.parameters:
        receiver = environment.receiver
        owner = receiver[0] if len(receiver) == 1 else None
        owner_class = getattr(owner, "cls", owner)
        key = ("result", id(getattr(owner_class, "record", None)))
        plain = Environment(receiver=_without_arguments(owner))
        value = evaluator.remember(
            record.memo, key, lambda: evaluator.evaluate(result, module, plain)
        )
        if not (environment.parameters or environment.types):
            return value
        if value and not _closes_over(value):
            return value
        if not _mentions_parameter(record, result) and not environment.types:
            return value
    return evaluator.deeper(lambda: evaluator.evaluate(result, module, environment))


def _closes_over(value: Value) -> bool:
    """Whether a function made in the body is returned that gives what its outer parameters tell."""
    return any(isinstance(a, FunctionValue) and not a.record.is_async for a in value)


def _without_arguments(owner: Alternative | None) -> Value:
    """A receiver as every instance of its class knows it, whatever its type arguments."""
    if isinstance(owner, ClassValue):
        return (ClassValue(owner.module, owner.record) if owner.arguments else owner,)
    if isinstance(owner, Instance) and owner.cls.arguments:
        return (Instance(ClassValue(owner.cls.module, owner.cls.record), declared=owner.declared),)
    return (owner,) if owner is not None else UNKNOWN


def _mentions_parameter(record: FunctionRecord, result: Term, part: str = "result") -> bool:
    """Whether a parameter that a call may tell of occurs in what is returned (or yielded)."""
    known = record.memo.get(("mentions", part))
    if known is None:
        known = False
        stack: list[Term] = [result]
        while stack and not known:
            term = stack.pop()
            if isinstance(term, dict):
                stack.extend(term.values())
            elif isinstance(term, (list, tuple)) and term:
                # A def in there may be a wrapper that sees the parameters.
                known = term[0] in ("p", "L")
                stack.extend(part for part in term if isinstance(part, (list, tuple, dict)))
        record.memo["mentions", part] = known
    return bool(known)


def _with_none(evaluator: Evaluator, value: Value) -> Value:
    cls = evaluator.builtin_class("types.NoneType")
    return union([value, (Instance(cls),)]) if cls is not None else UNKNOWN


def _plain_result(evaluator: Evaluator, function: FunctionValue, environment: Environment) -> Value:
    """What a plain `def` returns. A stub's word counts only where it speaks of something async."""
    value = _body_result(evaluator, function, environment)
    is_stub = function.record.is_stub and not function.module.is_stub
    if is_stub and not _any_async(evaluator, value):
        return UNKNOWN
    return _made_by(value, function)


def _made_by(value: Value, function: FunctionValue) -> Value:
    """`value`, with `function` named as what gave it, where nothing else is."""
    return tuple(
        Instance(a.cls, items=a.items, made_by=function, constant=a.constant, declared=a.declared)
        if isinstance(a, Instance) and a.made_by is None
        else a
        for a in value
    )


def _any_async(evaluator: Evaluator, value: Value) -> bool:
    """Whether an alternative has an async face, or may have one."""
    return any(
        not isinstance(alternative, Instance)
        or any(
            classes.has(evaluator, alternative.cls, name) is not False
            for name in ("__await__", "__aiter__", "__aenter__")
        )
        for alternative in value
    )


def _stub_result(evaluator: Evaluator, function: FunctionValue, environment: Environment) -> Value:
    """What an `async def` without a body gives: an implementation may be an async generator."""
    from flake8_async_yield.values import protocols

    record = function.record
    declared: Value = UNKNOWN
    if record.returns is not None:
        declared = evaluator.type_of(record.returns, function.module, environment)
    coroutine = protocols.coroutine(evaluator, known(declared), function)
    if declared and not any(
        isinstance(a, Instance) and classes.has(evaluator, a.cls, "__aiter__") is not False
        for a in declared
    ):
        return coroutine
    return (*coroutine, *protocols.async_generator(evaluator, known(UNKNOWN), function))


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
        return _type_variable(evaluator, arguments)
    if name in ("typing.NewType", "typing_extensions.NewType"):
        return arguments.positional[1].get() if len(arguments.positional) == 2 else UNKNOWN
    if name == "builtins.type":
        if len(arguments.positional) == 1:
            return forms.classes_of(arguments.positional[0].get())
        return UNKNOWN
    if has_metaclass(evaluator, cls) and not _plain_metaclass(evaluator, cls):
        return UNKNOWN
    made = _made_by_new(evaluator, cls, arguments)
    if made:
        return made
    typed = cls
    if not cls.arguments:
        solved = _solved(evaluator, cls, arguments)
        if solved:
            typed = ClassValue(cls.module, cls.record, solved, cls.items)
    return (Instance(typed, made_by=cls, declared=_has_own_new(evaluator, cls)),)


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
        environment = _environment(evaluator, bound, arguments)
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


def _type_variable(evaluator: Evaluator, arguments: Arguments) -> Value:
    term = arguments.term
    if term is None or arguments.module is None or not term[2] or term[2][0] is None:
        return UNKNOWN
    head = term[2][0]
    if head[0] != "k" or not isinstance(head[1], str):
        return UNKNOWN
    module = arguments.module
    bound = term[3].get("bound")
    if isinstance(bound, list) and bound[0] == "k":
        bound = None  # a bound in quotes
    return (
        TypeVariable(f"{module.name}:{head[1]}", Lazy(lambda: evaluator.type_of(bound, module))),
    )


def _solved(evaluator: Evaluator, cls: ClassValue, arguments: Arguments) -> dict[str, Lazy]:
    """What the constructor's arguments tell of the class's type variables."""
    for name in ("__init__", "__new__"):
        found = classes.find(evaluator, cls, name)
        if found is None or found.holder.record.qualname == "object":
            continue
        names = classes.type_parameters(evaluator, found.holder.module, found.holder.record)
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


def _first_solution(
    evaluator: Evaluator, functions: list[FunctionValue], arguments: Arguments, variable: str
) -> Value:
    for function in functions:
        if len(functions) > 1 and not _may_take(evaluator, function, arguments):
            continue
        environment = _environment(evaluator, function, arguments)
        found = environment.solve(variable) if environment.solve is not None else UNKNOWN
        found = found or _told_by_self(evaluator, function, variable)
        if found:
            return found
    return UNKNOWN


def _told_by_self(evaluator: Evaluator, function: FunctionValue, variable: str) -> Value:
    """What `def __init__(self: Maker[Session], …)` says of a type variable of the class."""
    first = next(iter(function.record.parameters), None)
    if first is None or first.annotation is None:
        return UNKNOWN
    for a in evaluator.type_of(first.annotation, function.module):
        if isinstance(a, Instance) and variable in a.cls.arguments:
            return a.cls.arguments[variable].get()
    return UNKNOWN


# -- attributes


def attribute(evaluator: Evaluator, alternative: Alternative, name: str) -> Value:
    """The attribute `name` of `alternative`."""
    if isinstance(alternative, Instance):
        found = classes.find(evaluator, alternative.cls, name)
        if found is None:
            return _missing(evaluator, alternative, name)
        return _found(evaluator, found, alternative.cls, alternative)
    if isinstance(alternative, ModuleValue):
        return evaluator.member(alternative.module, name)
    if isinstance(alternative, ClassValue):
        found = classes.find(evaluator, alternative, name)
        if found is None or found.is_instance_attribute:
            return UNKNOWN
        return _found(evaluator, found, alternative, alternative)
    if isinstance(alternative, SuperValue):
        return evaluator.each(
            alternative.receiver, lambda a: _super_attribute(evaluator, alternative, a, name)
        )
    is_property = isinstance(alternative, FunctionValue) and alternative.static == "property"
    if is_property and name in ("setter", "getter", "deleter"):
        return (CallableValue(known((alternative,))),)
    return UNKNOWN


def _missing(evaluator: Evaluator, instance: Instance, name: str) -> Value:
    """What `__getattr__` gives for an attribute that is surely nowhere else."""
    cls = instance.cls
    if name.startswith("_") or not classes.order(evaluator, cls.module, cls.record).is_complete:
        return UNKNOWN
    found = classes.find(evaluator, cls, "__getattr__")
    if found is None or found.holder.module.name in ("builtins", "types", "unittest.mock"):
        return UNKNOWN
    return evaluator.call(_found(evaluator, found, cls, instance), NO_ARGUMENTS)


def _super_attribute(
    evaluator: Evaluator, above: SuperValue, receiver: Alternative, name: str
) -> Value:
    cls = receiver if isinstance(receiver, ClassValue) else getattr(receiver, "cls", None)
    if not isinstance(cls, ClassValue):
        return UNKNOWN
    found = classes.find_after(evaluator, cls, above.cls.record, name)
    return UNKNOWN if found is None else _found(evaluator, found, cls, receiver)


def _found(
    evaluator: Evaluator, found: classes.Found, cls: ClassValue, receiver: Alternative
) -> Value:
    holder = found.holder
    types = cls.arguments
    if holder.record is not cls.record and holder.record.bases is not None:
        types = classes.arguments_for(evaluator, cls, holder.record)
    environment = Environment(types=types, receiver=(receiver,)) if types else EMPTY
    if found.is_instance_attribute:
        environment = Environment(types=types, receiver=(receiver,))
    value = evaluator.evaluate(found.term, holder.module, environment)
    return evaluator.each(value, lambda a: _descriptor(evaluator, a, receiver, types))


def _descriptor(
    evaluator: Evaluator, alternative: Alternative, receiver: Alternative, types: dict[str, Lazy]
) -> Value:
    """What an attribute of the class gives when it is taken from `receiver`."""
    on_class = isinstance(receiver, ClassValue)
    if isinstance(alternative, FunctionValue):
        if alternative.receiver or alternative.static == "static":
            return (alternative,)
        owner: Value = (receiver,)
        if alternative.static == "class" or alternative.record.name == "__new__":
            owner = (receiver if on_class else receiver.cls,)  # type: ignore[attr-defined]
        elif on_class:
            return (alternative,) if not alternative.static else UNKNOWN
        outer = alternative.environment
        environment = Environment(outer.parameters, types, owner, outer.solve)
        bound = FunctionValue(alternative.module, alternative.record, environment, owner)
        if alternative.static in ("property", "cached"):
            return call_function(evaluator, bound, NO_ARGUMENTS)
        return (bound,)
    if isinstance(alternative, Overloads) and not on_class:
        functions: list[Alternative] = []
        for function in alternative.functions:
            functions += _descriptor(evaluator, function, receiver, types)
        return (Overloads(tuple(f for f in functions if isinstance(f, FunctionValue))),)
    if isinstance(alternative, Instance) and classes.has(evaluator, alternative.cls, "__get__"):
        getter = attribute(evaluator, alternative, "__get__")
        first = known(UNKNOWN if on_class else (receiver,))
        return evaluator.call(getter, Arguments([first, known(UNKNOWN)], {}, ["(", None, [], {}]))
    return (alternative,)
