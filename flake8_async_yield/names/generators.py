"""Which functions are generators, as CPython's symbol table decides it.

A `yield` belongs to the scope that evaluates it. Of what stands inside a function, an inner
def's decorators, defaults and annotations, an inner class's decorators and bases, a lambda's
defaults and a comprehension's first iterable are evaluated by the function itself; an inner
body is not. Whether the `yield` can be reached does not matter, nor whether an annotation is
ever evaluated (Python reference, 6.2.9 "Yield expressions"; observed on 3.11 to 3.13).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Set

Function = ast.FunctionDef | ast.AsyncFunctionDef
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def yield_lines(lines: Iterable[str]) -> frozenset[int]:
    """The numbers, from 1, of those `lines` in which the word `yield` occurs at all."""
    return frozenset(number for number, line in enumerate(lines, 1) if "yield" in line)


def is_generator(node: Function, lines: Set[int] | None = None) -> bool:
    """Whether calling `node` gives a generator (an async one, if it is an `async def`).

    `lines`, from `yield_lines`, only makes it quick: what stands on none of them is not looked
    into.
    """
    if lines is not None and lines.isdisjoint(range(node.lineno, (node.end_lineno or 0) + 1)):
        return False
    return any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in own_nodes(node, lines))


def async_lines(lines: Iterable[str]) -> frozenset[int]:
    """The numbers, from 1, of those `lines` in which the words `async` or `await` occur."""
    return frozenset(
        number for number, line in enumerate(lines, 1) if "async" in line or "await" in line
    )


def is_refused(node: ast.FunctionDef, lines: Set[int] | None = None) -> bool:
    """Whether a plain `def` holds what only an `async def` may: it was meant to be one.

    `lines` is from `async_lines`. Comprehensions are left out: where they are right is not told
    by the function alone.
    """
    if lines is not None and lines.isdisjoint(range(node.lineno, (node.end_lineno or 0) + 1)):
        return False
    return any(
        isinstance(inner, (ast.Await, ast.AsyncWith, ast.AsyncFor))
        for inner in own_nodes(node, lines)
    )


def own_nodes(node: Function, lines: Set[int] | None = None) -> Iterator[ast.AST]:
    """Every node of the body that the function's own scope holds, in no order.

    Of what opens a scope only the node itself and the parts evaluated outside that scope are
    given. With `lines`, statements that touch none of them are left out.
    """
    stack: list[ast.AST] = list(node.body)
    while stack:
        inner = stack.pop()
        if lines is not None and isinstance(inner, ast.stmt) and not _touches(inner, lines):
            continue
        yield inner
        outside = EVALUATED_OUTSIDE.get(inner.__class__)
        stack.extend(outside(inner) if outside is not None else ast.iter_child_nodes(inner))


def awaits(node: Function, future_annotations: bool = False) -> bool:
    """Whether the function's own scope holds an `await` or an asynchronous comprehension.

    The symbol table takes such a function for a coroutine, even if it is a plain `def`. The
    annotation of a local variable counts, unless `from __future__ import annotations` gives
    annotations a scope of their own.
    """
    stack: list[ast.AST] = list(node.body)
    while stack:
        inner = stack.pop()
        if isinstance(inner, ast.Await):
            return True
        if isinstance(inner, ast.comprehension) and inner.is_async:
            return True
        if isinstance(inner, (ast.ListComp, ast.SetComp, ast.DictComp)):
            stack.extend(ast.iter_child_nodes(inner))
        elif future_annotations and isinstance(inner, ast.AnnAssign):
            stack.extend(part for part in (inner.target, inner.value) if part is not None)
        elif future_annotations and isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
            stack.extend((*inner.decorator_list, *_defaults(inner.args)))
        else:
            outside = EVALUATED_OUTSIDE.get(inner.__class__)
            stack.extend(outside(inner) if outside is not None else ast.iter_child_nodes(inner))
    return False


def _touches(statement: ast.stmt, lines: Set[int]) -> bool:
    first = statement.lineno
    for decorator in getattr(statement, "decorator_list", ()):
        first = min(first, decorator.lineno)
    return not lines.isdisjoint(range(first, (statement.end_lineno or first) + 1))


def _of_function(node: ast.AST) -> list[ast.expr]:
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    found = [*node.decorator_list, *_defaults(node.args)]
    if getattr(node, "type_params", None):
        return found  # annotations are evaluated in the type parameters' scope
    arguments = node.args
    for argument in (
        *arguments.posonlyargs,
        *arguments.args,
        *arguments.kwonlyargs,
        arguments.vararg,
        arguments.kwarg,
    ):
        if argument is not None and argument.annotation is not None:
            found.append(argument.annotation)
    if node.returns is not None:
        found.append(node.returns)
    return found


def _of_class(node: ast.AST) -> list[ast.expr]:
    assert isinstance(node, ast.ClassDef)
    if getattr(node, "type_params", None):
        return node.decorator_list  # bases are evaluated in the type parameters' scope
    return [*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)]


def _of_lambda(node: ast.AST) -> list[ast.expr]:
    assert isinstance(node, ast.Lambda)
    return _defaults(node.args)


def _of_comprehension(node: ast.AST) -> list[ast.expr]:
    assert isinstance(node, COMPREHENSIONS)
    return [node.generators[0].iter]


def _of_type_alias(node: ast.AST) -> list[ast.expr]:
    return []


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [d for d in (*arguments.defaults, *arguments.kw_defaults) if d is not None]


EVALUATED_OUTSIDE = {
    ast.FunctionDef: _of_function,
    ast.AsyncFunctionDef: _of_function,
    ast.ClassDef: _of_class,
    ast.Lambda: _of_lambda,
    ast.ListComp: _of_comprehension,
    ast.SetComp: _of_comprehension,
    ast.DictComp: _of_comprehension,
    ast.GeneratorExp: _of_comprehension,
}
if hasattr(ast, "TypeAlias"):
    EVALUATED_OUTSIDE[ast.TypeAlias] = _of_type_alias
