"""Lowering: an expression of a module becomes a term, in which no local name is left.

A term is a small list that can be stored and read back:

    None                     not known
    ["n", NAME]              a global name of the module, else a builtin
    ["L", KEY]               a def, class or lambda of the module
    ["m", DOTTED]            a module
    ["f", LEVEL, MOD, NAME]  what `from MOD import NAME` gives
    ["p", KEY, NAME]         a parameter of the function KEY
    [".", T, NAME]           an attribute
    ["(", T, [T...], {}]     a call; an argument may be ["*", T]
    ["[", T, [T...]]         a subscript
    ["s", T]                 a slice of it
    ["/", T, T]              a division; of paths, that is
    ["a", T]                 `await`
    ["e", T] ["E", T]        what `async with`, `with` bind
    ["i", T] ["I", T]        what `async for`, `for` bind
    ["|", [T...]]            one of several
    ["||", [T...]]           `f() or …`: the first of them that is true
    ["or", T, T]             `a | b`
    ["?:", T, T, T]          the second where the parameter T is None, else the third
    ["k", CONSTANT]          a constant
    ["c", CLASS, [T...]]     an instance of a builtin class, with type arguments
    ["t", [T...]]            a tuple
    ["@", T, NUMBER]         what `case C(x, y)` takes of an instance, by position
    ["d", T, T]              a declared name: the annotation, the value
    ["super", KEY, T]        `super()` in the class KEY, T the first parameter
    ["tv", NAME, T]          a type parameter and its bound
    ["o", [KEY...]]          overloads without an implementation
    ["o", [KEY...], KEY]     overloads and their implementation, a `def` of the same kind
    ["?"]                    not known, where None says that there is nothing (a default)
    ["..."]                  the `...` of `tuple[T, ...]`
"""

from __future__ import annotations

import ast

from flake8_async_yield.names.annotations import annotated
from flake8_async_yield.names.applied import Calls, applied_to, calls_of_lambdas
from flake8_async_yield.names.attached import Attached, attached
from flake8_async_yield.names.bindings import Binding, Bound, Place
from flake8_async_yield.names.definitions import (
    MISSING,
    Flag,
    Missing,
    Module,
    Record,
    Term,
)
from flake8_async_yield.names.expressions import LOWER, WIDEST
from flake8_async_yield.names.generators import is_generator
from flake8_async_yield.names.growth import Growth, growth
from flake8_async_yield.names.lowering import LOWER_BINDING, declared
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.records import class_record, function_record
from flake8_async_yield.names.registered import TELLING, handed
from flake8_async_yield.names.scopes import (
    Names,
    Scope,
    is_overload,
)
from flake8_async_yield.names.seeing import Seen, seen
from flake8_async_yield.names.unions import (
    NONE,
    declaring,
    union,
)

DEEPEST = 40
"""Expressions nested deeper than this are not looked into: their value is not known."""

MOST = 500
"""Bindings that one question may lower before it gives up: each may lean on all the others."""

WHOLE = 1 << 30
"""Of a term that leans on no unfinished one."""

class LiveModule(Module):
    """A module known by its tree: terms are made when they are asked for."""

    def __init__(
        self,
        name: str,
        path: str,
        names: Names,
        yield_lines: frozenset[int] | None,
        async_lines: frozenset[int] | None = None,
        *,
        is_package: bool,
        is_stub: bool = False,
        bodies: bool = True,
    ) -> None:
        """`yield_lines`: the lines (from 1) that hold the word `yield`; None: any may.

        `async_lines`: the same of `async` and `await`.
        """
        super().__init__(name, path, is_package=is_package, is_stub=is_stub)
        self.scopes = names
        self.yield_lines = yield_lines
        self.async_lines = async_lines
        self.bodies = bodies
        """Whether bodies of annotated functions are read for what they return."""
        self.records: dict[str, Record] = {}
        self._terms: dict[int, Term] = {}
        self._globals: dict[str, Term | Missing] = {}
        self._growths: dict[int, Growth] = {}
        self._applied: dict[int, Calls] = {}
        self._attached: dict[int, Attached] = {}
        self._active: dict[int, int] = {}
        """The bindings that are being lowered -> their positions."""
        self._depth = 0
        self._made = 0
        self._cut = WHOLE
        """The lowest position in `_active` that an unfinished term leans on."""

    def forget(self) -> None:
        """Know nothing any more: the tree and what was made of it, which is full of cycles, goes.

        Without that it would wait for the collector, which is slow, and looks for garbage seldom.
        """
        for record in self.records.values():
            record.memo.clear()
        for kept in (self.records, self.memo, self._terms, self._globals):
            kept.clear()
        self.scopes.forget()

    # -- what a module is asked

    def lookup(self, name: str) -> Term | Missing:
        known = self._globals.get(name, self)
        if known is not self:
            return known
        scope = self.scopes.module
        found = scope.bindings.get(name, []) + self.scopes.bound_from_inside(scope, name)
        term = self._bound(scope, found, None, lasting=True) if found else MISSING
        self._globals[name] = term
        return term

    def record(self, key: str) -> Record | None:
        return self.records.get(key)

    def names(self) -> list[str]:
        return [name for name in self.scopes.module.bindings if name != "*"]

    def stars(self) -> list[tuple[int, str]]:
        found = self.scopes.module.bindings.get("*", [])
        return [
            (b.node.level, b.node.module or "") for b in found if isinstance(b.node, ast.ImportFrom)
        ]

    def exported(self) -> list[str] | None:
        found = self.scopes.module.bindings.get("__all__", [])
        listed: list[str] = []
        for binding in found:
            node = binding.node
            if isinstance(node, ast.AnnAssign):
                node = node.value or node
            if not isinstance(node, (ast.List, ast.Tuple)):
                return None
            for element in node.elts:
                if isinstance(element, ast.Constant) and isinstance(element.value, str):
                    listed.append(element.value)
        return listed if found else None

    # -- names

    def name_term(self, name: str, scope: Scope, place: Place | None) -> Term:
        """The term of the name `name` used in `scope` at `place`."""
        found = seen(name, scope, place)
        return ["n", name] if found is None else self.bound_term(found)

    def bound_term(self, seen: Seen) -> Term:
        """The term of a name of which these bindings are seen."""
        return self._bound(seen.scope, seen.bindings, seen.use, lasting=False)

    def _bound(
        self, scope: Scope, found: list[Binding], use: Place | None, *, lasting: bool
    ) -> Term:
        """The union of bindings of one name; `lasting` ones are seen by code that runs later."""
        if not found:
            return None
        whole = found
        if lasting and len(found) > 1:
            own = scope.bindings.get(found[0].name, ())
            here = [b for b in found if b in own]
            # What a `global` binds from inside a function need not have been bound yet.
            found = (reaching(here, None) or here) + [b for b in found if b not in own]
        if len(found) > 1:
            found = _implementations(found)
            if all(is_overload(b.node) for b in found):
                return ["o", [self.key(b.node, scope, b.place) for b in found]]
        if len(found) == 1:
            if len(whole) > 1 and found[0].kind is Bound.FUNCTION:
                overloaded = self._overloaded(found[0], whole, scope)
                if overloaded is not None:
                    return overloaded
            term = self.binding(found[0], scope)
            # A lone None of a module or class is a place kept for what is assigned elsewhere.
            if lasting and term == NONE:
                return None
            return declaring([*self._declarations(found, scope), term])[-1]
        if len(found) > WIDEST:
            return None
        declared = self._declarations(found, scope)
        parts = declaring([*declared, *(self.binding(b, scope) for b in found)])
        return union(parts[len(declared) :], lasting=lasting)

    def _declarations(self, found: list[Binding], scope: Scope) -> list[Term]:
        """What is declared of the name that `found` bind, other than by one of them."""
        whole = scope.bindings.get(found[0].name, ())
        others = (b for b in whole if b.kind is Bound.DECLARED and b not in found)
        return [self.binding(b, scope) for b in others]

    def _overloaded(self, made: Binding, whole: list[Binding], scope: Scope) -> Term:
        """The overloads right above `made`, where they are its signatures and nothing more."""
        node = made.node
        overloads: list[Binding] = []
        for binding in reversed(whole[: whole.index(made)]):
            if not is_overload(binding.node):
                break
            overloads.insert(0, binding)
        if any(b.node.__class__ is not node.__class__ for b in overloads):
            return None
        if not overloads or is_generator(node, self.yield_lines):  # type: ignore[arg-type]
            return None
        keys = [self.key(b.node, scope, b.place) for b in overloads]
        for key in keys:
            self.records[key].flags &= ~(Flag.STUB | Flag.ENDS)  # type: ignore[union-attr]
        return ["o", keys, self.key(node, scope, made.place)]

    def binding(self, binding: Binding, scope: Scope) -> Term:
        """The term of what one binding of `scope` binds its name to."""
        key = id(binding)
        if key in self._terms:
            return self._terms[key]
        position = self._active.get(key)
        if position is not None:
            self._cut = min(self._cut, position)
            return None
        if not self._active:
            self._made = 0
        if self._depth > DEEPEST or self._made > MOST:
            self._cut = -1
            return None
        position = self._active[key] = len(self._active)
        self._depth += 1
        self._made += 1
        cut, self._cut = self._cut, WHOLE
        try:
            term = LOWER_BINDING[binding.kind](self, binding, scope)
            # What leans on a binding further up may be whole when it is asked from elsewhere.
            # A question that was too long would be as long again.
            if self._cut >= position or (position == 0 and self._made > MOST):
                self._terms[key] = term
                self._cut = WHOLE
        finally:
            del self._active[key]
            self._depth -= 1
            self._cut = min(self._cut, cut)
        return term

    def declared(self, node: ast.AnnAssign, scope: Scope, place: Place | None) -> Term:
        """The term of `x: T` or `x: T = value`."""
        return declared(self, node, scope, place)

    def applied(self, scope: Scope, parameter: ast.AST) -> ast.expr | None:
        """What a lambda, if `scope` is one, is applied to the items of; None: not known."""
        if not isinstance(scope.node, ast.Lambda) or scope.place is None:
            return None
        statement = scope.place.statement
        if id(statement) not in self._applied:
            self._applied[id(statement)] = calls_of_lambdas(statement)
        return applied_to(scope, parameter, self._applied[id(statement)])

    @property
    def registers(self) -> bool:
        """Whether a call of the module may register a function with a framework."""
        if "registers" not in self.memo:
            self.memo["registers"] = TELLING.search(self.scopes.text) is not None
        return bool(self.memo["registers"])

    def registering(self, name: str) -> list[tuple[Term, int | str]]:
        if not self.registers:
            return []
        if "handed" not in self.memo:
            self.memo["handed"] = handed(self.scopes)
        return [
            (self.expression(one.call.func, one.scope, one.place), one.argument)
            for one in self.memo["handed"].get(name, ())
            if (found := seen(name, one.scope, one.place)) is None
            or found.scope is self.scopes.module
        ]

    def growth(self, scope: Scope) -> Growth:
        """What is added to each collection that `scope`, a function, makes under a name."""
        known = self._growths.get(id(scope))
        if known is None:
            known = self._growths[id(scope)] = growth(scope)
        return known

    def attached(self, scope: Scope) -> Attached:
        """What is put on the names of `scope` from outside, classes among them."""
        known = self._attached.get(id(scope))
        if known is None:
            known = self._attached[id(scope)] = attached(scope)
        return known

    # -- expressions

    def expression(self, node: ast.expr, scope: Scope, place: Place | None) -> Term:
        """The term of `node` used in `scope` at `place`."""
        if isinstance(node, ast.Name):
            return self.name_term(node.id, scope, place)
        if self._depth > DEEPEST:
            self._cut = -1
            return None
        lower = LOWER.get(node.__class__)
        if lower is None:
            return None
        self._depth += 1
        try:
            return lower(self, node, scope, place)
        finally:
            self._depth -= 1

    # -- annotations

    def annotation(self, node: ast.expr | None, scope: Scope, place: Place | None) -> Term:
        """The term of the type that the annotation `node` names; strings are parsed."""
        if node is None or self._depth > DEEPEST:
            return None
        self._depth += 1
        try:
            return annotated(self, node, scope, place)
        finally:
            self._depth -= 1

    # -- definitions

    def key(self, node: ast.AST, scope: Scope, place: Place | None) -> str:
        """The key of a def, class or lambda; its record is made known under it."""
        key = f"{getattr(node, 'name', '')}@{node.lineno}:{node.col_offset}"  # type: ignore[attr-defined]
        if key not in self.records:
            if isinstance(node, ast.ClassDef):
                self.records[key] = class_record(self, key, node, scope, place)
            else:
                assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
                self.records[key] = function_record(self, key, node, scope, place)
        return key


def _implementations(found: list[Binding]) -> list[Binding]:
    """Without the overloads, where there is an implementation behind them."""
    rest = [b for b in found if not is_overload(b.node)]
    return rest or found
