"""The linted module's expressions as values: from a node, its scope and its place."""

from __future__ import annotations

import ast

from flake8_async_yield.names.scopes import Place, Scope
from flake8_async_yield.names.terms import LiveModule
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.value import Value


class Local:
    """Answers what the expressions of one linted module may be."""

    def __init__(self, evaluator: Evaluator, module: LiveModule) -> None:
        self.evaluator = evaluator
        self.module = module
        self._values: dict[int, Value] = {}

    def value_of(self, node: ast.expr, scope: Scope, place: Place | None) -> Value:
        """What `node` may be."""
        known = self._values.get(id(node))
        if known is None:
            term = self.module.expression(node, scope, place)
            known = self.evaluator.ask(term, self.module)
            self._values[id(node)] = known
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
