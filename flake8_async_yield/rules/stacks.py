"""What is entered by hand into an `AsyncExitStack` that an `async with` of the function unwinds."""

from __future__ import annotations

import ast

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.paths import header
from flake8_async_yield.rules.words import last_name


def entered_in_stack(
    node: ast.expr, scope: Scope, place: Place
) -> tuple[ast.expr, Place] | None:
    """The manager of `await stack.enter_async_context(manager)`, and where the stack is entered."""
    match node:
        case ast.Await(
            value=ast.Call(
                func=ast.Attribute(value=ast.Name(id=stack), attr="enter_async_context"),
                args=[manager],
            )
        ):
            where = _entered(stack, scope, place)
            if where is not None and not _is_handed_on(stack, scope):
                return manager, where
    return None


def _entered(name: str, scope: Scope, place: Place) -> Place | None:
    """Where the exit stack called `name` is entered: as the target of `async with`, or by name."""
    live = reaching(scope.bindings.get(name, []), place)
    made = live[0].node if len(live) == 1 else None
    if not isinstance(made, ast.Call) or last_name(made.func) != "AsyncExitStack":
        return None
    if live[0].kind is Bound.ASYNC_ENTERED:
        return live[0].place
    if live[0].kind is not Bound.VALUE or live[0].path:
        return None
    for point in place.chain():
        above = point.parent
        if above is not None and isinstance(above.statement, ast.AsyncWith):
            managers = [item.context_expr for item in above.statement.items]
            if any(isinstance(manager, ast.Name) and manager.id == name for manager in managers):
                return above
    return None


def _is_handed_on(stack: str, scope: Scope) -> bool:
    """Whether `stack` is used for anything but entering and pushing: `pop_all`, a call, a store."""
    fine: set[int] = set()
    used: list[ast.Name] = []
    for statement, _ in scope.statements:
        nodes = ast.walk(statement) if _opens_scope(statement) else header(statement)
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.attr.startswith(("enter", "push", "callback")):
                    fine.add(id(node.value))
            elif isinstance(node, ast.withitem):
                fine.add(id(node.context_expr))
            elif isinstance(node, ast.Name) and node.id == stack:
                used.append(node)
    return any(isinstance(n.ctx, ast.Load) and id(n) not in fine for n in used)


def _opens_scope(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
