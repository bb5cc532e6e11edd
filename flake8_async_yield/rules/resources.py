"""What an `async with` holds: whether its target is of use afterwards, and what the exit closes.

Three sources, in this order: what the manager is (its class's own `__aexit__`, the body of its
`@asynccontextmanager` function), the table of well-known libraries, and the words of its name.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Bound, Place
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.exits import CLOSING, exit_of
from flake8_async_yield.rules.lives import (
    BY_TARGET,
    LEAVES_USABLE,
    NAMES_NO_RESOURCE,
    UNKNOWN_LIFE,
    UNREAD,
    USABLE,
    Life,
    known_life,
    life_by_name,
    short_name,
)
from flake8_async_yield.rules.sources import Syntax, syntax_of
from flake8_async_yield.rules.stacks import entered_in_stack
from flake8_async_yield.rules.words import last_name, words
from flake8_async_yield.rules.yielding import Held, held_by, the_yield
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.value import (
    Alternative,
    CallableValue,
    ClassValue,
    FunctionValue,
    Instance,
    Value,
)

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DEEPEST = 4
"""So many managers made of managers are looked through."""

MANAGERS = frozenset(
    {"contextlib._AsyncGeneratorContextManager", "contextlib._GeneratorContextManager"}
)
RESPONSES = frozenset(
    {"get", "post", "put", "patch", "delete", "head", "options", "request", "stream"}
)
RELEASE = frozenset({"release"})
CLIENTS = frozenset({"session", "client", "http", "httpx", "aiohttp"})


def life_of(
    context: Context,
    manager: ast.expr,
    target: str,
    scope: Scope | None = None,
    place: Place | None = None,
    depth: int = 0,
) -> Life:
    """What happens to the target of `async with manager as target` when the block ends.

    `scope` and `place` say where `manager` stands, the current node's if they are left out.
    """
    if scope is None:
        scope, place = context.scope, context.place
    value = context.value_of(manager, scope, place)
    if value:
        made_by = _maker(context, manager, scope, place)
        lives = [_life_of_alternative(context, a, made_by, depth) for a in value]
        if all(life is not None for life in lives):
            return _together([life for life in lives if life is not None])
        if _gives_plain(context, value):
            return USABLE
    return _by_expression(context, manager, target, scope, place, depth)


def _gives_plain(context: Context, value: Value) -> bool:
    """Whether the target is known for something that nobody can close, such as a number."""
    evaluator = context.evaluator
    given = evaluator.asked(
        lambda: evaluator.each(value, lambda a: protocols.async_entered(evaluator, a))
    )
    return bool(given) and all(
        isinstance(a, Instance)
        and not any(
            classes.has(evaluator, a.cls, name) is not False
            for name in ("close", "aclose", "release", "__aexit__")
        )
        for a in given
    )


def _together(lives: list[Life]) -> Life:
    """One answer for several alternatives: only what they all say."""
    first = lives[0]
    for life in lives[1:]:
        if not life.ends or not first.ends:
            return USABLE
        if life.closed_by != first.closed_by:
            first = first._replace(closed_by=None)
        if life.after != first.after:
            first = first._replace(after="")
    return first


def _maker(
    context: Context, manager: ast.expr, scope: Scope, place: Place | None
) -> FunctionValue | None:
    """The function of our own that `@asynccontextmanager` has made the manager's function of."""
    if not isinstance(manager, ast.Call):
        return None
    called = context.value_of(manager.func, scope, place)
    if len(called) == 1 and isinstance(called[0], CallableValue):
        return called[0].made_from
    return None


def _life_of_alternative(
    context: Context, alternative: Alternative, maker: FunctionValue | None, depth: int
) -> Life | None:
    """The life under one alternative; None where only the name can tell."""
    if not isinstance(alternative, Instance):
        return None
    names = class_names(context, alternative.cls)
    if names[0] in BY_TARGET:
        given = context.evaluator.asked(
            lambda: protocols.async_entered(context.evaluator, alternative)
        )
        names = [n for a in given if isinstance(a, Instance) for n in class_names(context, a.cls)]
        return next(filter(None, map(known_life, names)), USABLE)
    for name in names:
        life = known_life(name)
        if life is not None:
            return life
    if names[0] in MANAGERS:
        made_by = maker or alternative.made_by
        life = None
        if isinstance(made_by, FunctionValue):
            life = _life_of_function(context, made_by, depth)
        if life is not None and life.ends and _is_entered_as_response(context, alternative):
            return life._replace(after=UNREAD, is_response=True)
        return life
    method = method_of(context, alternative.cls, "__aexit__")
    if method is None:
        return None
    return _life_of_class(context, alternative.cls, names[0])


def _is_entered_as_response(context: Context, manager: Instance) -> bool:
    """Whether the target is a response by its class's name: its body may be read, and stay."""
    evaluator = context.evaluator
    given = evaluator.asked(lambda: protocols.async_entered(evaluator, manager))
    return any(
        isinstance(a, Instance) and "response" in words(short_name(a.qualified_name))
        for a in given
    )


def class_names(context: Context, cls: ClassValue) -> list[str]:
    """The qualified names of a class and its bases, in the order of look-up."""
    whole = classes.order(context.evaluator, cls.module, cls.record)
    return [f"{h.module.name}.{h.record.qualname}" for h in whole.holders]


def method_of(context: Context, cls: ClassValue, name: str) -> Syntax | None:
    """The `def` of the method that instances of `cls` have under `name`; None if not known."""
    found = classes.method(context.evaluator, cls, name)
    return None if found is None else syntax_of(context, found[0].module, found[1])


def _life_of_class(context: Context, cls: ClassValue, name: str) -> Life:
    """What the class's own `__aexit__` does, where `__aenter__` gives the manager itself."""
    if not NAMES_NO_RESOURCE.isdisjoint(words(short_name(name))):
        return USABLE
    exit_ = exit_of(lambda method: method_of(context, cls, method))
    if exit_.ends and not exit_.gives_itself:
        return Life(True, None, "", short_name(name))
    return Life(exit_.ends, exit_.methods, "", short_name(name))


def _life_of_function(context: Context, function: FunctionValue, depth: int) -> Life | None:
    """What the body of an `@asynccontextmanager` function does to what it yields."""
    syntax = syntax_of(context, function.module, function.record)
    if syntax is None:
        return life_by_name(function.record.name, "")
    if depth > DEEPEST:
        return None
    return life_of_yielded(context, syntax, depth)


def life_of_yielded(context: Context, syntax: Syntax, depth: int = 0) -> Life:
    """What happens, after the `yield`, to what the generator function yields."""
    found = the_yield(syntax.scope)
    if found is None or not isinstance(found.node.value, ast.Name):
        return USABLE
    name, place = found.node.value.id, found.place
    held = held_by(name, place)
    live = reaching(syntax.scope.bindings.get(name, []), place)
    made = live[0] if len(live) == 1 and live[0].kind is Bound.VALUE else None
    if made is not None and isinstance(made.node, ast.Await) and made.place is not None:
        entered = entered_in_stack(made.node, syntax.scope, made.place)
        if entered is not None:
            held = Held(entered[0], made.place, frozenset())
    if held.manager is not None and held.place is not None:
        if syntax.is_linted:
            return life_of(context, held.manager, name, syntax.scope, held.place, depth + 1)
        return life_by_name(_called(held.manager), name)
    if held.methods == RELEASE and not NAMES_NO_RESOURCE.isdisjoint(words(name)):
        return USABLE  # a lock that is let go can be asked, and taken again
    if held.methods:
        ends = any(not CLOSING.isdisjoint(words(method)) for method in held.methods)
        return Life(ends, held.methods, "", "")
    return USABLE


def _called(node: ast.expr) -> str:
    if isinstance(node, ast.Await):
        node = node.value
    if isinstance(node, ast.Call):
        node = node.func
    return last_name(node)


def _by_expression(
    context: Context,
    manager: ast.expr,
    target: str,
    scope: Scope,
    place: Place | None,
    depth: int,
) -> Life:
    """The life as far as the text of the manager's expression tells it."""
    node = manager.value if isinstance(manager, ast.Await) else manager
    if isinstance(node, ast.Name):
        bound = _bound_value(node.id, scope, place)
        if bound is None or depth > DEEPEST:
            return UNKNOWN_LIFE
        return life_of(context, bound[0], target, scope, bound[1], depth + 1)
    if not isinstance(node, ast.Call):
        return UNKNOWN_LIFE
    qualified = context.qualified_name(node.func, scope)
    if qualified in LEAVES_USABLE:
        return USABLE
    life = known_life(qualified)
    if life is not None:
        return life
    if _is_unknown_variable(node.func, scope):
        return UNKNOWN_LIFE
    if _asks_for_response(node.func):
        return Life(True, None, UNREAD, "", is_response=True)
    if _answers(node):
        return UNKNOWN_LIFE
    return life_by_name(last_name(node.func), target)


def _answers(call: ast.Call) -> bool:
    """Whether it looks like `sse_response(request)`: a server's, which its handler gives back."""
    given = {last_name(argument) for argument in call.args}
    return "request" in given and "response" in words(last_name(call.func))


def _asks_for_response(function: ast.expr) -> bool:
    """Whether it looks like `session.get` or `client.post`."""
    if not isinstance(function, ast.Attribute) or function.attr not in RESPONSES:
        return False
    return not CLIENTS.isdisjoint(words(last_name(function.value)))


def _bound_value(
    name: str, scope: Scope, place: Place | None
) -> tuple[ast.expr, Place | None] | None:
    """The call that a local name was assigned, with its place; None where it is not that sure."""
    found = scope.bindings.get(name)
    if not found:
        return None
    live = reaching(found, place)
    if len(live) != 1 or live[0].kind is not Bound.VALUE or live[0].path:
        return None
    node = live[0].node
    inner = node.value if isinstance(node, ast.Await) else node
    return (node, live[0].place) if isinstance(inner, ast.Call) else None  # type: ignore[return-value]


def _is_unknown_variable(function: ast.expr, scope: Scope) -> bool:
    """Whether what is called is a local variable or a parameter, of which nothing is known."""
    if not isinstance(function, ast.Name):
        return False
    here: Scope | None = scope
    while here is not None and here.parent is not None:
        found = here.bindings.get(function.id)
        if found:
            return not any(
                b.kind in (Bound.FUNCTION, Bound.CLASS, Bound.IMPORT, Bound.IMPORT_FROM)
                for b in found
            )
        here = here.parent
    return False


__all__ = ["Life", "class_names", "life_of", "life_of_yielded", "method_of"]
