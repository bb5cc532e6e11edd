"""AY307: a loop over an async generator that holds a resource is left before its end."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import Place, Scope, statements
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.generators import holding_generator
from flake8_async_yield.rules.paths import LOOPS, inside, yields_of
from flake8_async_yield.rules.roles import receives_errors
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


class EarlyExitFromResourceGenerator(Rule):
    """# AY307 early-exit-from-resource-generator
    """

    codes: ClassVar[dict[str, str]] = {"AY307": "early-exit-from-resource-generator"}
    opt_in: ClassVar[frozenset[str]] = frozenset({"AY307"})
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFor,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on each way out of the loop `node` before the generator has ended."""
        assert isinstance(node, ast.AsyncFor)
        if context.place is None or not isinstance(node.iter, ast.Call):
            return
        exits = _exits(node, context.scope)
        relays = [] if exits else _relays(node, context)
        if not exits and not relays:
            return
        syntax = holding_generator(context, node.iter)
        if syntax is None:
            return
        name = syntax.node.name
        fix = Fix("use-aclosing", Safety.UNSAFE, context.source.span(node))
        for place in exits:
            statement = place.statement
            word = statement.__class__.__name__.lower()
            message = (
                f"'{word}' leaves '{name}' suspended inside its 'with' or 'try': its clean-up "
                f"waits for the garbage collector; loop inside 'async with aclosing({name}(...))'"
            )
            context.report("AY307", statement, message, fix)
        for relayed in relays:
            message = (
                f"an error of the consumer is raised here and never reaches '{name}', whose "
                f"clean-up waits for the garbage collector; loop inside 'async with "
                f"aclosing({name}(...))', or make it an '@asynccontextmanager'"
            )
            context.report("AY307", relayed, message, fix)


def _exits(loop: ast.AsyncFor, scope: Scope) -> list[Place]:
    """The `break` and `return` statements that leave `loop`."""
    found: list[Place] = []
    for statement, place in statements(scope):
        if not isinstance(statement, (ast.Break, ast.Return)):
            continue
        if not inside(place, loop, loop.body):
            continue
        if isinstance(statement, ast.Return) or _innermost(place) is loop:
            found.append(place)
    return found


def _innermost(place: Place) -> ast.stmt | None:
    for above in place.chain():
        if above.parent is not None and isinstance(above.parent.statement, LOOPS):
            if above.block is above.parent.statement.body:
                return above.parent.statement
    return None


def _relays(loop: ast.AsyncFor, context: Context) -> list[ast.Yield]:
    """`async for s in get_session(): yield s` in what is given its consumer's errors."""
    function = context.function
    if function is None or function.parent is None:
        return []
    node = function.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    yields = [y for statement in loop.body for y in yields_of(statement)]
    return yields if yields and receives_errors(node, function, context) else []
