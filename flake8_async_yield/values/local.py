"""The linted module's expressions as values: from a node, its scope and its place."""

from __future__ import annotations

import ast
from typing import Any

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.names.terms import LiveModule
from flake8_async_yield.values import calls, protocols
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.value import UNKNOWN, Instance, Value

DEEPEST = 40
"""Chains of calls and attributes longer than this are lowered as a whole."""


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
        self._attributes: dict[Any, Value] = {}
        """(a class's record, …, name) -> an attribute of an instance, such as `self`."""
        self._depth = 0

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
                return self._attribute(base, node.attr)
            if isinstance(node, ast.Call) and not _is_super(node):
                function = self.value_of(node.func, scope, place)
                if not function:
                    return UNKNOWN
                simple = evaluator.asked(lambda: calls.simple_result(evaluator, function))
                if simple:
                    return simple
                term = ["(", None, *self.module.arguments(node, scope, place)]
                return evaluator.asked(lambda: evaluator.called(function, term, self.module))
            if isinstance(node, ast.Await):
                inner = self.value_of(node.value, scope, place)
                return evaluator.asked(
                    lambda: evaluator.each(inner, lambda a: protocols.awaited(evaluator, a))
                )
        term = self.module.expression(node, scope, place)
        if term is None:
            return UNKNOWN
        known = self._of_terms.get(id(term))
        if known is None:
            known = self._of_terms[id(term)] = (evaluator.ask(term, self.module), term)
        return known[0]

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


def _is_super(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "super"
