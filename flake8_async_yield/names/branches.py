"""What a function returns by whether a parameter is None: decorators with and without arguments.

`def retry(f=None, *, times=3)` gives the wrapper for `@retry`, and what makes it for `@retry(times=
2)`: `if f is None: return decorate`, then `return decorate(f)`.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from flake8_async_yield.names.bindings import Place, defaults
from flake8_async_yield.names.scopes import Scope

Returns = Sequence[tuple[ast.Return, Place]]

LEAVING = (ast.Return, ast.Raise)

Sides = tuple[str, list[bool]]
"""The parameter, and of each `return` whether it is the one for None."""


def sides(scope: Scope, returns: Returns) -> Sides | None:
    """Which of the `returns` of a function that makes functions are those for None.

    None where no parameter alone tells them apart.
    """
    if len(returns) < 2 or not _nones(scope):
        return None
    body: list[ast.stmt] = scope.node.body  # type: ignore[attr-defined]
    for index, statement in enumerate(body):
        if not isinstance(statement, ast.If):
            continue
        name, is_none = _asked(statement.test)
        if not name or not _may_be_none(scope, name):
            continue
        if not isinstance(statement.body[-1], LEAVING):
            return None
        first: list[bool] = []
        for _, place in returns:
            *_, outermost = place.chain()
            if outermost.index < index:
                return None
            inside = [p for p in place.chain() if p.block is statement.body]
            first.append(bool(inside))
        if all(first) or not any(first) or not _makes_functions(scope):
            return None
        return name, [number is is_none for number in first]
    return None


def chosen(scope: Scope, value: ast.expr | None) -> tuple[str, ast.expr, ast.expr] | None:
    """The same of `return decorate if f is None else decorate(f)`: what for None, what else."""
    if not isinstance(value, ast.IfExp):
        return None
    name, is_none = _asked(value.test)
    if not name or not _may_be_none(scope, name):
        return None
    if not _makes_functions(scope):
        return None
    if is_none:
        return name, value.body, value.orelse
    return name, value.orelse, value.body


def itself(scope: Scope, value: ast.expr | None) -> ast.expr | None:
    """`retry` of `partial(retry, times=times)` in `retry`: it is called with the same as that."""
    match value:
        case ast.Call(
            func=ast.Name(id="partial") | ast.Attribute(attr="partial"),
            args=[ast.Name(id=name) as function],
        ) if name == getattr(scope.node, "name", "") and _nones(scope):
            return function
    return value


def _makes_functions(scope: Scope) -> bool:
    return any(_makes_function(statement) for statement, _ in scope.statements)


def _makes_function(statement: ast.stmt) -> bool:
    """A `def`, `return functools.partial(retry, n=n)`, `return lambda f: retry(f, n)`."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return True
    value = statement.value if isinstance(statement, ast.Return) else None
    if isinstance(value, ast.Call):
        return getattr(value.func, "attr", getattr(value.func, "id", "")) == "partial"
    return isinstance(value, ast.Lambda)


def _asked(test: ast.expr) -> tuple[str, bool]:
    """The parameter that a test asks for, and whether the test holds where it is None."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            name, is_none = _asked(inner)
            return name, not is_none
        case ast.Compare(
            left=ast.Name(id=name), ops=[ast.Is() | ast.IsNot() as op], comparators=[other]
        ) if isinstance(other, ast.Constant) and other.value is None:
            return name, isinstance(op, ast.Is)
        case ast.Name(id=name) | ast.Call(
            func=ast.Name(id="callable"), args=[ast.Name(id=name)], keywords=[]
        ):
            return name, False
    return "", False


def _may_be_none(scope: Scope, name: str) -> bool:
    """Whether `name` is a parameter whose default is None, and nothing else is put into it."""
    return name in _nones(scope) and len(scope.bindings.get(name, [])) == 1


def _nones(scope: Scope) -> list[str]:
    """The parameters whose default is None."""
    arguments: ast.arguments = scope.node.args  # type: ignore[attr-defined]
    return [
        given.arg
        for given, default in defaults(arguments)
        if isinstance(default, ast.Constant) and default.value is None
    ]
