"""Lowering of expressions: what each type of node becomes, see `terms` for the terms themselves."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeGuard

from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.definitions import MISSING, Term
from flake8_async_yield.names.records import defined_in
from flake8_async_yield.names.scopes import Scope, ScopeKind
from flake8_async_yield.names.unions import NONE, SLICE, union

if TYPE_CHECKING:
    from flake8_async_yield.names.terms import LiveModule

WIDEST = 12
"""Of a display or a call with more elements than this, the rest is not looked at."""

BUILTIN_CONSTANTS = {str: "str", bytes: "bytes", int: "int", float: "float", bool: "bool"}


GETATTR: Term = ["n", "getattr"]


def _attribute(module: LiveModule, node: ast.Attribute, scope: Scope, place: Place | None) -> Term:
    base = module.expression(node.value, scope, place)
    return base and [".", base, node.attr]


def _call(module: LiveModule, node: ast.Call, scope: Scope, place: Place | None) -> Term:
    if isinstance(node.func, ast.Name) and node.func.id == "super":
        return _super(module, node, scope, place)
    function = module.expression(node.func, scope, place)
    if function == GETATTR and len(node.args) == 2 and module.lookup("getattr") is MISSING:
        name = node.args[1]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            base = module.expression(node.args[0], scope, place)
            return base and [".", base, name.value]
    return function and ["(", function, *arguments(module, node, scope, place)]


def arguments(
    module: LiveModule, node: ast.Call, scope: Scope, place: Place | None
) -> tuple[list[Term], dict[str, Term]]:
    """The terms of the positional and of the keyword arguments of a call."""
    given: list[Term] = []
    for argument in node.args[:WIDEST]:
        if isinstance(argument, ast.Starred):
            given.append(["*", module.expression(argument.value, scope, place)])
        else:
            given.append(module.expression(argument, scope, place))
    if len(node.args) == 2 and isinstance(node.args[0], ast.Constant) and _casts(module, node.func):
        given[0] = module.annotation(node.args[0], scope, place)
    keywords = {
        k.arg or "**": module.expression(k.value, scope, place) for k in node.keywords[:WIDEST]
    }
    return given, keywords


def _casts(module: LiveModule, function: ast.expr) -> bool:
    """Whether this is `typing.cast`, whose first argument may be a type in quotes."""
    match function:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name), attr="cast"):
            return module.lookup(name) in (["f", 0, "typing", "cast"], ["m", "typing"])
    return False


def _super(module: LiveModule, node: ast.Call, scope: Scope, place: Place | None) -> Term:
    function = scope.function
    holder = function.enclosing_class if function is not None else None
    if holder is None or function is None:
        return None
    arguments = function.node.args  # type: ignore[attr-defined]
    first = next(iter([*arguments.posonlyargs, *arguments.args]), None)
    if first is None:
        return None
    class_key = module.key(holder.node, defined_in(holder), holder.place)
    function_key = module.key(function.node, holder, function.place)
    return ["super", class_key, ["p", function_key, first.arg]]


def _await(module: LiveModule, node: ast.Await, scope: Scope, place: Place | None) -> Term:
    value = module.expression(node.value, scope, place)
    return value and ["a", value]


def _if(module: LiveModule, node: ast.IfExp, scope: Scope, place: Place | None) -> Term:
    return union(
        [module.expression(node.body, scope, place), module.expression(node.orelse, scope, place)]
    )


def _bool(module: LiveModule, node: ast.BoolOp, scope: Scope, place: Place | None) -> Term:
    parts = [module.expression(value, scope, place) for value in node.values[:WIDEST]]
    if isinstance(node.op, ast.Or):
        # All but the last operand are the result only where they are true: never None.
        parts = [p for p in parts[:-1] if p != NONE] + parts[-1:]
        if isinstance(node.values[0], ast.Call) and parts[0] is not None:
            return ["||", parts]
    return union(parts)


def _named(module: LiveModule, node: ast.NamedExpr, scope: Scope, place: Place | None) -> Term:
    return module.expression(node.value, scope, place)


def _subscript(module: LiveModule, node: ast.Subscript, scope: Scope, place: Place | None) -> Term:
    base = module.expression(node.value, scope, place)
    if base is None:
        return None
    index = node.slice
    if isinstance(index, ast.Slice):
        return ["s", base]
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    return ["[", base, [module.expression(part, scope, place) for part in parts[:WIDEST]]]


def constant(node: ast.Constant) -> Term:
    """The term of a constant: short strings and small numbers as they are."""
    value = node.value
    if value is None or isinstance(value, (bool, int)):
        return ["k", value if value is None or -1000 < value < 1000 else 1000]
    if isinstance(value, str):
        return ["k", value if len(value) < 80 else value[:80]]
    name = BUILTIN_CONSTANTS.get(type(value))
    return name and ["c", name, []]


def _display(
    module: LiveModule, node: ast.List | ast.Set, scope: Scope, place: Place | None
) -> Term:
    name = "list" if isinstance(node, ast.List) else "set"
    if not node.elts:
        return ["c", name, []]
    if len(node.elts) > WIDEST:
        return ["c", name, [None]]
    return ["c", name, [union(_elements(module, node, scope, place))]]


def _elements(
    module: LiveModule, node: ast.List | ast.Set | ast.Tuple, scope: Scope, place: Place | None
) -> Iterator[Term]:
    """The terms of what a display holds: of `*xs` any item."""
    for element in node.elts:
        if isinstance(element, ast.Starred):
            items = module.expression(element.value, scope, place)
            yield items and ["I", items]
        else:
            yield module.expression(element, scope, place)


def _tuple(module: LiveModule, node: ast.Tuple, scope: Scope, place: Place | None) -> Term:
    if len(node.elts) > WIDEST:
        return ["c", "tuple", [None]]
    if any(isinstance(e, ast.Starred) for e in node.elts):
        return ["c", "tuple", [union(_elements(module, node, scope, place))]]
    return ["t", [module.expression(e, scope, place) for e in node.elts]]


def _dict(module: LiveModule, node: ast.Dict, scope: Scope, place: Place | None) -> Term:
    values = node.values
    if not values:
        return ["c", "dict", []]
    if len(values) > WIDEST or all(isinstance(value, ast.Constant) for value in values):
        return ["c", "dict", [None, None]]
    held: list[Term] = []
    for key, value in zip(node.keys, values, strict=True):
        term = module.expression(value, scope, place)
        if key is None:  # `**d` gives what `d` holds
            term = term and ["[", term, [None]]
        held.append(term)
    return ["c", "dict", [None, union(held)]]


def _dict_comprehension(
    module: LiveModule, node: ast.DictComp, scope: Scope, place: Place | None
) -> Term:
    inner = module.scopes.scope(node, ScopeKind.COMPREHENSION, scope, place)
    return ["c", "dict", [module.expression(p, inner, place) for p in (node.key, node.value)]]


def _comprehension(
    module: LiveModule, node: ast.ListComp | ast.SetComp, scope: Scope, place: Place | None
) -> Term:
    inner = module.scopes.scope(node, ScopeKind.COMPREHENSION, scope, place)
    name = "list" if isinstance(node, ast.ListComp) else "set"
    return ["c", name, [module.expression(node.elt, inner, place)]]


def _generator(
    module: LiveModule, node: ast.GeneratorExp, scope: Scope, place: Place | None
) -> Term:
    inner = module.scopes.scope(node, ScopeKind.GENERATOR_EXPRESSION, scope, place)
    item = module.expression(node.elt, inner, place)
    if is_asynchronous(node):
        return ["c", "types.AsyncGeneratorType", [item, None]]
    return ["c", "types.GeneratorType", [item, None, None]]


def _string(module: LiveModule, node: ast.JoinedStr, scope: Scope, place: Place | None) -> Term:
    return ["c", "str", []]


def _operation(module: LiveModule, node: ast.BinOp, scope: Scope, place: Place | None) -> Term:
    left = module.expression(node.left, scope, place)
    if isinstance(node.op, ast.Div):
        return left and ["/", left, module.expression(node.right, scope, place)]
    if not isinstance(node.op, ast.BitOr):
        return None
    right = module.expression(node.right, scope, place)
    return ["or", left, right] if left and right else None


def _unary(module: LiveModule, node: ast.UnaryOp, scope: Scope, place: Place | None) -> Term:
    if isinstance(node.op, ast.Not):
        return ["c", "bool", []]
    number = node.operand.value if isinstance(node.operand, ast.Constant) else None
    return ["k", -number] if isinstance(node.op, ast.USub) and _is_index(number) else None


def _is_index(number: object) -> TypeGuard[int]:
    return type(number) is int and number < 1000


def _lambda(module: LiveModule, node: ast.Lambda, scope: Scope, place: Place | None) -> Term:
    return ["L", module.key(node, scope, place)]


def is_asynchronous(node: ast.GeneratorExp) -> bool:
    """Whether a generator expression makes an async generator (Python reference, 6.2.8)."""
    first = node.generators[0]
    stack: list[ast.AST] = [node.elt, *first.ifs, first.target]
    for generator in node.generators:
        if generator.is_async:
            return True
        if generator is not first:
            stack += [generator.iter, *generator.ifs]
    while stack:
        inner = stack.pop()
        if isinstance(inner, ast.Await):
            return True
        if isinstance(inner, ast.comprehension) and inner.is_async:
            return True
        if isinstance(inner, ast.GeneratorExp):
            stack.append(inner.generators[0].iter)
        elif isinstance(inner, ast.Lambda):
            stack += inner.args.defaults
            stack += [default for default in inner.args.kw_defaults if default is not None]
        else:
            stack.extend(ast.iter_child_nodes(inner))
    return False


LOWER: dict[type[ast.AST], Callable[[LiveModule, Any, Scope, Place | None], Term]] = {
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Await: _await,
    ast.IfExp: _if,
    ast.BoolOp: _bool,
    ast.NamedExpr: _named,
    ast.Subscript: _subscript,
    ast.Constant: lambda _, node, *__: constant(node),
    ast.List: _display,
    ast.Set: _display,
    ast.Tuple: _tuple,
    ast.Dict: _dict,
    ast.DictComp: _dict_comprehension,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _generator,
    ast.JoinedStr: _string,
    ast.BinOp: _operation,
    ast.UnaryOp: _unary,
    ast.Lambda: _lambda,
    ast.Slice: lambda *_: SLICE,
}
