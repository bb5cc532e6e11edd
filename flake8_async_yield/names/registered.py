"""Which calls of a module are handed one of its functions, to be called by a framework later.

`app.router.add_get("/", index)`, `Route("/", index)`, `start_server(serve, port=1)`: what such a
call hands to the function is said in `values.handlers`; here stand the names alone, a cheap look.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.lines import is_among, matching
from flake8_async_yield.names.nodes import NO_NAMES, children
from flake8_async_yield.names.scopes import Names, Scope, last_name

NAMES = frozenset(
    "add_delete add_get add_head add_options add_patch add_post add_put add_route "
    "add_websocket_route delete get head options patch post put route Route WebSocketRoute "
    "CallbackQueryHandler ChatMemberHandler CommandHandler ConversationHandler InlineQueryHandler "
    "MessageHandler PollAnswerHandler PreCheckoutQueryHandler "
    "serve serve_tcp start_server start_unix_server unix_serve".split()
)
"""The last names of what is called so."""

TELLING = re.compile(
    r"\b(?:add_\w+|web\.\w+|\w*Route|\w+Handler|(?:unix_)?serve(?:_tcp)?|start_\w*server)\("
)
"""What the text of a module has that calls one of them."""


CALLING = re.compile(rf"\b(?:{'|'.join(sorted(NAMES))})\(")


class Handed(NamedTuple):
    """A call that is handed a function, as which argument, and where the call stands."""

    call: ast.Call
    argument: int | str
    scope: Scope
    place: Place


def handed(names: Names) -> dict[str, list[Handed]]:
    """Name of a function -> the calls of the module that are handed it."""
    found: dict[str, list[Handed]] = {}
    lines = matching(names.text, CALLING)
    scopes = [names.module] if lines else []
    while scopes:
        scope = scopes.pop()
        for statement, place in scope.statements:
            if not is_among(lines, statement):
                continue
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
                scopes.append(names.function(statement, scope, place))
            for call in _calls(statement):
                for argument, node in _arguments(call):
                    if isinstance(node, ast.Name):
                        one = Handed(call, argument, scope, place)
                        found.setdefault(node.id, []).append(one)
    return found


def _calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """The calls of that name in the expressions of `statement` itself."""
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Call) and last_name(node.func) in NAMES:
            yield node
        if not isinstance(node, ast.Lambda):
            stack += [c for c in children(node, NO_NAMES) if not isinstance(c, ast.stmt)]


def _arguments(call: ast.Call) -> Iterator[tuple[int | str, ast.expr]]:
    yield from enumerate(call.args)
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg, keyword.value
