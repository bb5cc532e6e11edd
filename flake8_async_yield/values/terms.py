"""What each form of term may be: a name, a call, an attribute, an `await` …

See `names.terms` for the forms. Each function takes the evaluator, the term, the module that it
belongs to, and what is known of parameters there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import ClassRecord, Flag, FunctionRecord, Module, Term
from flake8_async_yield.names.unions import filled
from flake8_async_yield.values import calls, decorators, fields, forms, parameters, protocols
from flake8_async_yield.values.arguments import Arguments
from flake8_async_yield.values.declared import fills, is_bare, is_stopgap
from flake8_async_yield.values.pseudo_generics import variable
from flake8_async_yield.values.value import (
    EMPTY,
    UNKNOWN,
    Alternative,
    ClassValue,
    Environment,
    FunctionValue,
    Instance,
    Lazy,
    ModuleValue,
    Overloads,
    SuperValue,
    TypeVariable,
    Value,
    is_none,
    union,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

Evaluation = Callable[["Evaluator", Term, Module, Environment], Value]
"""A form of term -> what it may be."""

def _name(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    return evaluator.global_value(module, term[1])


def _imported_name(
    evaluator: Evaluator, term: Term, module: Module, environment: Environment
) -> Value:
    _, level, source, name = term
    target = evaluator.index.imported(module, level, source)
    if target is None:
        return UNKNOWN
    if target is module and target.lookup(name) == term:
        submodule = evaluator.index.module(f"{module.name}.{name}", module)
        return (ModuleValue(submodule),) if submodule is not None else UNKNOWN
    return evaluator.member(target, name)


def _module(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    target = evaluator.index.module(term[1], module)
    return (ModuleValue(target),) if target is not None else UNKNOWN


def _definition(
    evaluator: Evaluator, term: Term, module: Module, environment: Environment
) -> Value:
    record = module.record(term[1])
    if record is None:
        return UNKNOWN
    if isinstance(record, ClassRecord):
        return (ClassValue(module, record),)
    if record.flags & Flag.REFUSED:
        return UNKNOWN
    if environment.parameters:  # a function made inside another one sees its parameters
        return decorators.decorated(evaluator, module, record, environment)
    return evaluator.remember(
        record.memo, "value", lambda: decorators.decorated(evaluator, module, record, EMPTY)
    )


def _overloads(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    if len(term) > 2 and module.is_project:
        return _definition(evaluator, ["L", term[2]], module, environment)
    found: list[FunctionValue] = []
    for key in term[1]:
        value = _definition(evaluator, ["L", key], module, environment)
        for alternative in value:
            if isinstance(alternative, FunctionValue):
                found.append(alternative)
        if not value:
            return UNKNOWN
    if len(found) == 1:
        return (found[0],)
    return (Overloads(tuple(found)),) if found else UNKNOWN


def _parameter(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    given = environment.parameters.get((term[1], term[2]))
    if given is not None:
        value = given.get()
        if value:
            return value
    if environment.types:
        of_instance = environment.types.get(variable(module, term[1], term[2]))
        if of_instance is not None:
            return of_instance.get()
    record = module.record(term[1])
    if not isinstance(record, FunctionRecord):
        return UNKNOWN
    if environment is EMPTY:
        return evaluator.remember(
            record.memo,
            f"parameter {term[2]}",
            lambda: parameters.parameter(evaluator, module, record, term[2], environment),
        )
    return parameters.parameter(evaluator, module, record, term[2], environment)


def _attribute(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    return evaluator.attribute(evaluator.evaluate(term[1], module, environment), term[2])


def _call(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    function = evaluator.evaluate(term[1], module, environment)
    if not function:
        return UNKNOWN
    simple = calls.simple_result(evaluator, function)
    if simple:
        return simple
    starred = _starred(evaluator, term[2], module, environment)
    arguments = Arguments(
        evaluator.lazily(term[2], module, environment),
        {
            name: Lazy(lambda part=part: evaluator.evaluate(part, module, environment))  # type: ignore[misc]
            for name, part in term[3].items()
        },
        is_open=starred is not None,
        starred=starred,
        term=lambda: term,
        module=module,
    )
    return evaluator.call(function, arguments)


def _starred(
    evaluator: Evaluator, terms: Sequence[Term], module: Module, environment: Environment
) -> Lazy | None:
    """An item of the first starred argument, which is what a `*parameter` is made of."""
    for term in terms:
        if isinstance(term, list) and term[0] == "*":
            return evaluator.lazily([term[1] and ["I", term[1]]], module, environment)[0]
    return None


def _subscript(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    base = evaluator.evaluate(term[1], module, environment)
    return evaluator.each(
        base, lambda a: forms.subscript(evaluator, a, term[2], module, environment)
    )


def _division(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    left = evaluator.evaluate(term[1], module, environment)
    return _operated(evaluator, left, "__truediv__", term[2], module, environment)


def _operated(
    evaluator: Evaluator,
    left: Value,
    method: str,
    right: Term,
    module: Module,
    environment: Environment,
) -> Value:
    """What an operator gives by the method of its left operand (Python reference, 3.3.8)."""
    if not all(isinstance(a, Instance) and a.cls.module.name != "builtins" for a in left):
        return UNKNOWN  # what a number gives hangs on the other one
    given = [Lazy(lambda: evaluator.evaluate(right, module, environment))]
    return evaluator.call(evaluator.attribute(left, method), Arguments(given, {}, is_call=False))


def _through(answer: Callable[[Evaluator, Alternative], Value]) -> Evaluation:
    """What `answer` says of each thing that the inner term may be."""

    def evaluated(
        evaluator: Evaluator, term: Term, module: Module, environment: Environment
    ) -> Value:
        value = evaluator.evaluate(term[1], module, environment)
        return evaluator.each(value, lambda a: answer(evaluator, a))

    return evaluated


def _item(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    # What is shipped of a library does not tell an empty list from one that is not known.
    iterable = filled(term[1]) if module.is_project else term[1]
    value = evaluator.evaluate(iterable, module, environment)
    return evaluator.each(value, lambda a: protocols.item(evaluator, a))


def _union(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    return evaluator.either([evaluator.evaluate(part, module, environment) for part in term[1]])


def _by_none(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    """What is returned for None, or for anything else: by what this call hands over."""
    _, parameter, for_none, otherwise = term
    given = environment.parameters.get((parameter[1], parameter[2]))
    nones = {is_none(a) for a in given.get()} if given is not None else set()
    if nones == {True} or (given is None and environment.is_whole):
        parts = [for_none]
    else:
        parts = [otherwise] if nones == {False} else [for_none, otherwise]
    return evaluator.either([evaluator.evaluate(part, module, environment) for part in parts])


def _first_true(
    evaluator: Evaluator, term: Term, module: Module, environment: Environment
) -> Value:
    parts: list[Value] = []
    for part in term[1]:
        parts.append(evaluator.evaluate(part, module, environment))
        if not parts[-1] or protocols.are_unconsumed(evaluator, parts[-1]):
            break  # what is made by a call that nobody awaits is always true
    return union(parts)


def _either(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    """`a | b`: a union where both are types, else what the method of `a` gives."""
    left = evaluator.evaluate(term[1], module, environment)
    if not all(forms.is_type(evaluator, a) for a in left):
        return _operated(evaluator, left, "__or__", term[2], module, environment)
    right = evaluator.evaluate(term[2], module, environment)
    if not left or not right or not all(forms.is_type(evaluator, a) for a in right):
        return UNKNOWN
    return union([left, right])


def _constant(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    constant = term[1]
    name = "NoneType" if constant is None else type(constant).__name__
    cls = evaluator.builtin_class("types.NoneType" if constant is None else name)
    return (Instance(cls, constant=constant),) if cls is not None else UNKNOWN


def _builtin(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    parts = evaluator.lazily(term[2], module, environment)
    return evaluator.instance(term[1], parts)


def _tuple(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    items = tuple(evaluator.lazily(term[1], module, environment))
    cls = evaluator.builtin_class("tuple")
    return (Instance(cls, items=items),) if cls is not None else UNKNOWN


def _is_dict(value: Value) -> bool:
    """Whether it is a dict, of which a TypedDict tells what stands under each key."""
    return all(isinstance(a, Instance) and a.qualified_name == "builtins.dict" for a in value)


def _declared(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    if module.is_project:
        value = evaluator.evaluate(term[2], module, environment)
        if value and is_stopgap(value):
            return union([value, evaluator.type_of(term[1], module, environment)])
        if value and not is_bare(value) and not _is_dict(value):
            return value
        declared = evaluator.type_of(term[1], module, environment)
        if value and not is_bare(value):
            one = declared[0] if len(declared) == 1 else None
            typed = isinstance(one, Instance) and forms.is_typed_dict(evaluator, one)
            return declared if typed else value
        return declared if not value or fills(evaluator, declared, value) else value
    declared = evaluator.type_of(term[1], module, environment)
    return declared or evaluator.evaluate(term[2], module, environment)


def _super(evaluator: Evaluator, term: Term, module: Module, environment: Environment) -> Value:
    record = module.record(term[1])
    receiver = evaluator.evaluate(term[2], module, environment)
    if not isinstance(record, ClassRecord):
        return UNKNOWN
    return (SuperValue(ClassValue(module, record), receiver),)


def _type_variable(
    evaluator: Evaluator, term: Term, module: Module, environment: Environment
) -> Value:
    bound = Lazy(lambda: evaluator.type_of(term[2], module))
    return (TypeVariable(f"{module.name}:{term[1]}", bound),)


def _positional(
    evaluator: Evaluator, term: Term, module: Module, environment: Environment
) -> Value:
    value = evaluator.evaluate(term[1], module, environment)
    return evaluator.each(value, lambda a: fields.matched(evaluator, a, term[2]))


EVALUATE: dict[str, Evaluation] = {
    "n": _name,
    "f": _imported_name,
    "m": _module,
    "L": _definition,
    "o": _overloads,
    "p": _parameter,
    ".": _attribute,
    "(": _call,
    "[": _subscript,
    "s": _through(forms.sliced),
    "/": _division,
    "a": _through(protocols.awaited),
    "e": _through(protocols.async_entered),
    "E": _through(protocols.entered),
    "i": _through(protocols.async_item),
    "I": _item,
    "|": _union,
    "||": _first_true,
    "?:": _by_none,
    "or": _either,
    "k": _constant,
    "c": _builtin,
    "t": _tuple,
    "d": _declared,
    "super": _super,
    "tv": _type_variable,
    "@": _positional,
    "?": lambda *_: UNKNOWN,
    "...": lambda *_: UNKNOWN,
}
