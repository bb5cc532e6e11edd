"""Bindings: which statement gives a name to what, and where that statement stands.

Reference: the Python reference, 4.2.1 "Binding of names", 7 "Simple statements", 8 "Compound
statements"; PEP 572 for `:=`.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable, Iterator
from typing import Any

from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.nodes import children
from flake8_async_yield.names.patterns import captured_names


class Place:
    """Where a statement stands: `block[index]`, in the statement of `parent` (None: the scope's).

    The expressions of a statement stand where it stands.
    """

    __slots__ = ("block", "index", "parent")

    def __init__(self, block: list[ast.stmt], index: int, parent: Place | None) -> None:
        self.block = block
        self.index = index
        self.parent = parent

    @property
    def statement(self) -> ast.stmt:
        """The statement that stands here."""
        return self.block[self.index]

    def chain(self) -> Iterator[Place]:
        """This place and those of the enclosing statements of the same scope, inside out."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent


class Bound(enum.Enum):
    """How a name is bound; what `Binding.node` is."""

    __hash__ = object.__hash__  # members are single; an Enum's own hash is a call in Python

    PARAMETER = "parameter"  # ast.arg
    VALUE = "value"  # the assigned expression
    DECLARED = "declared"  # the annotation of `x: T` (with or without a value)
    FUNCTION = "function"  # the def
    CLASS = "class"  # the class statement
    IMPORT = "import"  # ast.alias of an `import`
    IMPORT_FROM = "import from"  # the ast.ImportFrom; `detail` is the imported name
    ITEM = "item"  # the iterable of a `for`
    ASYNC_ITEM = "async item"  # the iterable of an `async for`
    ENTERED = "entered"  # the context expression of a `with`
    ASYNC_ENTERED = "async entered"  # the context expression of an `async with`
    TYPE_PARAMETER = "type parameter"  # the ast.TypeVar and its like
    TYPE_ALIAS = "type alias"  # the ast.TypeAlias
    CAPTURED = "captured"  # the ast.match_case whose pattern binds the name
    CAUGHT = "caught"  # the ast.ExceptHandler
    OTHER = "other"  # anything else: the value is not known


class Binding:
    """One binding of a name; `path` leads through tuple targets (-1: a starred one)."""

    __slots__ = ("detail", "kind", "name", "node", "path", "place")

    def __init__(
        self,
        name: str,
        kind: Bound,
        node: ast.AST,
        place: Place | None,
        path: tuple[int, ...] = (),
        detail: str = "",
    ) -> None:
        self.name = name
        self.kind = kind
        self.node = node
        self.place = place
        self.path = path
        self.detail = detail


STAR = 1 << 20
"""Stands in a path for what `*rest` takes: a list."""


def targets(target: ast.expr) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The names that an assignment to `target` binds, each with its path through tuples."""
    for node, path in leaves(target):
        if isinstance(node, ast.Name):
            yield node.id, path


def leaves(target: ast.expr) -> Iterator[tuple[ast.expr, tuple[int, ...]]]:
    """What an assignment to `target` puts something into, each with its path through tuples.

    What follows a starred target is counted from the end.
    """
    stack: list[tuple[ast.expr, tuple[int, ...]]] = [(target, ())]
    while stack:
        node, path = stack.pop()
        if isinstance(node, (ast.Tuple, ast.List)):
            starred = False
            for index, element in enumerate(node.elts):
                stack.append((element, (*path, index - len(node.elts) if starred else index)))
                starred = starred or isinstance(element, ast.Starred)
        elif isinstance(node, ast.Starred):
            stack.append((node.value, (*path[:-1], STAR)))
        else:
            yield node, path


def along(term: Term, path: tuple[int, ...]) -> Term:
    """What is at the end of `path` in what `term` gives."""
    for index in path:
        if index == STAR:
            term = ["c", "list", [term and ["I", term]]]
        else:
            term = term and ["[", term, [["k", index]]]
    return term


def parameters(arguments: ast.arguments) -> Iterator[ast.arg]:
    """Every parameter of a function, in the order of the source."""
    yield from arguments.posonlyargs
    yield from arguments.args
    if arguments.vararg:
        yield arguments.vararg
    yield from arguments.kwonlyargs
    if arguments.kwarg:
        yield arguments.kwarg


def defaults(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    """(parameter, default) of those that have one."""
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from zip(reversed(positional), reversed(arguments.defaults), strict=False)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield argument, default


def _assign(statement: ast.Assign, place: Place) -> Iterator[Binding]:
    for target in statement.targets:
        if target.__class__ is ast.Name:
            yield Binding(target.id, Bound.VALUE, statement.value, place)
        elif target.__class__ is not ast.Attribute:
            for name, path in targets(target):
                yield Binding(name, Bound.VALUE, statement.value, place, path)


def _declare(statement: ast.AnnAssign, place: Place) -> Iterator[Binding]:
    if isinstance(statement.target, ast.Name):
        yield Binding(statement.target.id, Bound.DECLARED, statement, place)


def _augment(statement: ast.AugAssign, place: Place) -> Iterator[Binding]:
    if isinstance(statement.target, ast.Name):
        yield Binding(statement.target.id, Bound.OTHER, statement, place)


def _define(statement: ast.FunctionDef | ast.AsyncFunctionDef, place: Place) -> Iterator[Binding]:
    yield Binding(statement.name, Bound.FUNCTION, statement, place)


def _class(statement: ast.ClassDef, place: Place) -> Iterator[Binding]:
    yield Binding(statement.name, Bound.CLASS, statement, place)


def _loop(statement: ast.For | ast.AsyncFor, place: Place) -> Iterator[Binding]:
    kind = Bound.ITEM if isinstance(statement, ast.For) else Bound.ASYNC_ITEM
    for name, path in targets(statement.target):
        yield Binding(name, kind, statement.iter, place, path)


def _enter(statement: ast.With | ast.AsyncWith, place: Place) -> Iterator[Binding]:
    kind = Bound.ENTERED if isinstance(statement, ast.With) else Bound.ASYNC_ENTERED
    for item in statement.items:
        if item.optional_vars is not None:
            for name, path in targets(item.optional_vars):
                yield Binding(name, kind, item.context_expr, place, path)


def _import(statement: ast.Import, place: Place) -> Iterator[Binding]:
    for alias in statement.names:
        yield Binding(alias.asname or alias.name.partition(".")[0], Bound.IMPORT, alias, place)


def _import_from(statement: ast.ImportFrom, place: Place) -> Iterator[Binding]:
    for alias in statement.names:
        bound = alias.asname or alias.name
        yield Binding(bound, Bound.IMPORT_FROM, statement, place, (), alias.name)


def _handle(statement: ast.Try | ast.TryStar, place: Place) -> Iterator[Binding]:
    # `except*` binds a group of what it names.
    kind = Bound.CAUGHT if isinstance(statement, ast.Try) else Bound.OTHER
    for handler in statement.handlers:
        if handler.name:
            yield Binding(handler.name, kind, handler, place)


def _delete(statement: ast.Delete, place: Place) -> Iterator[Binding]:
    for target in statement.targets:
        for name, _ in targets(target):
            yield Binding(name, Bound.OTHER, statement, place)


def _match(statement: ast.Match, place: Place) -> Iterator[Binding]:
    for case in statement.cases:
        for name in dict.fromkeys(captured_names(case.pattern)):
            yield Binding(name, Bound.CAPTURED, case, place)


def _type_alias(statement: ast.AST, place: Place) -> Iterator[Binding]:
    yield Binding(statement.name.id, Bound.TYPE_ALIAS, statement, place)  # type: ignore[attr-defined]


BINDS: dict[type[ast.AST], Callable[[Any, Place], Iterator[Binding]]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _declare,
    ast.AugAssign: _augment,
    ast.FunctionDef: _define,
    ast.AsyncFunctionDef: _define,
    ast.ClassDef: _class,
    ast.For: _loop,
    ast.AsyncFor: _loop,
    ast.With: _enter,
    ast.AsyncWith: _enter,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Try: _handle,
    ast.TryStar: _handle,
    ast.Delete: _delete,
    ast.Match: _match,
}
"""What the statements bind themselves, without their inner blocks."""

if hasattr(ast, "TypeAlias"):
    BINDS[ast.TypeAlias] = _type_alias


def header_meets(statement: ast.stmt, lines: frozenset[int]) -> bool:
    """Whether `statement`, without its blocks, stands on one of `lines`."""
    end = statement.end_lineno or statement.lineno
    if isinstance(statement, ast.Match):
        return any(statement.lineno <= line <= end for line in lines)
    body = getattr(statement, "body", None)
    if isinstance(body, list) and body:
        end = body[0].lineno
    return any(line in lines for line in range(statement.lineno, end + 1))


OWN_SCOPE = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def walruses(statement: ast.stmt, place: Place) -> Iterator[Binding]:
    """The names bound by `:=` in the expressions of `statement` itself (PEP 572)."""
    stack: list[ast.AST] = [
        child for child in children(statement) if not isinstance(child, ast.stmt)
    ]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.NamedExpr):
            yield Binding(node.target.id, Bound.VALUE, node.value, place)
        if not isinstance(node, OWN_SCOPE) and not isinstance(node, ast.stmt):
            stack.extend(c for c in children(node) if not isinstance(c, ast.stmt))
