"""What names say: the words of an identifier, and the words that tell one kind of call apart.

Names are the last resort: they are asked only where the thing itself cannot be looked up.
"""

from __future__ import annotations

import ast
import re

PARTS = r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+"

CLEANUP = frozenset(
    {
        "close", "aclose", "closed", "release", "disconnect", "rollback", "shutdown", "stop",
        "terminate", "unlink", "cleanup", "dispose", "destroy", "teardown", "kill", "free",
        "quit", "logout", "unsubscribe", "deregister", "unregister", "detach", "cancel", "remove",
        "delete", "rmtree", "putconn", "finalize", "exit", "uninstall", "unload",
    }
)
"""Words of a method that gives something back, whether the work went well or not."""

SUCCESS = frozenset({"commit", "publish", "log", "send", "save", "flush", "emit", "notify"})
"""Words of work that is meant for success only."""


def words(name: str) -> set[str]:
    """The words of an identifier, in lower case: `get_DBSession` -> get, db, session."""
    return {part.lower() for part in re.findall(PARTS, name)}


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`, of `c` and of `c[T]`; '' for anything else."""
    if isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.AST) -> str:
    """`a.b.c` as text where `node` is a plain dotted name, '' otherwise."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])
