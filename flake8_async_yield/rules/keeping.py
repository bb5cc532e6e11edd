"""Whether the coroutine that a plain function gives is kept by somebody else: then it is not lost.

`def spawn(self, coro): self.pending.append(coro); return coro` hands back what it was given and
has kept; who drops that loses nothing. Asked only when AY110 or AY111 is about to be reported.
"""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.bindings import Bound
from flake8_async_yield.names.definitions import Module
from flake8_async_yield.names.nodes import choices
from flake8_async_yield.rules.sources import Returned, returned_nodes
from flake8_async_yield.rules.uses import single
from flake8_async_yield.rules.words import dotted
from flake8_async_yield.values.value import (
    EMPTY,
    Alternative,
    ClassValue,
    FunctionValue,
    Instance,
    Overloads,
    Value,
)

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DEEPEST = 3
"""So many functions are followed from one `return` to the next."""


def is_kept(context: Context, node: ast.expr) -> bool:
    """Whether `node` calls a plain function that may give what others have too."""
    if not isinstance(node, ast.Call):
        return False
    functions = _functions(context, context.value_of(node.func))
    if not functions or any(_makes(a) for a in functions):
        return False
    if context.qualified_name(node.func) == "typing.cast":
        return not isinstance(node.args[-1], ast.Call)
    seen = [_returned(context, a) for a in functions]
    if not any(seen):  # `assert_type(x, T)` of the standard library may give back `x`
        given = [a for a in node.args if not isinstance(a, ast.Call)]
        return any(single(context, argument, Use.DROP) for argument in given)
    is_own = _is_made_on_the_way(context, node.func)
    return any(_is_shared(context, r, 0, is_own) for returned in seen for r in returned)


def _is_made_on_the_way(context: Context, function: ast.expr) -> bool:
    """Whether it is a method of what only this expression has: `Job().start`."""
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Call):
        return False
    made = context.value_of(function.value.func)
    return bool(made) and all(isinstance(a, ClassValue) for a in made)


def _functions(context: Context, value: Value) -> list[Alternative]:
    """The functions that a call of `value` runs, those under `__call__` among them."""
    found: list[Alternative] = []
    evaluator = context.evaluator
    for a in value:
        if isinstance(a, Overloads):
            found += a.functions
        elif isinstance(a, Instance):
            found += evaluator.asked(partial(evaluator.attribute, (a,), "__call__")) or (a,)
        else:
            found.append(a)
    return found


def _returned(context: Context, function: Alternative) -> list[Returned]:
    if not isinstance(function, FunctionValue):
        return []
    return returned_nodes(context, function.module, function.record)


def _makes(function: Alternative) -> bool:
    if not isinstance(function, FunctionValue):
        return True
    return function.record.is_async or function.record.is_generator


def _is_shared(context: Context, returned: Returned, depth: int, is_own: bool) -> bool:
    """Whether others than the caller may have what a `return` gives.

    Nobody else has what hangs on `self` where the caller alone has that (`is_own`).
    """
    stack: list[ast.AST] = [returned.node]
    names: set[str] = set()
    while stack:
        node = stack.pop()
        if parts := choices(node):
            stack += parts
        elif isinstance(node, ast.Name) and node.id not in names:
            if _is_shared_name(returned, node.id):
                return True
            names.add(node.id)
            stack += [binding.node for binding in returned.scope.bindings[node.id]]
        elif isinstance(node, (ast.Attribute, ast.Subscript, ast.NamedExpr)):
            if not is_own or not dotted(node).startswith("self."):
                return True
        elif isinstance(node, ast.Call) and depth < DEEPEST:
            term = returned.module.expression(node.func, returned.scope, returned.place)
            functions = _functions(context, _value(context, term, returned.module))
            for function in functions:
                if not _makes(function):
                    for inner in _returned(context, function):
                        if _is_shared(context, inner, depth + 1, False):
                            return True
    return False


def _value(context: Context, term: object, module: Module) -> Value:
    evaluator = context.evaluator
    return evaluator.asked(lambda: evaluator.evaluate(term, module, EMPTY))


def _is_shared_name(returned: Returned, name: str) -> bool:
    """Whether the name is a parameter's, or an outer one, or something else is done with it."""
    bindings = returned.scope.bindings.get(name)
    if not bindings or any(b.kind is not Bound.VALUE for b in bindings):
        return True
    reads = [
        node
        for node in ast.walk(returned.scope.node)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]
    returns = [
        node
        for node in ast.walk(returned.scope.node)
        if isinstance(node, ast.Return)
        and isinstance(node.value, ast.Name)
        and node.value.id == name
    ]
    return len(reads) > len(returns)
