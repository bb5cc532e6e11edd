"""A module's concrete tree, and what the edits ask about it: where a node is, what holds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeVar

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from flake8_async_yield.violation import Fix, Span

Node = TypeVar("Node", bound=cst.CSTNode)
Result = cst.CSTNode | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNode]


class Refusal(Exception):
    """An edit leaves the code as it is; the text says why, for the user."""


@dataclass(frozen=True, slots=True)
class Need:
    """An import that the new code needs: ``from module import name``.

    `near` is a name that the same change may have made unused; where it is imported from the
    same module, the new name takes its place or stands beside it.
    """

    module: str
    name: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one edit does: new nodes for old ones, and what becomes of the imports.

    A node in `replaced` is replaced with all that is in it, so nothing in it can be changed by
    another edit of the same round. A function in `changed` is given the node with whatever was
    changed inside it. `lost` are names that may be unused now.
    """

    replaced: dict[cst.CSTNode, cst.CSTNode] = field(default_factory=dict)
    changed: dict[cst.CSTNode, Callable[[cst.CSTNode], Result]] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    lost: tuple[str, ...] = ()


class Document:
    """The tree of one text in one round of fixes; nothing in it is ever written on.

    Raises `Refusal` where libcst cannot parse the text or does not give it back to the letter.
    """

    def __init__(self, text: str, fixes: Sequence[Fix] = ()) -> None:
        self.text = text
        self.fixes = fixes
        # libcst 1.9 loses one of several blank lines at a file's end where one holds spaces.
        core = text.rstrip(" \t\f\r\n")
        self.tail = text[len(core) :]
        line_end = re.search(r"\r\n?|\n", text)
        try:
            module = cst.parse_module(core)
        except (cst.ParserSyntaxError, RecursionError) as error:
            raise Refusal("libcst cannot parse the file") from error
        if module.code != core:
            raise Refusal("libcst does not give the file back to the letter")
        self.module = module.with_changes(default_newline=line_end[0] if line_end else "\n")
        wrapper = MetadataWrapper(self.module, unsafe_skip_copy=True)
        self._positions = wrapper.resolve(PositionProvider)
        self._parents = _parents(self.module)
        self._starts: dict[tuple[int, int], list[cst.CSTNode]] = {}
        for node, where in self._positions.items():
            self._starts.setdefault((where.start.line, where.start.column), []).append(node)
        self.identifiers = frozenset(re.findall(r"[^\W\d]\w*", text))

    # -- places

    def range_of(self, node: cst.CSTNode) -> CodeRange:
        """Where `node` stands, without the parentheses round it."""
        return self._positions[node]

    def statement_at(self, span: Span, kind: type[Node]) -> Node | None:
        """The statement (or handler) of that kind that starts where `span` starts."""
        for node in self._starts.get((span.line, span.column), ()):
            if isinstance(node, kind):
                return node
        return None

    def expression_at(self, span: Span) -> cst.BaseExpression:
        """The expression at `span`; raises `Refusal` where there is none."""
        end = (span.end_line, span.end_column)
        for node in self._starts.get((span.line, span.column), ()):
            where = self._positions[node]
            if isinstance(node, cst.BaseExpression) and (where.end.line, where.end.column) == end:
                return node
        return self._bracketed_at(span)

    def _bracketed_at(self, span: Span) -> cst.BaseExpression:
        """A tuple or generator expression: for `ast` alone their parentheses are part of them."""
        start, end = (span.line, span.column), (span.end_line, span.end_column)
        for node, where in self._positions.items():
            if (
                isinstance(node, (cst.Tuple, cst.GeneratorExp))
                and start < (where.start.line, where.start.column)
                and (where.end.line, where.end.column) < end
                and not self._between(start, (where.start.line, where.start.column)).strip("( \n\t")
            ):
                return node
        raise Refusal("the code is not where the finding says")

    def _between(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        lines = re.split(r"\r\n|\r|\n", self.text)
        if start[0] == end[0]:
            return lines[start[0] - 1][start[1] : end[1]]
        middle = lines[start[0] : end[0] - 1]
        return "\n".join((lines[start[0] - 1][start[1] :], *middle, lines[end[0] - 1][: end[1]]))

    # -- what holds a node

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node that holds `node`; None for the module."""
        return self._parents.get(node)

    def around(self, node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
        """(child, parent) pairs from `node` up to the module."""
        child, parent = node, self.parent(node)
        while parent is not None:
            yield child, parent
            child, parent = parent, self.parent(parent)

    def enclosing(self, node: cst.CSTNode, kind: type[Node]) -> Node | None:
        """The innermost node of `kind` that holds `node`."""
        for _, parent in self.around(node):
            if isinstance(parent, kind):
                return parent
        return None

    def function_of(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The `def` in whose body `node` runs; None in a lambda, a class body, or a module."""
        for child, parent in self.around(node):
            if isinstance(parent, cst.FunctionDef) and child is parent.body:
                return parent
            if isinstance(parent, cst.Lambda) and child is parent.body:
                return None
            if isinstance(parent, cst.ClassDef) and child is parent.body:
                return None
        return None

    def require_async(self, node: cst.CSTNode) -> None:
        """Raise `Refusal` where `node` does not run in an `async def`."""
        function = self.function_of(node)
        if function is None or function.asynchronous is None:
            raise Refusal("it is not inside an 'async def'")

    # -- names and code

    def fresh(self, *names: str) -> str:
        """The first of `names`, or the last with a number, that the file does not use."""
        for name in names:
            if name not in self.identifiers:
                return name
        number = 2
        while f"{names[-1]}{number}" in self.identifiers:
            number += 1
        return f"{names[-1]}{number}"

    def code(self, node: cst.CSTNode) -> str:
        """The source of `node` as it would stand in this module."""
        return self.module.code_for_node(node)


def _parents(module: cst.Module) -> dict[cst.CSTNode, cst.CSTNode]:
    """node -> the node that holds it. libcst's ParentNodeProvider takes several times as long."""
    parents: dict[cst.CSTNode, cst.CSTNode] = {}
    names: dict[type[cst.CSTNode], list[str]] = {}
    stack: list[cst.CSTNode] = [module]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind not in names:
            names[kind] = [field.name for field in fields(node)]
        for name in names[kind]:
            value = getattr(node, name)
            for child in value if isinstance(value, (list, tuple)) else (value,):
                if isinstance(child, cst.CSTNode):
                    parents[child] = node
                    stack.append(child)
    return parents


def argument(fix: Fix, name: str) -> str:
    """The first argument `name` of `fix`, '' where it has none."""
    return next((value for key, value in fix.arguments if key == name), "")
