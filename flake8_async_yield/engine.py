"""The one walk over a linted file: each node goes to the rules that asked for its type.

The walk is iterative, knows the scope and the place of every node it hands out, and visits
names and constants only where a rule asks for them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.generators import is_generator
from flake8_async_yield.names.leading import Leading, leading
from flake8_async_yield.names.nodes import LEAVES
from flake8_async_yield.names.scopes import Function, Scope, ScopeKind, comprehension_scope
from flake8_async_yield.project.index import Index
from flake8_async_yield.project.sight import speaks_of_async
from flake8_async_yield.rules.base import Rule, dispatch
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source
from flake8_async_yield.values.evaluate import Evaluator
from flake8_async_yield.values.fixtures import is_test_file
from flake8_async_yield.values.glance import Glance
from flake8_async_yield.values.local import Local
from flake8_async_yield.values.value import Value
from flake8_async_yield.violation import Fix, Violation


class Context:
    """What a rule may ask about the node it was given. `scope` and `place` are that node's."""

    def __init__(
        self,
        source: Source,
        text: str,
        index: Index,
        settings: Settings,
        imported: frozenset[str] | None = None,
    ) -> None:
        """`imported`: of a file without a word of async, the imports that may be async."""
        self.source = source
        self.settings = settings
        module = index.linted(source.path, source.tree, text)
        self.names = module.scopes
        self.leading: Leading | None = None
        """Where something async may be met at all; None: anywhere."""
        if imported and not any(name[0] == "*" for name in imported):
            self.leading = leading(
                self.names, source.lines, imported, has_fixtures=is_test_file(source.path)
            )
        self.scope: Scope = self.names.module
        self.place: Place | None = None
        self.evaluator = Evaluator(index, settings)
        self.local = Local(self.evaluator, module)
        self.glance = Glance(index, module, self.leading)
        self.violations: list[Violation] = []
        self.memo: dict[str, Any] = {}
        """What rules work out once a file, under names of their own."""

    # -- where the node stands

    @property
    def function(self) -> Scope | None:
        """The scope of the `def` that the node runs in; None outside one."""
        return self.scope.function

    @property
    def in_async_function(self) -> bool:
        """Whether the node runs directly in an `async def` (comprehensions count as inside)."""
        function = self.scope.function
        return function is not None and function.kind is ScopeKind.ASYNC_FUNCTION

    def enclosing_statements(self) -> Iterator[tuple[ast.stmt, list[ast.stmt]]]:
        """(statement, the block of it that leads to the node), inside out, in the same scope."""
        place = self.place
        while place is not None and place.parent is not None:
            yield place.parent.statement, place.block
            place = place.parent

    def enclosing_async_withs(self) -> Iterator[ast.AsyncWith]:
        """The `async with` statements of the same scope whose body holds the node, inside out."""
        for statement, block in self.enclosing_statements():
            if isinstance(statement, ast.AsyncWith) and block is statement.body:
                yield statement

    def is_generator(self, node: Function) -> bool:
        """Whether `node`, a def of this file, yields."""
        return is_generator(node, self.local.module.yield_lines)

    # -- what an expression is

    def value_of(
        self, node: ast.expr, scope: Scope | None = None, place: Place | None = None
    ) -> Value:
        """What `node` may be, as seen from the current node's scope and place."""
        if scope is None:
            scope, place = self.scope, self.place
        return self.local.value_of(node, scope, place)

    def may_be_async(self, node: ast.expr) -> bool:
        """A glance, before `value_of` is asked: whether `node` may be anything async."""
        return self.glance.may_be_async(node, self.scope)

    def annotated_value(self, node: ast.expr, scope: Scope | None = None) -> Value:
        """What a thing annotated with `node` may be."""
        return self.local.annotated_value(node, scope or self.scope, self.place)

    def qualified_name(self, node: ast.expr, scope: Scope | None = None) -> str:
        """The dotted name that `node` was defined under: `typing.AsyncIterator`; '' if unknown.

        A name whose module can't be found is followed as far as its import says.
        """
        return self.local.qualified_name(node, scope or self.scope, self.place)

    # -- what to say

    def report(
        self,
        code: str,
        node: ast.expr | ast.stmt | ast.ExceptHandler,
        message: str,
        fix: Fix | None = None,
    ) -> None:
        """Say that `node` is wrong."""
        self.violations.append(Violation(code, self.source.span(node), message, fix))


INJECTS = re.compile(r"\b(?:Depends|Security)\(")
"""A file that calls these is looked at as a whole: not all that they refuse is async."""


def lint(
    source: Source, index: Index, settings: Settings, rules: Sequence[Rule]
) -> list[Violation]:
    """The violations of `source` under `rules`, in the order of their places."""
    text = "".join(source.lines)
    imported: frozenset[str] | None = None
    if not speaks_of_async(text):
        imported = index.sight.leading(source.path, text)
        if not imported and not INJECTS.search(text):
            return []
    context = Context(source, text, index, settings, imported)
    walk(context, dispatch(rules, text))
    return sorted(set(context.violations), key=lambda v: (v.span, v.code))


PLAIN_FIELDS = frozenset(
    "id attr arg ctx op ops name names asname module level kind conversion simple is_async "
    "type_comment type_ignores lineno".split()
)
"""Fields of nodes that hold no node of ours."""

BLOCK_FIELDS = ("body", "orelse", "finalbody")
"""Fields that hold a block of statements, in what is no expression."""

Item = tuple[ast.AST, Scope, Place | None]
Expand = Callable[[ast.AST, Scope, Place | None, list[Item]], None]


class Shape:
    """What the walk does with one type of node: the rules that see it, and what is below it."""

    __slots__ = ("blocks", "expand", "fields", "rules")

    def __init__(self, kind: type[ast.AST], rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.expand: Expand | None = EXPAND.get(kind)
        is_block_holder = not issubclass(kind, ast.expr)
        self.blocks = [f for f in kind._fields if is_block_holder and f in BLOCK_FIELDS]
        self.fields = [f for f in kind._fields if f not in (*PLAIN_FIELDS, *self.blocks)]


def walk(context: Context, table: dict[type[ast.AST], tuple[Rule, ...]]) -> None:
    """Hand every node of the source to its rules, with the context set to the node's place."""
    shapes: dict[type[ast.AST], Shape] = {}
    stack: list[Item] = []
    _push_block(stack, context.source.tree.body, context.names.module, None)
    if context.leading is not None:
        met = context.leading.statements
        stack = [item for number, item in enumerate(stack) if number in met]
    while stack:
        node, scope, place = stack.pop()
        kind = node.__class__
        shape = shapes.get(kind)
        if shape is None:
            shape = shapes[kind] = Shape(kind, table.get(kind, ()))
        for rule in shape.rules:
            context.scope = scope
            context.place = place
            rule.check(node, context)
        if shape.expand is not None:
            shape.expand(node, scope, place, stack)
            continue
        values = node.__dict__
        for name in shape.fields:
            value: Any = values.get(name)
            if value.__class__ is list:
                for item in value:
                    if item.__class__ not in LEAVES:
                        stack.append((item, scope, place))
            elif value.__class__ not in LEAVES:
                stack.append((value, scope, place))
        for name in shape.blocks:
            _push_block(stack, values.get(name, ()), scope, place)


def _push_block(
    stack: list[Item], block: list[ast.stmt], scope: Scope, parent: Place | None
) -> None:
    for index, statement in enumerate(block):
        stack.append((statement, scope, Place(block, index, parent)))


def _push(
    stack: list[Item], nodes: Sequence[ast.AST | None], scope: Scope, place: Place | None
) -> None:
    for node in nodes:
        if node is not None and type(node) not in LEAVES:
            stack.append((node, scope, place))


def _function(node: ast.AST, scope: Scope, place: Place | None, stack: list[Item]) -> None:
    """Decorators and defaults run outside; annotations in the type parameters' scope, if any."""
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    names = scope.module
    inner = names.function(node, scope, place)
    around = names.generic(node, scope, place)
    _push(stack, node.decorator_list, scope, place)
    _defaults(node.args, scope, place, stack)
    arguments = node.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if argument.annotation is not None:
            _push(stack, [argument.annotation], around.annotations, place)
    for starred in (arguments.vararg, arguments.kwarg):
        if starred is not None:
            _push(stack, [starred.annotation], around.annotations, place)
    _push(stack, [node.returns], around.annotations, place)
    _push(stack, getattr(node, "type_params", ()), around, place)
    _push_block(stack, node.body, inner, None)


def _defaults(node: ast.arguments, scope: Scope, place: Place | None, stack: list[Item]) -> None:
    _push(stack, node.defaults, scope, place)
    _push(stack, node.kw_defaults, scope, place)


def _class(node: ast.AST, scope: Scope, place: Place | None, stack: list[Item]) -> None:
    assert isinstance(node, ast.ClassDef)
    inner = scope.module.class_(node, scope, place)
    around = scope.module.generic(node, scope, place)
    _push(stack, node.decorator_list, scope, place)
    _push(stack, [*node.bases, *(k.value for k in node.keywords)], around, place)
    _push(stack, getattr(node, "type_params", ()), around, place)
    _push_block(stack, node.body, inner, None)


def _lambda(node: ast.AST, scope: Scope, place: Place | None, stack: list[Item]) -> None:
    assert isinstance(node, ast.Lambda)
    _defaults(node.args, scope, place, stack)
    inner = scope.module.scope(node, ScopeKind.LAMBDA, scope, place)
    _push(stack, [node.body], inner, place)


def _comprehension(node: ast.AST, scope: Scope, place: Place | None, stack: list[Item]) -> None:
    """The first iterable is evaluated outside (Python reference, 6.2.4)."""
    assert isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp))
    inner = comprehension_scope(node, scope, place)
    _push(stack, [node.generators[0].iter], scope, place)
    for number, generator in enumerate(node.generators):
        _push(stack, [generator.target, *generator.ifs], inner, place)
        if number:
            _push(stack, [generator.iter], inner, place)
    if isinstance(node, ast.DictComp):
        _push(stack, [node.key, node.value], inner, place)
    else:
        _push(stack, [node.elt], inner, place)


def _annotated(node: ast.AST, scope: Scope, place: Place | None, stack: list[Item]) -> None:
    assert isinstance(node, ast.AnnAssign)
    _push(stack, [node.target, node.value], scope, place)
    _push(stack, [node.annotation], scope.own_annotations, place)


def _type_alias(node: ast.AST, scope: Scope, place: Place | None, stack: list[Item]) -> None:
    around = scope.module.generic(node, scope, place)  # type: ignore[arg-type]
    _push(stack, getattr(node, "type_params", ()), around, place)
    inner = scope.module.scope(node, ScopeKind.TYPE_PARAMETERS, around, place)
    _push(stack, [node.value], inner, place)  # type: ignore[attr-defined]


EXPAND: dict[type[ast.AST], Expand] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Lambda: _lambda,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.AnnAssign: _annotated,
}
if hasattr(ast, "TypeAlias"):
    EXPAND[ast.TypeAlias] = _type_alias
