"""From terms to values: the questions that are asked of what a module defines.

Nothing is run. What each form of term may be is said in `terms`; that every question ends, and
what of its answer is kept, in `bounded`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flake8_async_yield.names.definitions import MISSING, Module, Term
from flake8_async_yield.project.index import Index
from flake8_async_yield.settings import Settings
from flake8_async_yield.values import attributes, calls, dotted, forms, generics
from flake8_async_yield.values.arguments import Arguments
from flake8_async_yield.values.bounded import DEEPEST, Bounded
from flake8_async_yield.values.terms import EVALUATE
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
    Special,
    Value,
    is_none,
    union,
)

OF_LOOPS_ALONE = "run_until_complete"
"""A method that event loops have and nothing else: it tells what `loop` is, wherever it is from."""


class Evaluator(Bounded):
    """Evaluates terms against an index. One for each linted file; memos live in the modules."""

    def __init__(self, index: Index, settings: Settings) -> None:
        super().__init__()
        self.index = index
        self.settings = settings
        self._builtins: dict[str, ClassValue | None] = {}

    # -- terms

    def ask(self, term: Term, module: Module) -> Value:
        """The value of `term`, as a question of its own."""
        return UNKNOWN if term is None else self.asked(lambda: self.evaluate(term, module))

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
            return union([self.evaluate(term, module), *given])
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

    def lazily(self, terms: Sequence[Term], module: Module, environment: Environment) -> list[Lazy]:
        """Positional arguments, up to the first starred one."""
        found: list[Lazy] = []
        for term in terms:
            if isinstance(term, list) and term[0] == "*":
                break
            found.append(Lazy(lambda part=term: self.evaluate(part, module, environment)))  # type: ignore[misc]
        return found

    @staticmethod
    def either(parts: Sequence[Value]) -> Value:
        """One of the values that the same name may have."""
        # `if TYPE_CHECKING: from m import C`, `else: C = Any`: the class is what is meant.
        return union([part for part in parts if not forms.is_any(part)] or parts)

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
        if not value and name == OF_LOOPS_ALONE:
            value = self.instance("asyncio.events.AbstractEventLoop", ())
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


