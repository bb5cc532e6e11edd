"""What an `__aexit__` does, read off its own body and those of the methods it calls on itself."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from flake8_async_yield.names.generators import own_nodes
from flake8_async_yield.names.scopes import Function
from flake8_async_yield.rules.sources import Syntax
from flake8_async_yield.rules.words import dotted, last_name, words

CALLS = 12
"""So many methods that an `__aexit__` leads to are read."""

CLOSING = frozenset(
    {"close", "aclose", "disconnect", "shutdown", "terminate", "dispose", "release", "quit",
     "logout", "kill", "teardown", "destroy"}
)
"""Words of methods after which a thing is of no use. `stop` is none: a timer stops."""

OVER = frozenset({"closed", "open", "opened", "connected"})
"""Words of an attribute that says whether the thing is still of use."""

LOCKS = frozenset({"lock", "rlock", "mutex", "semaphore", "sem", "condition", "limiter", "guard"})
"""Words of what is released without an end of anything."""


class Exit(NamedTuple):
    """`ends`: the exit makes something unusable. `methods`: methods of the manager itself that
    do no more than the exit does. `gives_itself`: `__aenter__` returns the manager."""

    ends: bool
    methods: frozenset[str]
    gives_itself: bool


def exit_of(method: Callable[[str], Syntax | None]) -> Exit:
    """What `async with` does at its end to an object whose methods `method` finds by name."""
    first = method("__aexit__")
    if first is None:
        return Exit(False, frozenset(), False)
    called: set[str] = set()
    queue: list[Function] = [first.node]
    ends = False
    while queue and len(called) < CALLS:
        node = queue.pop()
        me = _receiver(node)
        ends = ends or any(_ends(inner, me) for inner in own_nodes(node))
        for name in own_calls(node):
            if name not in called:
                called.add(name)
                found = method(name)
                if found is not None:
                    queue.append(found.node)
    methods = set(called)
    for name in ("close", "aclose", "disconnect", "stop"):
        found = method(name) if name not in called else None
        if found is not None and _does_no_more(found.node, first.node):
            methods.add(name)
    return Exit(ends, frozenset(methods), _gives_itself(method("__aenter__")))


def _receiver(node: Function) -> str:
    arguments = [*node.args.posonlyargs, *node.args.args]
    return arguments[0].arg if arguments else ""


def own_calls(node: Function) -> Iterator[str]:
    """The names of the methods that `node` calls on its own receiver."""
    me = _receiver(node)
    for inner in own_nodes(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            base = inner.func.value
            if isinstance(base, ast.Name) and base.id == me:
                yield inner.func.attr


def _ends(node: ast.AST, me: str) -> bool:
    """Whether `node` closes something, hands the exit on, or takes note that it is over."""
    if isinstance(node, ast.Call):
        name = last_name(node.func)
        if name in ("__aexit__", "__exit__"):
            return True
        of = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        return LOCKS.isdisjoint(words(last_name(of))) and not CLOSING.isdisjoint(words(name))
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
        return any(
            isinstance(target, ast.Attribute)
            and dotted(target.value) == me
            and not OVER.isdisjoint(words(target.attr))
            for target in node.targets
        )
    return False


def _does_no_more(method: Function, exit_: Function) -> bool:
    """Whether the exit does all that `method` does, with the same words: calls, else notes."""
    for kinds in ((ast.Call,), (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete)):
        mine = {ast.dump(n) for n in own_nodes(method) if isinstance(n, kinds)}
        if mine:
            theirs = {ast.dump(n) for n in own_nodes(exit_) if isinstance(n, kinds)}
            return mine <= theirs
    return False


def _gives_itself(enter: Syntax | None) -> bool:
    if enter is None:
        return False
    me = _receiver(enter.node)
    returns = [n for n in own_nodes(enter.node) if isinstance(n, ast.Return)]
    return bool(returns) and all(
        isinstance(r.value, ast.Name) and r.value.id == me for r in returns
    )
