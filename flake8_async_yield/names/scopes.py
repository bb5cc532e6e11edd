"""Scopes: which names each binds, and what is bound in it from elsewhere.

Reference: the Python reference, 4.2.1 "Binding of names" and 4.2.2 "Resolution of names".
Nothing here knows what a value is; nothing is written on the tree. Bindings of a scope are
collected on the first question, by one iterative pass over the scope's own statements.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator

from flake8_async_yield.names.bindings import (
    BINDS,
    Binding,
    Bound,
    Place,
    header_meets,
    parameters,
    targets,
    walruses,
)
from flake8_async_yield.names.put import assigned_lines
from flake8_async_yield.names.tested import tested_names


class ScopeKind(enum.Enum):
    """What opened a scope. ANNOTATION and TYPE_PARAMETERS bind nothing but type parameters."""

    __hash__ = object.__hash__  # members are single; an Enum's own hash is a call in Python

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    ASYNC_FUNCTION = "async function"
    LAMBDA = "lambda"
    COMPREHENSION = "comprehension"
    GENERATOR_EXPRESSION = "generator expression"
    ANNOTATION = "annotation"
    TYPE_PARAMETERS = "type parameters"


FUNCTIONS = (ScopeKind.FUNCTION, ScopeKind.ASYNC_FUNCTION)
COMPREHENSIONS = (ScopeKind.COMPREHENSION, ScopeKind.GENERATOR_EXPRESSION)
TRANSPARENT = (ScopeKind.ANNOTATION, ScopeKind.TYPE_PARAMETERS)

Function = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Scope:
    """One scope: the node that opened it, the scope around it, and where that node stands."""

    __slots__ = (
        "_annotations",
        "_bindings",
        "_own_annotations",
        "_statements",
        "is_compiled",
        "kind",
        "module",
        "node",
        "outer_names",
        "parent",
        "place",
    )

    def __init__(
        self,
        kind: ScopeKind,
        node: ast.AST,
        parent: Scope | None,
        place: Place | None,
        module: Names,
        *,
        is_compiled: bool = True,
    ) -> None:
        self.kind = kind
        self.node = node
        self.parent = parent
        self.place = place
        self.module = module
        self.is_compiled = is_compiled
        """False for the annotations of a function's own variables: CPython skips them."""
        self.outer_names: set[str] = set()
        """Names that a `global` or `nonlocal` of this scope sends elsewhere."""
        self._bindings: dict[str, list[Binding]] | None = None
        self._annotations: Scope | None = None
        self._own_annotations: Scope | None = None
        self._statements: list[tuple[ast.stmt, Place]] | None = None

    def forget(self) -> None:
        """Lead back to no other scope that leads here."""
        self.module = NOTHING
        self._annotations = self._own_annotations = None

    @property
    def statements(self) -> list[tuple[ast.stmt, Place]]:
        """Every statement of this scope itself, with its place, in the order of the source."""
        if self._statements is None:
            self._statements = _listed(self)
        return self._statements

    @property
    def bindings(self) -> dict[str, list[Binding]]:
        """Every binding of every name that this scope binds, in the order of the source."""
        if self._bindings is None:
            self._bindings = {}
            collect(self, self._bindings)
        return self._bindings

    @property
    def annotations(self) -> Scope:
        """The scope in which the annotations of this scope's statements are evaluated."""
        if self._annotations is None:
            self._annotations = Scope(
                ScopeKind.ANNOTATION, self.node, self, self.place, self.module
            )
        return self._annotations

    @property
    def own_annotations(self) -> Scope:
        """The scope of the annotations of this scope's own variables, `x: T` as a statement.

        They are evaluated at module and class level only (Python reference, 7.2.2).
        """
        if self.kind not in FUNCTIONS:
            return self.annotations
        if self._own_annotations is None:
            self._own_annotations = Scope(
                ScopeKind.ANNOTATION, self.node, self, self.place, self.module, is_compiled=False
            )
        return self._own_annotations

    @property
    def function(self) -> Scope | None:
        """The nearest `def` scope around, this one included; None at module or class level."""
        scope: Scope | None = self
        while scope is not None and scope.kind not in FUNCTIONS:
            if scope.kind in (ScopeKind.CLASS, ScopeKind.LAMBDA):
                return None
            scope = scope.parent
        return scope

    @property
    def enclosing_class(self) -> Scope | None:
        """The class scope in whose body this function scope's `def` stands, if it does."""
        scope = self.parent
        while scope is not None and scope.kind in TRANSPARENT:
            scope = scope.parent
        return scope if scope is not None and scope.kind is ScopeKind.CLASS else None


class Names:
    """The scopes of one module, made on demand and kept by the node that opens them."""

    def __init__(self, tree: ast.Module, text: str | None = None) -> None:
        """`text` is only asked where a word occurs at all; None: it may be anywhere."""
        self.tree = tree
        self.walrus_lines = None if text is None else _lines_with(":=", text)
        self.has_outer = text is None or "global" in text or "nonlocal" in text
        self.text = text or ""
        self._tested: frozenset[str] | None = None
        self._watched: frozenset[str] | None = None
        self._assigned: dict[str, list[int]] | None = None
        self.module = Scope(ScopeKind.MODULE, tree, None, None, self)
        self._scopes: dict[int, Scope] = {id(tree): self.module}
        self._outer: dict[int, list[Binding]] | None = None

    @property
    def tested(self) -> frozenset[str]:
        """The names of which a test may ask what they are instances of; none without the text."""
        if self._tested is None:
            self._tested = tested_names(self.text)
        return self._tested

    @property
    def assigned(self) -> dict[str, list[int]]:
        """The lines that put the result of a call into an attribute, by how that is written."""
        if self._assigned is None:
            self._assigned = assigned_lines(self.text)
        return self._assigned

    @property
    def watched(self) -> frozenset[str]:
        """The last names of all these, by which nearly every attribute is let pass."""
        if self._watched is None:
            self._watched = frozenset(
                name.rpartition(".")[2] for name in (*self.tested, *self.assigned)
            )
        return self._watched

    def forget(self) -> None:
        """Have no scopes any more, and leave no cycles among those there were."""
        for scope in self._scopes.values():
            scope.forget()
        self._scopes.clear()
        self._outer = None

    def scope(self, node: ast.AST, kind: ScopeKind, parent: Scope, place: Place | None) -> Scope:
        """The scope that `node` opens, the same object each time it is asked for."""
        known = self._scopes.get(id(node))
        if known is None:
            known = self._scopes[id(node)] = Scope(kind, node, parent, place, self)
        return known

    def function(self, node: Function, parent: Scope, place: Place | None) -> Scope:
        """The scope of a def's body, its type parameters' scope in between where there is one."""
        kind = ScopeKind.FUNCTION if isinstance(node, ast.FunctionDef) else ScopeKind.ASYNC_FUNCTION
        return self.scope(node, kind, self.generic(node, parent, place), place)

    def class_(self, node: ast.ClassDef, parent: Scope, place: Place | None) -> Scope:
        """The scope of a class body, its type parameters' scope in between where there is one."""
        return self.scope(node, ScopeKind.CLASS, self.generic(node, parent, place), place)

    def generic(self, node: ast.stmt, parent: Scope, place: Place | None) -> Scope:
        """The scope of the type parameters of `node` (3.12+), or `parent` where it has none."""
        parameters = getattr(node, "type_params", None)
        if not parameters:
            return parent
        known = self._scopes.get(id(parameters))
        if known is None:
            known = Scope(ScopeKind.TYPE_PARAMETERS, node, parent, place, self)
            self._scopes[id(parameters)] = known
        return known

    def bound_from_inside(self, scope: Scope, name: str) -> list[Binding]:
        """Bindings of `name` in `scope` made by inner functions through `global`/`nonlocal`."""
        if not self.has_outer:
            return []
        if self._outer is None:
            self._outer = {}
            self._collect_outer()
        return [b for b in self._outer.get(id(scope), ()) if b.name == name]

    def _collect_outer(self) -> None:
        """Find every `global` and `nonlocal`, and hand their bindings to the scope they name."""
        assert self._outer is not None
        stack: list[tuple[Scope, Place | None]] = [(self.module, None)]
        while stack:
            scope, _ = stack.pop()
            for statement, place in scope.statements:
                if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    stack.append((self.function(statement, scope, place), place))
                elif isinstance(statement, ast.ClassDef):
                    stack.append((self.class_(statement, scope, place), place))
                elif isinstance(statement, (ast.Global, ast.Nonlocal)):
                    self._send_out(scope, statement)

    def _send_out(self, scope: Scope, statement: ast.Global | ast.Nonlocal) -> None:
        assert self._outer is not None
        for name in statement.names:
            target: Scope | None = self.module
            if isinstance(statement, ast.Nonlocal):
                target = scope.parent
                while target is not None and (
                    target.kind is ScopeKind.CLASS or name not in target.bindings
                ):
                    target = target.parent
            if target is None or target is scope:
                continue
            inner: dict[str, list[Binding]] = {}
            collect(scope, inner, keep=name)
            self._outer.setdefault(id(target), []).extend(inner.get(name, ()))


NOTHING = Names(ast.Module([], []))
"""The names of an empty module: what the scopes of a forgotten one are left with."""


def comprehension_scope(node: Comprehension, scope: Scope, place: Place | None) -> Scope:
    """The scope that the comprehension `node` opens in `scope`."""
    generator = isinstance(node, ast.GeneratorExp)
    kind = ScopeKind.GENERATOR_EXPRESSION if generator else ScopeKind.COMPREHENSION
    return scope.module.scope(node, kind, scope, place)


BLOCKS = ("body", "handlers", "orelse", "finalbody", "cases")

COMPOUND = frozenset(
    {
        ast.If,
        ast.For,
        ast.AsyncFor,
        ast.While,
        ast.With,
        ast.AsyncWith,
        ast.Try,
        ast.TryStar,
        ast.Match,
    }
)
"""The statements that hold blocks of their own scope; `match` alone has no `body`."""


def blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks of a compound statement of the same scope, in the order of the source."""
    for attribute in BLOCKS:
        block = getattr(statement, attribute, None)
        if not block:
            continue
        if attribute in ("handlers", "cases"):
            for part in block:
                yield part.body
        else:
            yield block


OPENS_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _listed(scope: Scope) -> list[tuple[ast.stmt, Place]]:
    body = getattr(scope.node, "body", None)
    if not isinstance(body, list):
        return []
    found: list[tuple[ast.stmt, Place]] = []
    stack: list[tuple[list[ast.stmt], int, Place | None]] = [(body, 0, None)]
    while stack:
        block, index, parent = stack.pop()
        for number in range(index, len(block)):
            statement = block[number]
            place = Place(block, number, parent)
            found.append((statement, place))
            if statement.__class__ in COMPOUND:
                stack.append((block, number + 1, parent))
                stack.extend([(part, 0, place) for part in blocks(statement)][::-1])
                break
    return found


def collect(scope: Scope, into: dict[str, list[Binding]], keep: str | None = None) -> None:
    """Put every binding of `scope`'s own statements into `into`.

    With `keep`, only that name's, and also those which a `global`/`nonlocal` sends elsewhere.
    """
    found: list[Binding] = []
    node = scope.node
    if scope.kind is ScopeKind.TYPE_PARAMETERS:
        for parameter in getattr(node, "type_params", ()):
            found.append(Binding(parameter.name, Bound.TYPE_PARAMETER, parameter, None))
    elif scope.kind in COMPREHENSIONS:
        for generator in node.generators:  # type: ignore[attr-defined]
            kind = Bound.ASYNC_ITEM if generator.is_async else Bound.ITEM
            for name, path in targets(generator.target):
                found.append(Binding(name, kind, generator.iter, scope.place, path))
    elif scope.kind is not ScopeKind.ANNOTATION:
        if isinstance(node, FUNCTION_NODES) and keep is None:
            for argument in parameters(node.args):
                found.append(Binding(argument.arg, Bound.PARAMETER, argument, None))
        _collect_statements(scope, found)
    for binding in found:
        if keep is None or binding.name == keep:
            into.setdefault(binding.name, []).append(binding)
    if keep is None:
        for name in scope.outer_names:
            into.pop(name, None)


def _collect_statements(scope: Scope, found: list[Binding]) -> None:
    walrus_lines = scope.module.walrus_lines
    for statement, place in scope.statements:
        binds = BINDS.get(statement.__class__)
        if binds is not None:
            found.extend(binds(statement, place))
        elif statement.__class__ in (ast.Global, ast.Nonlocal):
            scope.outer_names.update(statement.names)
        if walrus_lines is None or (walrus_lines and header_meets(statement, walrus_lines)):
            found.extend(walruses(statement, place))


FUNCTION_NODES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _lines_with(word: str, text: str) -> frozenset[int]:
    """The lines (from 1) of `text` in which `word` occurs."""
    found: set[int] = set()
    line = 1
    start = 0
    at = text.find(word)
    while at >= 0:
        line += text.count("\n", start, at)
        start = at
        found.add(line)
        at = text.find(word, at + 1)
    return frozenset(found)


def last_name(node: ast.expr) -> str:
    """`c` of the expression `a.b.c`, `c` of the name `c`, else ''."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_overload(node: ast.AST) -> bool:
    """Whether `node` is a def under `@overload` (PEP 484, "Function/method overloading")."""
    return any(last_name(d) == "overload" for d in getattr(node, "decorator_list", ()))
