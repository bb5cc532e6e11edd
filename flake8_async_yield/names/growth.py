"""What a function puts into a collection of its own after its display: `xs = []`, `xs.append(f())`.

Known only where every use of the name is seen to add, to take or to look; a collection that is
handed on, kept elsewhere or used by an inner function may get anything.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Binding, Bound, Place, targets
from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.expressions import WIDEST
from flake8_async_yield.names.nodes import NO_NAMES, below, children
from flake8_async_yield.names.scopes import FUNCTIONS, OPENS_SCOPE, Scope, last_name
from flake8_async_yield.names.unions import union

if TYPE_CHECKING:
    from flake8_async_yield.names.terms import LiveModule

DISPLAYS = (ast.List, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp)
CALLED = {"list": "list", "set": "set", "dict": "dict", "deque": "collections.deque"}
"""What makes an empty collection where it is called without arguments."""

ADDING = {"append": 0, "add": 0, "appendleft": 0, "insert": 1, "setdefault": 1}
"""Methods that add one item -> the number of the argument."""

ADDING_ALL = frozenset({"extend", "extendleft"})

LOOKING = frozenset(
    "clear copy count discard get index items keys pop popitem popleft remove reverse rotate sort "
    "values".split()
)
"""Methods that add nothing and hand the collection itself to nobody."""

TAKING = frozenset({"get", "pop", "popleft"})
"""Methods that give one of the items."""

BUILTINS = frozenset(dir(builtins)) - {"eval", "exec", "setattr"}
"""Functions that put nothing into what they are given, and do not keep it."""

LOOKING_MODULES = frozenset({"asyncio", "copy", "itertools", "json", "pprint", "random"})
"""Modules of the standard library whose functions put nothing into what they are given."""

COLLECTING = frozenset({*DISPLAYS, ast.Call})
"""The expressions that may make a collection."""

NESTED = (ast.Lambda, *OPENS_SCOPE)
TESTS = (ast.If, ast.While, ast.Assert)
NEUTRAL = (ast.BinOp, ast.Compare, ast.Expr, ast.FormattedValue, ast.Starred, ast.UnaryOp)
"""What looks at the collection, or makes another one of its items."""


class Added(NamedTuple):
    """An expression that is put into a collection, or whose items are; where it stands.

    `is_nested`: it is put into an item that is a collection itself, `xs[key].append(f())`.
    """

    node: ast.expr
    place: Place
    is_items: bool = False
    is_nested: bool = False


Growth = dict[str, list[Added] | None]
"""Name of a collection of a function -> what is added to it; None: not known."""


def growth(scope: Scope) -> Growth:
    """What is added to each collection that `scope`, a function, makes under a name."""
    if scope.kind not in FUNCTIONS:
        return {}
    found: Growth = {
        name: []
        for name, bindings in scope.bindings.items()
        if all(collection_of(binding) for binding in bindings)
    }
    if found:
        for statement, place in scope.statements:
            _look(statement, place, found)
    return found


def collection_of(binding: Binding) -> str:
    """The class of the collection that is made right where the name is bound; '' of others."""
    node: ast.AST | None = binding.node
    if binding.kind is Bound.DECLARED:
        node = getattr(node, "value", None)
    elif binding.kind is not Bound.VALUE or binding.path:
        return ""
    if isinstance(node, ast.Call) and not node.keywords:
        if _is_of_lists(node):
            return "dict"
        return "" if node.args else CALLED.get(last_name(node.func), "")
    if not isinstance(node, DISPLAYS):
        return ""
    return node.__class__.__name__.removesuffix("Comp").lower()


def _is_of_lists(call: ast.Call) -> bool:
    """Whether it is `defaultdict(list)`, or of sets."""
    return last_name(call.func) == "defaultdict" and [
        argument.id if isinstance(argument, ast.Name) else "" for argument in call.args
    ] in (["list"], ["set"])


def is_empty(binding: Binding) -> bool:
    """Whether the collection is made without items."""
    node = binding.node.value if isinstance(binding.node, ast.AnnAssign) else binding.node
    if not collection_of(binding):
        return False
    if isinstance(node, ast.Dict):
        return not node.keys
    return isinstance(node, ast.Call) or not getattr(node, "elts", True)


def filled_by(module: LiveModule, term: Term, binding: Binding, scope: Scope) -> Term:
    """A collection that a function makes, with what the function adds to it."""
    name = collection_of(binding)
    added = module.growth(scope).get(binding.name) if name else None
    if not added or len(added) > WIDEST:
        return term
    items = term[2][-1:] if term and term[0] == "c" else []
    if not items and not is_empty(binding):
        return term
    nested = [part for part in added if part.is_nested]
    plain = [part for part in added if not part.is_nested]
    if nested and all(map(_is_empty_display, plain)) and not items:
        inner = union([_put(module, scope, part) for part in nested])
        items.append(inner and ["c", "list", [inner]])
    else:
        items += [_put(module, scope, part) for part in plain]
    if not items:
        return term
    return ["c", name, [union(items)] if name != "dict" else [None, union(items)]]


def _put(module: LiveModule, scope: Scope, added: Added) -> Term:
    """The term of what is put in."""
    item = module.expression(added.node, scope, added.place)
    return item and ["I", item] if added.is_items else item


def _is_empty_display(added: Added) -> bool:
    node = added.node
    if isinstance(node, ast.Call):
        return last_name(node.func) in ("list", "set") and not node.args
    return isinstance(node, ast.List) and not node.elts


def _look(statement: ast.stmt, place: Place, found: Growth) -> None:
    """Put what `statement`, without its blocks, does to the collections into `found`."""
    if isinstance(statement, OPENS_SCOPE):
        for name in _named_in(statement):
            if name in found:
                found[name] = None
        return
    above: dict[ast.AST, ast.AST] = {}
    uses: list[ast.Name] = []
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, (*NESTED, ast.comprehension)):
            bound = _named_in(node) if isinstance(node, NESTED) else _bound_by(node)
            for name in bound:
                if name in found:
                    found[name] = None
        for child in children(node, NO_NAMES):
            if not isinstance(child, ast.stmt):
                above[child] = node
                stack.append(child)
        if isinstance(node, ast.Name) and node.id in found and isinstance(node.ctx, ast.Load):
            uses.append(node)
    for use in uses:
        added = found[use.id]
        told = _told(use, place, above)
        if added is None or told is None:
            found[use.id] = None
        else:
            added += told


def _named_in(node: ast.AST) -> Iterator[str]:
    return (n.id for n in below(node, NO_NAMES) if isinstance(n, ast.Name))


def _bound_by(node: ast.comprehension) -> Iterator[str]:
    return (name for name, _ in targets(node.target))


def _told(use: ast.Name, place: Place, above: dict[ast.AST, ast.AST]) -> list[Added] | None:
    """What the use of a collection adds to it; None where that is not known."""
    if isinstance(place.statement, ast.Return):
        return []
    node: ast.AST = use
    parent = above[node]
    while isinstance(parent, ast.BoolOp) or (
        isinstance(parent, ast.IfExp) and node is not parent.test
    ):
        node, parent = parent, above[parent]
    match parent:
        case ast.Attribute():
            call = above[parent]
            if not _is_called(parent, call):
                return None
            told = _method(parent.attr, call, place)
            if parent.attr == "setdefault" and told:
                told += _into_item(call, above, place)
            return told
        case ast.Subscript(value=value, ctx=context) if value is node:
            if isinstance(context, ast.Store):
                return _stored(parent, above[parent], place)
            return _into_item(parent, above, place)
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            return [] if parent.iter is node else None
        case ast.Call(func=ast.Name(id=name)) if name in BUILTINS:
            return []
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in LOOKING_MODULES:
            return []
        case ast.Call(func=ast.Attribute(value=ast.Constant())):
            return []  # `", ".join(xs)`
        case ast.IfExp() | ast.YieldFrom():
            return []
        case ast.Assign(targets=[ast.Tuple() | ast.List()]):
            return []  # `first, *rest = xs`
    return [] if isinstance(parent, (*NEUTRAL, *TESTS)) else None


def _into_item(
    item: ast.AST, above: dict[ast.AST, ast.AST], place: Place
) -> list[Added]:
    """What is put into an item: `xs[key].append(f())`."""
    method = above[item]
    call = above.get(method)
    if not isinstance(method, ast.Attribute) or not isinstance(call, ast.Call):
        return []
    if method.attr not in (*ADDING, *ADDING_ALL) or not _is_called(method, call):
        return []
    return [added._replace(is_nested=True) for added in _method(method.attr, call, place) or ()]


def _is_called(function: ast.AST, call: ast.AST) -> bool:
    return isinstance(call, ast.Call) and call.func is function


def _method(name: str, call: ast.AST, place: Place) -> list[Added] | None:
    assert isinstance(call, ast.Call)
    if name in LOOKING:
        return []
    number = ADDING.get(name, 0)
    if name not in ADDING and name not in ADDING_ALL:
        return None
    if len(call.args) != number + 1 or isinstance(call.args[-1], ast.Starred) or call.keywords:
        return None
    return [Added(call.args[number], place, name in ADDING_ALL)]


def _stored(target: ast.Subscript, statement: ast.AST, place: Place) -> list[Added] | None:
    """`xs[key] = value`"""
    if not isinstance(statement, ast.Assign) or isinstance(target.slice, ast.Slice):
        return None
    return [Added(statement.value, place)]
