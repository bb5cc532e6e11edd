"""Whether a test around asks what the value is: `isawaitable(x)`, `isinstance(x, C)`.

Then it may be something else than its annotation says, unless what is taken of it is the same.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from flake8_async_yield.names.bindings import Binding, Bound
from flake8_async_yield.names.nodes import choices
from flake8_async_yield.names.scopes import Scope, last_name
from flake8_async_yield.names.tested import classes_in, classes_of_pattern
from flake8_async_yield.rules.conditions import dotted_names, tests_around
from flake8_async_yield.rules.words import dotted
from flake8_async_yield.values import classes
from flake8_async_yield.values.value import ClassValue, FunctionValue, Instance, Value

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

ASKING = r"is[a-z_]+|hasattr|getattr|callable|type"
"""Functions that tell what kind of thing they are given."""

OF_CLASSES = frozenset(
    {"isinstance", "issubclass", "type", "hasattr", "getattr", "callable", "isclass", "ismodule"}
)
"""Those of them that tell of an object what its methods are."""

OF_KINDS = r"(?i)sync|await|coro|generator|aiter"
"""Words in the name of a function that tells so too, whoever wrote it."""


def is_asked(context: Context, node: ast.expr) -> bool:
    """Whether a test around asks what the value is: `isawaitable(x)`, `isinstance(x, C)`."""
    names = set(dotted_names(node))
    longest = max(names, key=len, default="")
    copies = _copies(context, names)
    for test in _tests(context):
        for part in ast.walk(test):
            if isinstance(part, ast.Call):
                if _asks(part, names, longest) and not _is_same_anyway(context, node, part):
                    return True
                if copies and _tells_kinds(part) and not copies.isdisjoint(_given(part)):
                    return True
            elif isinstance(part, ast.Compare) and not _with_constant(part):
                others = (o for o in _identified(part) if o is not node)  # the mistake is no test
                if any(dotted(operand) in names for operand in others):
                    return True
        if dotted(test) in names and _is_match(context, test):
            if not _is_same_in_case(context, node, test):
                return True
    return False


def _tests(context: Context) -> Iterator[ast.expr]:
    """The tests around, and the questions whose answers their names are: `flag = callable(x)`."""
    for test in tests_around(context):
        yield test
        for part in ast.walk(test):
            if isinstance(part, ast.Name):
                for value in _values(context, part.id):
                    yield from _questions(value)
            elif isinstance(part, ast.Attribute) and dotted(part) == f"self.{part.attr}":
                yield from _kept_answers(context).get(part.attr, ())


def _questions(node: ast.AST) -> Iterator[ast.Call]:
    """The calls in `node` of functions that tell what they are given."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            if _tells_kinds(part) or re.fullmatch(ASKING, last_name(part.func)):
                yield part


def _values(context: Context, name: str) -> Iterator[ast.AST]:
    """The expressions that `name` is bound to, in the nearest scope that binds it."""
    scope: Scope | None = context.scope
    while scope is not None:
        if found := scope.bindings.get(name):
            yield from (binding.node for binding in found if binding.kind is Bound.VALUE)
            return
        scope = scope.parent


def _kept_answers(context: Context) -> dict[str, list[ast.Call]]:
    """Attribute -> the questions after kinds whose answers this file keeps there.

    `self.is_coroutine = iscoroutinefunction(f)` asks of `self.f` too, as that is kept beside it.
    """
    known: dict[str, list[ast.Call]] | None = context.memo.get("kept answers")
    if known is None:
        known = context.memo["kept answers"] = {}
        for node in ast.walk(context.source.tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
                for call in filter(_tells_kinds, _questions(node.value)):
                    kept = [ast.Name(f"self.{n}") for n in _given(call) if n.isidentifier()]
                    asked = ast.Call(call.func, [*call.args, *kept], [])
                    known.setdefault(node.targets[0].attr, []).append(asked)
    return known


def _copies(context: Context, names: set[str]) -> set[str]:
    """The other names of what has one of `names`: `check = f`, `check = unwrap(f)`."""
    found: set[str] = set()
    scope: Scope | None = context.scope
    while scope is not None:
        for name, bindings in scope.bindings.items():
            if name not in names and any(
                binding.kind is Bound.VALUE
                and not names.isdisjoint(map(dotted, _handed_on(binding.node)))
                for binding in bindings
            ):
                found.add(name)
        scope = scope.parent
    return found


def _handed_on(node: ast.AST) -> Iterator[ast.AST]:
    """What an expression may give as it is, or made something of: `x`, `x or y`, `unwrap(x)`."""
    stack = [node]
    while stack:
        part = stack.pop()
        if parts := choices(part):
            stack += parts
        elif isinstance(part, ast.Call):
            stack += part.args
        else:
            yield part


def _is_same_anyway(context: Context, node: ast.expr, call: ast.Call) -> bool:
    """Whether `isinstance(x, C)` changes nothing of `x.m()`: the method of `C` is of its kind."""
    match call:
        case ast.Call(func=ast.Name(id="isinstance"), args=[asked, of], keywords=[]):
            return _is_same(context, node, asked, list(classes_in(of)))
    return False


def _is_same_in_case(context: Context, node: ast.expr, subject: ast.expr) -> bool:
    """The same of `match x: case C(): x.m()`; of a case for anything else the others count."""
    for statement, block in context.enclosing_statements():
        if isinstance(statement, ast.Match) and statement.subject is subject:
            own = [list(classes_of_pattern(c.pattern)) for c in statement.cases if c.body is block]
            if not own or None in own[0]:
                own = [list(classes_of_pattern(case.pattern)) for case in statement.cases]
            of = [cls for found in own for cls in found if cls is not None]
            return _is_same(context, node, subject, of)
    return False


def _is_same(context: Context, node: ast.expr, subject: ast.expr, of: list[ast.expr]) -> bool:
    """Whether what `node` takes of `subject` is of the same kind where that is one of these."""
    taken = _taken(node, dotted(subject))
    kinds = _kinds(context.value_of(taken)) if taken is not None else None
    if taken is None or not kinds:
        return False
    evaluator = context.evaluator
    for part in of:
        value = context.value_of(part)
        cls = value[0] if len(value) == 1 else None
        if not isinstance(cls, ClassValue) or not _is_kin(context, cls, taken.value):
            return False
        thing = Instance(cls, declared=True)
        if _kinds(evaluator.asked(partial(evaluator.attribute, (thing,), taken.attr))) != kinds:
            return False
    return True


def _is_kin(context: Context, cls: ClassValue, receiver: ast.expr) -> bool:
    """Whether one of `cls` and what `receiver` may be is derived from the other."""
    evaluator = context.evaluator
    return any(
        classes.derives(evaluator, one, other.record)
        for a in (*context.value_of(receiver), *_annotated(context, receiver))
        if isinstance(a, Instance)
        for one, other in ((cls, a.cls), (a.cls, cls))
    )


def _annotated(context: Context, receiver: ast.expr) -> Value:
    """What a parameter may be by its annotation, before any test has told more."""
    scope = context.scope.function
    if not isinstance(receiver, ast.Name) or scope is None or scope.parent is None:
        return ()
    match scope.bindings.get(receiver.id, []):
        case [Binding(kind=Bound.PARAMETER, node=ast.arg(annotation=ast.expr() as annotation))]:
            return context.local.annotated_value(annotation, scope.parent, scope.place)
    return ()


def _taken(node: ast.expr, subject: str) -> ast.Attribute | None:
    """The attribute of `subject` that `node` hangs on: `x.m` of `x.m().n` for `x`."""
    part: ast.AST = node
    while subject:
        if isinstance(part, ast.Attribute) and dotted(part.value) == subject:
            return part
        if isinstance(part, ast.Call):
            part = part.func
        elif isinstance(part, (ast.Attribute, ast.Await, ast.Subscript, ast.Starred)):
            part = part.value
        else:
            break
    return None


def _kinds(value: Value) -> frozenset[tuple[bool, bool]]:
    """The kinds of functions that `value` may be, if it can be nothing else."""
    functions = [a for a in value if isinstance(a, FunctionValue)]
    if len(functions) < len(value):
        return frozenset()
    return frozenset((f.record.is_async, f.record.is_generator) for f in functions)


def _asks(call: ast.Call, names: set[str], longest: str) -> bool:
    """Whether a call in a test asks what the thing called `longest` is, or one on the way to it."""
    given = _given(call) & names
    if not given:
        return False
    function = last_name(call.func)
    if function in ("hasattr", "getattr") and given == {"self"} and len(call.args) > 1:
        second = call.args[1]
        return not isinstance(second, ast.Constant) or f"self.{second.value!s}" in names
    if not re.fullmatch(ASKING, function):
        given -= {"self", "cls"}
    if given <= {longest}:
        return bool(given)
    return function in OF_CLASSES or _tells_kinds(call)


def _given(call: ast.Call) -> set[str]:
    """The dotted names among the arguments of a call."""
    return {dotted(a) for a in [*call.args, *(k.value for k in call.keywords)]} - {""}


def _tells_kinds(call: ast.Call) -> bool:
    """Whether the function is named after kinds: `isawaitable(x)`, `is_async(x)`."""
    return re.search(OF_KINDS, last_name(call.func)) is not None


def _is_match(context: Context, subject: ast.expr) -> bool:
    """Whether `subject` is that of a `match` around the node."""
    return any(
        isinstance(statement, ast.Match) and statement.subject is subject
        for statement, _ in context.enclosing_statements()
    )


def _identified(node: ast.Compare) -> Iterator[ast.expr]:
    """The operands of which a comparison asks what they are: what is searched or ordered is not."""
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if not isinstance(operator, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)):
            yield left
            if not isinstance(operator, (ast.In, ast.NotIn)):
                yield right
        left = right


def _with_constant(node: ast.Compare) -> bool:
    return all(isinstance(part, ast.Constant) for part in node.comparators)
