"""The linted module's expressions as values: from a node, its scope and its place."""

from __future__ import annotations

import ast
from typing import Any

from flake8_async_yield.names.bindings import Binding, Bound, Place
from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.expressions import WIDEST, arguments
from flake8_async_yield.names.growth import collection_of
from flake8_async_yield.names.lines import is_among, matching
from flake8_async_yield.names.put import put_before
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.names.seeing import Seen, seen
from flake8_async_yield.names.terms import LiveModule
from flake8_async_yield.names.tested import (
    TEST,
    Tests,
    spelled,
    stored,
    tests_inside,
    told,
    told_inside,
)
from flake8_async_yield.values import attributes, calls, protocols
from flake8_async_yield.values.arguments import Arguments
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.narrowing import narrowed
from flake8_async_yield.values.value import UNKNOWN, Instance, Lazy, Value

DEEPEST = 40
"""Chains of calls and attributes longer than this are lowered as a whole."""

INNERMOST = 8
"""So are arguments of calls inside more calls than this: each takes much of the stack."""


class Local:
    """Answers what the expressions of one linted module may be.

    Calls, attributes and `await` are answered from the answers for their parts, so that a chain
    is walked once, and a call whose result does not hang on its arguments never looks at them.
    """

    def __init__(self, evaluator: Evaluator, module: LiveModule) -> None:
        self.evaluator = evaluator
        self.module = module
        self._values: dict[int, Value] = {}
        self._of_terms: dict[int, tuple[Value, Term]] = {}
        """id -> the value of a term, and the term: a name's is the same wherever it is used."""
        self._plain: dict[int, bool] = {}
        """id of a binding that alone is seen -> whether its name is what was put there."""
        self._entered: dict[int, Value] = {}
        """id of a binding -> what `with` or `async with` puts into its name."""
        self._attributes: dict[Any, Value] = {}
        """(a class's record, …, name) -> an attribute of an instance, such as `self`."""
        self._tests: dict[int, dict[int, Tests]] = {}
        """id of a statement -> the tests inside its expressions."""
        self._lines: list[int] | None = None
        """The lines of tests, once they were asked for."""
        self._stored: dict[int, frozenset[str]] = {}
        """id of a function's scope -> the attributes that it puts something into."""
        self._depth = 0
        self._within = 0
        """How many calls the argument that is being worked out is inside of."""

    def value_of(self, node: ast.expr, scope: Scope, place: Place | None) -> Value:
        """What `node` may be."""
        known = self._values.get(id(node))
        if known is None:
            self._depth += 1
            try:
                known = self._value_of(node, scope, place)
            finally:
                self._depth -= 1
            self._values[id(node)] = known
        return known

    def _value_of(self, node: ast.expr, scope: Scope, place: Place | None) -> Value:
        evaluator = self.evaluator
        if self._depth < DEEPEST:
            if isinstance(node, ast.Attribute):
                base = self.value_of(node.value, scope, place)
                value = self._attribute(base, node.attr)
                if node.attr in self.module.scopes.watched and isinstance(node.value, ast.Name):
                    return self._watched(value, node, scope, place)
                return value
            if isinstance(node, ast.Call) and not _is_term(node):
                function = self.value_of(node.func, scope, place)
                if not function:
                    return UNKNOWN
                simple = evaluator.asked(lambda: calls.simple_result(evaluator, function))
                if simple:
                    return simple
                given = self._arguments(node, scope, place)
                return evaluator.asked(lambda: evaluator.call(function, given))
            if isinstance(node, ast.Await):
                inner = self.value_of(node.value, scope, place)
                return evaluator.asked(
                    lambda: evaluator.each(inner, lambda a: protocols.awaited(evaluator, a))
                )
            if isinstance(node, ast.Name):
                value = self._of_name(node.id, scope, place)
                if node.id in self.module.scopes.tested:
                    return self._narrowed_inside(value, node, scope, place)
                return value
        return self._of_term(self.module.expression(node, scope, place))

    def _arguments(self, node: ast.Call, scope: Scope, place: Place | None) -> Arguments:
        """What the call hands over; each is worked out where something hangs on it."""
        positional = node.args[:WIDEST]
        starred: Lazy | None = None
        for number, argument in enumerate(positional):
            if isinstance(argument, ast.Starred):
                starred = self._item(self._given(argument.value, scope, place))
                positional = positional[:number]
                break
        return Arguments(
            [self._given(argument, scope, place) for argument in positional],
            {k.arg or "**": self._given(k.value, scope, place) for k in node.keywords[:WIDEST]},
            is_open=starred is not None,
            starred=starred,
            term=lambda: ["(", None, *arguments(self.module, node, scope, place)],
            module=self.module,
        )

    def _given(self, node: ast.expr, scope: Scope, place: Place | None) -> Lazy:
        def make() -> Value:
            if self._within >= INNERMOST:
                return self._of_term(self.module.expression(node, scope, place))
            self._within += 1
            try:
                return self.value_of(node, scope, place)
            finally:
                self._within -= 1

        return Lazy(make)

    def _item(self, iterable: Lazy) -> Lazy:
        evaluator = self.evaluator
        return Lazy(lambda: evaluator.each(iterable.get(), lambda a: protocols.item(evaluator, a)))

    def _of_term(self, term: Term) -> Value:
        if term is None:
            return UNKNOWN
        known = self._of_terms.get(id(term))
        if known is None:
            known = self._of_terms[id(term)] = (self.evaluator.ask(term, self.module), term)
        return known[0]

    def _of_name(self, name: str, scope: Scope, place: Place | None) -> Value:
        """What a name may be: what was put into it, where that is a plain matter of order."""
        evaluator, module = self.evaluator, self.module
        found = seen(name, scope, place)
        if found is None:
            known: Value | None = module.memo.get(name)
            if known is None:
                known = evaluator.asked(lambda: evaluator.global_value(module, name))
            return known
        if not self._is_plain(found):
            value = self._of_term(module.bound_term(found))
        else:
            values = [self._of_binding(binding, found.scope) for binding in found.bindings]
            value = values[0] if len(values) == 1 else evaluator.either(values)
        if name in module.scopes.tested:
            return self._narrowed(value, name, found)
        return value

    def _narrowed(self, value: Value, name: str, seen: Seen) -> Value:
        """What tests on the way say of the thing, where the name stands for one thing alone."""
        place = seen.use
        if place is None or len(seen.scope.bindings.get(name, ())) != 1:
            return value
        return narrowed(
            self.evaluator,
            value,
            told(name, place),
            lambda node: self.value_of(node, seen.scope, place),
        )

    def _narrowed_inside(
        self, value: Value, node: ast.expr, scope: Scope, place: Place | None
    ) -> Value:
        """What tests in the same expression say of the thing: `isinstance(x, C) and x.get()`."""
        if place is None:
            return value
        statement = place.statement
        tests = self._tests.get(id(statement))
        if tests is None:
            if self._lines is None:
                self._lines = matching(self.module.scopes.text, TEST)
            tests = tests_inside(statement) if is_among(self._lines, statement) else {}
            self._tests[id(statement)] = tests
        passed = tests.get(id(node))
        if passed is None:
            return value
        return narrowed(
            self.evaluator,
            value,
            told_inside(node, passed),
            lambda cls: self.value_of(cls, scope, place),
        )

    def _narrowed_attribute(
        self, value: Value, node: ast.Attribute, scope: Scope, place: Place | None
    ) -> Value:
        """The same of `self.client`, where the function does not put another thing there."""
        assert isinstance(node.value, ast.Name)
        name = spelled(node)
        function = scope.function
        if function is None:
            return value
        put = self._stored.get(id(function))
        if put is None:
            put = self._stored[id(function)] = stored(function.node)
        if name in put:
            return value
        found = seen(node.value.id, scope, place)
        if found is not None and len(found.bindings) == 1 and found.use is not None:
            value = narrowed(
                self.evaluator,
                value,
                told(name, found.use),
                lambda cls: self.value_of(cls, scope, place),
            )
        return self._narrowed_inside(value, node, scope, place)

    def _watched(
        self, value: Value, node: ast.Attribute, scope: Scope, place: Place | None
    ) -> Value:
        """`value`, or what is told of `self.client` on the way to its use."""
        name, scopes = spelled(node), self.module.scopes
        if name in scopes.assigned:
            value = self._put_before(value, node, scope, place)
        if name in scopes.tested:
            return self._narrowed_attribute(value, node, scope, place)
        return value

    def _put_before(
        self, value: Value, node: ast.Attribute, scope: Scope, place: Place | None
    ) -> Value:
        """What was put there right before, where that is nothing but what is to be awaited.

        It is so for all that the attribute is annotated with, and for what other methods put
        there. A property, or a class that sees to its attributes itself, may do anything.
        """
        function = scope.function
        if function is None or place is None:
            return value
        first, last = getattr(function.node, "lineno", 0), node.lineno
        if not any(first < line < last for line in self.module.scopes.assigned[spelled(node)]):
            return value
        base = self.value_of(node.value, scope, place)
        found = put_before(node, place)
        if found is None or not attributes.is_plain_field(self.evaluator, base, node.attr):
            return value
        put = self.value_of(found[0], scope, found[1])
        return put if protocols.are_unconsumed(self.evaluator, put) else value

    def _is_plain(self, seen: Seen) -> bool:
        """Whether what is seen under a name is what was put there, and nothing more."""
        if len(seen.bindings) != 1:
            return _is_made_before(seen) and not self._has_grown(seen)
        key = id(seen.bindings[0])
        known = self._plain.get(key)
        if known is None:
            known = self._plain[key] = _is_made_before(seen) and not self._has_grown(seen)
        return known

    def _has_grown(self, seen: Seen) -> bool:
        """Whether a function adds to the collection that it puts into the name."""
        return any(
            collection_of(b) and bool(self.module.growth(seen.scope).get(b.name))
            for b in seen.bindings
        )

    def _of_binding(self, binding: Binding, scope: Scope) -> Value:
        assert isinstance(binding.node, ast.expr)
        value = self.value_of(binding.node, scope, binding.place)
        step = ENTERED.get(binding.kind)
        if step is None:
            return value
        key = id(binding)
        known = self._entered.get(key)
        if known is None:
            evaluator = self.evaluator
            known = evaluator.asked(
                lambda: evaluator.each(value, lambda a: step(evaluator, a))
            )
            self._entered[key] = known
        return known

    def _attribute(self, base: Value, name: str) -> Value:
        """The attribute of a value; of `self` it is the same in every method of the class."""
        evaluator = self.evaluator
        one = base[0] if len(base) == 1 else None
        if not isinstance(one, Instance) or one.cls.arguments:
            return evaluator.asked(lambda: evaluator.attribute(base, name))
        key = (one.cls.record, one.declared, one.constant, one.items, one.made_by, name)
        known = self._attributes.get(key)
        if known is None:
            known = evaluator.asked(lambda: evaluator.attribute(base, name))
            self._attributes[key] = known
        return known

    def annotated_value(self, node: ast.expr, scope: Scope, place: Place | None) -> Value:
        """What a thing annotated with `node` may be."""
        term = self.module.annotation(node, scope, place)
        return self.evaluator.type_of(term, self.module)

    def qualified_name(self, node: ast.expr, scope: Scope, place: Place | None) -> str:
        """The dotted name that `node` was defined under; '' if it is no plain name."""
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return ""
        return self.evaluator.qualified(self.module.expression(node, scope, place), self.module)


LOOPS = (ast.For, ast.AsyncFor, ast.While)

ENTERED = {Bound.ENTERED: protocols.entered, Bound.ASYNC_ENTERED: protocols.async_entered}


def _is_made_before(seen: Seen) -> bool:
    """Whether all that is seen under a name was put there by statements that run once before it.

    What leans on itself, through a loop or from inside another function, is left to terms.
    """
    own = seen.scope.bindings[seen.bindings[0].name] if seen.bindings else ()
    return bool(own) and len(seen.bindings) <= WIDEST and all(
        (b.kind is Bound.VALUE or b.kind in ENTERED)
        and not b.path
        and b.place is not None
        and b in own
        and not any(isinstance(point.statement, LOOPS) for point in b.place.chain())
        for b in seen.bindings
    ) and not any(b.kind is Bound.DECLARED for b in own)


def _is_term(node: ast.Call) -> bool:
    """Whether it is no call where it is lowered: `super()`, `getattr(x, "name")`."""
    return isinstance(node.func, ast.Name) and node.func.id in ("super", "getattr")
