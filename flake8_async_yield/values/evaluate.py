"""From terms to values: what a name, a call, an attribute, an `await` … may give.

Nothing is run. Every question has an answer within a bounded number of steps, and the answer
does not depend on what was asked before: what was cut short is not remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from flake8_async_yield.names.definitions import (
    MISSING,
    ClassRecord,
    Flag,
    FunctionRecord,
    Module,
    Term,
)
from flake8_async_yield.names.unions import filled
from flake8_async_yield.project.index import Index
from flake8_async_yield.settings import Settings
from flake8_async_yield.values import (
    attributes,
    calls,
    decorators,
    dotted,
    fields,
    forms,
    generics,
    parameters,
    protocols,
)
from flake8_async_yield.values.arguments import Arguments
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
    Special,
    SuperValue,
    TypeVariable,
    Value,
    is_none,
    union,
)

DEEPEST = 40
"""Evaluations nested deeper than this give up."""

STEPS = 600
"""Evaluations that one question may take before it gives up."""

SPECIFIC = 4
"""Calls inside calls that are followed with their own arguments."""

SPECIFIC_STEPS = 120
"""Evaluations that following one of them may take."""


TOO_LONG = "too long"
"""Marks, in a memo, what could not be answered with so many steps and so deep a stack left."""

Result = TypeVar("Result")


class Evaluator:
    """Evaluates terms against an index. One for each linted file; memos live in the modules."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self.index = index
        self.settings = settings
        self._active: dict[tuple[int, Any], int] = {}
        self._assumed: dict[tuple[int, Any], Value] = {}
        self._cut = 1 << 30
        """The lowest position in `_active` that an unfinished answer leans on."""
        self._depth = 0
        self._steps = 0
        self._specific = 0
        self._limit = STEPS
        self._builtins: dict[str, ClassValue | None] = {}

    # -- terms

    def ask(self, term: Term, module: Module) -> Value:
        """The value of `term`, as a question of its own."""
        return UNKNOWN if term is None else self.asked(lambda: self.evaluate(term, module))

    def asked(self, make: Callable[[], Value]) -> Value:
        """`make()`, as a question of its own, whatever other one it is asked for."""
        outer = (
            self._steps, self._depth, self._specific, self._limit, self._cut, self._active
        )  # fmt: skip
        self._steps = self._depth = self._specific = 0
        self._limit = STEPS
        self._cut = 1 << 30
        self._active = {}
        try:
            return make()
        except RecursionError:  # the caller's own stack was deep already
            return UNKNOWN
        finally:
            (
                self._steps, self._depth, self._specific, self._limit, self._cut, self._active
            ) = outer  # fmt: skip

    def evaluate(self, term: Term, module: Module, environment: Environment = EMPTY) -> Value:
        """The value of `term`, which belongs to `module`."""
        if term is None:
            return UNKNOWN
        self._steps += 1
        if self._depth > DEEPEST or self._steps > self._limit:
            self._cut = -1
            return UNKNOWN
        self._depth += 1
        try:
            return EVALUATE[term[0]](self, term, module, environment)
        finally:
            self._depth -= 1

    def deeper(self, make: Callable[[], Value]) -> Value:
        """`make()`, unless it is too far down a chain of calls to follow their arguments."""
        if self._specific >= SPECIFIC:
            self._cut = -1
            return UNKNOWN
        self._specific += 1
        limit = self._limit
        self._limit = min(limit, self._steps + SPECIFIC_STEPS)
        try:
            return make()
        finally:
            self._specific -= 1
            self._limit = limit

    def whole(self, make: Callable[[], Result]) -> tuple[Result, bool]:
        """`make()`, and whether no limit has cut it short."""
        cut, self._cut = self._cut, 1 << 30
        result = make()
        is_whole = self._cut >= 0
        self._cut = min(cut, self._cut)
        return result, is_whole

    def remember(self, memo: dict[Any, Any], key: Any, make: Callable[[], Value]) -> Value:
        """`make()`, remembered in `memo` unless it leans on an answer that is not finished."""
        known = memo.get(key)
        if known is not None:
            return known  # type: ignore[no-any-return]
        mark = (id(memo), key)
        position = self._active.get(mark)
        if position is not None:
            self._cut = min(self._cut, position)
            return self._assumed.get(mark, UNKNOWN)
        left = (self._limit - self._steps, DEEPEST - self._depth)
        tried = memo.get((TOO_LONG, key))
        if tried is not None and left[0] <= tried[0] and left[1] <= tried[1]:
            self._cut = -1
            return UNKNOWN
        position = len(self._active)
        self._active[mark] = position
        cut, self._cut = self._cut, 1 << 30
        try:
            value = make()
            if self._cut >= position:
                memo[key] = value
                self._cut = 1 << 30
            elif self._cut < 0 and not value:
                memo[TOO_LONG, key] = left
        finally:
            del self._active[mark]
            self._cut = min(cut, self._cut)
        if not self._active and self._cut >= 0:
            self._cut = 1 << 30
        return value

    @contextmanager
    def assuming(self, memo: dict[Any, Any], key: Any, value: Value) -> Iterator[None]:
        """Inside, the unfinished answer that `remember` is working out is taken to be `value`."""
        mark = (id(memo), key)
        self._assumed[mark] = value
        try:
            yield
        finally:
            del self._assumed[mark]

    def _name(self, term: Term, module: Module, environment: Environment) -> Value:
        return self.global_value(module, term[1])

    def global_value(self, module: Module, name: str) -> Value:
        """What the global `name` of `module` is, builtins included."""
        return self.remember(module.memo, name, lambda: self._global(module, name))

    def _global(self, module: Module, name: str) -> Value:
        if module.name in forms.HOMES and name in forms.SPECIAL:
            return (Special(name),)
        term = module.lookup(name)
        givers = self._givers(module, name)
        if term is not MISSING:
            # Which of two counts is a matter of their order, so they have to agree.
            given = [self.member(giver, name) for giver in givers or ()]
            return union([self._named(term, module, name), *given])
        if givers is None:
            return UNKNOWN
        if givers:
            return union([self.member(giver, name) for giver in givers])
        if module.name == "builtins":
            return UNKNOWN
        builtins = self.index.module("builtins", module)
        if builtins is None or builtins.lookup(name) is MISSING:
            return UNKNOWN
        return self.global_value(builtins, name)

    def _givers(self, module: Module, name: str) -> list[Module] | None:
        """The modules whose `import *` brings `name` here; None if one is missing that might."""
        givers: list[Module] = []
        for level, starred in module.stars():
            target = self.index.imported(module, level, starred)
            if target is None:
                return None
            if dotted.exports(self.index, target, name, frozenset({module.name})):
                givers.append(target)
        return givers

    def _named(self, term: Term, module: Module, name: str) -> Value:
        return self.evaluate(term, module)

    def member(self, module: Module, name: str) -> Value:
        """The attribute `name` of a module: a global of it, or a submodule."""
        if module.lookup(name) is MISSING:
            for level, starred in module.stars():
                target = self.index.imported(module, level, starred)
                if target is not None and dotted.exports(self.index, target, name):
                    return self.global_value(module, name)
            if module.is_package:
                submodule = self.index.module(f"{module.name}.{name}", module)
                if submodule is not None:
                    return (ModuleValue(submodule),)
            return UNKNOWN
        if module.is_package and module.lookup(name) == ["f", 1, "", name]:
            # `from . import x` in the package's own __init__: the submodule x.
            submodule = self.index.module(f"{module.name}.{name}", module)
            return (ModuleValue(submodule),) if submodule is not None else UNKNOWN
        return self.global_value(module, name)

    def _imported_name(self, term: Term, module: Module, environment: Environment) -> Value:
        _, level, source, name = term
        target = self.index.imported(module, level, source)
        if target is None:
            return UNKNOWN
        if target is module and target.lookup(name) == term:
            submodule = self.index.module(f"{module.name}.{name}", module)
            return (ModuleValue(submodule),) if submodule is not None else UNKNOWN
        return self.member(target, name)

    def _module(self, term: Term, module: Module, environment: Environment) -> Value:
        target = self.index.module(term[1], module)
        return (ModuleValue(target),) if target is not None else UNKNOWN

    def _definition(self, term: Term, module: Module, environment: Environment) -> Value:
        record = module.record(term[1])
        if record is None:
            return UNKNOWN
        if isinstance(record, ClassRecord):
            return (ClassValue(module, record),)
        if record.flags & Flag.REFUSED:
            return UNKNOWN
        if environment.parameters:  # a function made inside another one sees its parameters
            return decorators.decorated(self, module, record, environment)
        return self.remember(
            record.memo, "value", lambda: decorators.decorated(self, module, record, EMPTY)
        )

    def _overloads(self, term: Term, module: Module, environment: Environment) -> Value:
        if len(term) > 2 and module.is_project:
            return self._definition(["L", term[2]], module, environment)
        found: list[FunctionValue] = []
        for key in term[1]:
            value = self._definition(["L", key], module, environment)
            for alternative in value:
                if isinstance(alternative, FunctionValue):
                    found.append(alternative)
            if not value:
                return UNKNOWN
        if len(found) == 1:
            return (found[0],)
        return (Overloads(tuple(found)),) if found else UNKNOWN

    def _parameter(self, term: Term, module: Module, environment: Environment) -> Value:
        given = environment.parameters.get((term[1], term[2]))
        if given is not None:
            value = given.get()
            if value:
                return value
        record = module.record(term[1])
        if not isinstance(record, FunctionRecord):
            return UNKNOWN
        if environment is EMPTY:
            return self.remember(
                record.memo,
                f"parameter {term[2]}",
                lambda: parameters.parameter(self, module, record, term[2], environment),
            )
        return parameters.parameter(self, module, record, term[2], environment)

    def _attribute(self, term: Term, module: Module, environment: Environment) -> Value:
        return self.attribute(self.evaluate(term[1], module, environment), term[2])

    def _call(self, term: Term, module: Module, environment: Environment) -> Value:
        function = self.evaluate(term[1], module, environment)
        if not function:
            return UNKNOWN
        simple = calls.simple_result(self, function)
        if simple:
            return simple
        starred = self._starred(term[2], module, environment)
        arguments = Arguments(
            self.lazily(term[2], module, environment),
            {
                name: Lazy(lambda part=part: self.evaluate(part, module, environment))  # type: ignore[misc]
                for name, part in term[3].items()
            },
            is_open=starred is not None,
            starred=starred,
            term=lambda: term,
            module=module,
        )
        return self.call(function, arguments)

    def _starred(
        self, terms: Sequence[Term], module: Module, environment: Environment
    ) -> Lazy | None:
        """An item of the first starred argument, which is what a `*parameter` is made of."""
        for term in terms:
            if isinstance(term, list) and term[0] == "*":
                return self.lazily([term[1] and ["I", term[1]]], module, environment)[0]
        return None

    def lazily(self, terms: Sequence[Term], module: Module, environment: Environment) -> list[Lazy]:
        """Positional arguments, up to the first starred one."""
        found: list[Lazy] = []
        for term in terms:
            if isinstance(term, list) and term[0] == "*":
                break
            found.append(Lazy(lambda part=term: self.evaluate(part, module, environment)))  # type: ignore[misc]
        return found

    def _subscript(self, term: Term, module: Module, environment: Environment) -> Value:
        base = self.evaluate(term[1], module, environment)
        return self.each(base, lambda a: forms.subscript(self, a, term[2], module, environment))

    def _slice(self, term: Term, module: Module, environment: Environment) -> Value:
        value = self.evaluate(term[1], module, environment)
        return self.each(value, lambda a: forms.sliced(self, a))

    def _division(self, term: Term, module: Module, environment: Environment) -> Value:
        left = self.evaluate(term[1], module, environment)
        if not all(isinstance(a, Instance) and a.cls.module.name != "builtins" for a in left):
            return UNKNOWN  # what a number gives hangs on the other one
        right = [Lazy(lambda: self.evaluate(term[2], module, environment))]
        return self.call(self.attribute(left, "__truediv__"), Arguments(right, {}, is_call=False))

    def _await(self, term: Term, module: Module, environment: Environment) -> Value:
        value = self.evaluate(term[1], module, environment)
        return self.each(value, lambda a: protocols.awaited(self, a))

    def _async_entered(self, term: Term, module: Module, environment: Environment) -> Value:
        value = self.evaluate(term[1], module, environment)
        return self.each(value, lambda a: protocols.async_entered(self, a))

    def _entered(self, term: Term, module: Module, environment: Environment) -> Value:
        value = self.evaluate(term[1], module, environment)
        return self.each(value, lambda a: protocols.entered(self, a))

    def _async_item(self, term: Term, module: Module, environment: Environment) -> Value:
        value = self.evaluate(term[1], module, environment)
        return self.each(value, lambda a: protocols.async_item(self, a))

    def _item(self, term: Term, module: Module, environment: Environment) -> Value:
        # What is shipped of a library does not tell an empty list from one that is not known.
        iterable = filled(term[1]) if module.is_project else term[1]
        value = self.evaluate(iterable, module, environment)
        return self.each(value, lambda a: protocols.item(self, a))

    def _union(self, term: Term, module: Module, environment: Environment) -> Value:
        return self.either([self.evaluate(part, module, environment) for part in term[1]])

    @staticmethod
    def either(parts: Sequence[Value]) -> Value:
        """One of the values that the same name may have."""
        # `if TYPE_CHECKING: from m import C`, `else: C = Any`: the class is what is meant.
        return union([part for part in parts if not forms.is_any(part)] or parts)

    def _first_true(self, term: Term, module: Module, environment: Environment) -> Value:
        parts: list[Value] = []
        for part in term[1]:
            parts.append(self.evaluate(part, module, environment))
            if not parts[-1] or protocols.are_unconsumed(self, parts[-1]):
                break  # what is made by a call that nobody awaits is always true
        return union(parts)

    def _either(self, term: Term, module: Module, environment: Environment) -> Value:
        left = self.evaluate(term[1], module, environment)
        right = self.evaluate(term[2], module, environment)
        if not left or not right:
            return UNKNOWN
        if not all(forms.is_type(self, a) for a in (*left, *right)):
            return UNKNOWN
        return union([left, right])

    def _constant(self, term: Term, module: Module, environment: Environment) -> Value:
        constant = term[1]
        name = "NoneType" if constant is None else type(constant).__name__
        cls = self.builtin_class("types.NoneType" if constant is None else name)
        return (Instance(cls, constant=constant),) if cls is not None else UNKNOWN

    def _builtin(self, term: Term, module: Module, environment: Environment) -> Value:
        parts = self.lazily(term[2], module, environment)
        return self.instance(term[1], parts)

    def _tuple(self, term: Term, module: Module, environment: Environment) -> Value:
        items = tuple(self.lazily(term[1], module, environment))
        cls = self.builtin_class("tuple")
        return (Instance(cls, items=items),) if cls is not None else UNKNOWN

    def _declared(self, term: Term, module: Module, environment: Environment) -> Value:
        if module.is_project:
            value = self.evaluate(term[2], module, environment)
            if value and not _is_bare(value):
                return value
            declared = self.type_of(term[1], module, environment)
            return declared if not value or _fills(declared, value) else value
        declared = self.type_of(term[1], module, environment)
        return declared or self.evaluate(term[2], module, environment)

    def _positional(self, term: Term, module: Module, environment: Environment) -> Value:
        value = self.evaluate(term[1], module, environment)
        return self.each(value, lambda a: fields.matched(self, a, term[2]))

    def _super(self, term: Term, module: Module, environment: Environment) -> Value:
        record = module.record(term[1])
        receiver = self.evaluate(term[2], module, environment)
        if not isinstance(record, ClassRecord):
            return UNKNOWN
        return (SuperValue(ClassValue(module, record), receiver),)

    def _type_variable(self, term: Term, module: Module, environment: Environment) -> Value:
        bound = Lazy(lambda: self.type_of(term[2], module))
        return (TypeVariable(f"{module.name}:{term[1]}", bound),)

    # -- questions

    def type_of(self, term: Term, module: Module, environment: Environment = EMPTY) -> Value:
        """What a thing annotated with the type `term` may be."""
        if self._depth > DEEPEST:
            self._cut = -1
            return UNKNOWN
        self._depth += 1
        try:
            return forms.instantiate(self, self.evaluate(term, module, environment), environment)
        finally:
            self._depth -= 1

    def each(self, value: Value, answer: Callable[[Alternative], Value]) -> Value:
        """The union of `answer` over the alternatives; None has nothing to say beside others."""
        if len(value) > 1:
            value = tuple(a for a in value if not is_none(a)) or value
        if len(value) == 1:
            return answer(value[0])
        return union([answer(alternative) for alternative in value])

    def attribute(self, value: Value, name: str) -> Value:
        """The attribute `name` of what `value` may be."""
        return self.each(value, lambda a: attributes.attribute(self, a, name))

    def call(self, value: Value, arguments: Arguments) -> Value:
        """What calling `value` gives."""
        return self.each(value, lambda a: calls.call(self, a, arguments))

    def builtin_class(self, name: str) -> ClassValue | None:
        """A class of the standard library: `list`, `types.CoroutineType`."""
        if name not in self._builtins:
            home, _, last = name.rpartition(".")
            module = self.index.module(home or "builtins", None)
            found = self.global_value(module, last) if module is not None else UNKNOWN
            cls = found[0] if found and isinstance(found[0], ClassValue) else None
            self._builtins[name] = cls
        return self._builtins[name]

    def instance(
        self, name: str, parts: Sequence[Lazy], made_by: FunctionValue | None = None
    ) -> Value:
        """An instance of a standard class with these type arguments."""
        cls = self.builtin_class(name)
        if cls is None:
            return UNKNOWN
        names = generics.type_parameters(self, cls.module, cls.record)
        typed = ClassValue(cls.module, cls.record, dict(zip(names, parts, strict=False)))
        return (Instance(typed, made_by=made_by),)

    def standard(self, module: str, name: str) -> Value:
        """A name of the standard library."""
        home = self.index.module(module, None)
        return self.global_value(home, name) if home is not None else UNKNOWN

    def qualified(self, term: Term, module: Module) -> str:
        """The dotted name that `term` was defined under, see `dotted`."""
        return dotted.qualified(self.index, term, module)


def _is_bare(value: Value) -> bool:
    """Whether it is one instance that says nothing of what it holds, such as `[]`."""
    one = value[0]
    if len(value) != 1 or not isinstance(one, Instance) or one.items:
        return False
    return not any(lazy.get() for lazy in one.cls.arguments.values())


def _fills(declared: Value, value: Value) -> bool:
    """Whether the annotation tells what the bare instance `value` holds: `x: list[A] = []`."""
    said, made = declared[0] if len(declared) == 1 else None, value[0]
    if not isinstance(said, Instance) or not isinstance(made, Instance):
        return False
    return said.cls.record is made.cls.record and bool(said.cls.arguments)


EVALUATE: dict[str, Callable[[Evaluator, Term, Module, Environment], Value]] = {
    "n": Evaluator._name,
    "f": Evaluator._imported_name,
    "m": Evaluator._module,
    "L": Evaluator._definition,
    "o": Evaluator._overloads,
    "p": Evaluator._parameter,
    ".": Evaluator._attribute,
    "(": Evaluator._call,
    "[": Evaluator._subscript,
    "s": Evaluator._slice,
    "/": Evaluator._division,
    "a": Evaluator._await,
    "e": Evaluator._async_entered,
    "E": Evaluator._entered,
    "i": Evaluator._async_item,
    "I": Evaluator._item,
    "|": Evaluator._union,
    "||": Evaluator._first_true,
    "or": Evaluator._either,
    "k": Evaluator._constant,
    "c": Evaluator._builtin,
    "t": Evaluator._tuple,
    "d": Evaluator._declared,
    "super": Evaluator._super,
    "tv": Evaluator._type_variable,
    "@": Evaluator._positional,
    "?": lambda *_: UNKNOWN,
    "...": lambda *_: UNKNOWN,
}
