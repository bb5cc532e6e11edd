"""Metaclasses, `__init_subclass__` and constructors that put something else in the place of a
class's methods.

Asked only when a report is about to be made; the file that defines the metaclass is read again.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.rules.sources import syntax_of
from flake8_async_yield.rules.words import last_name
from flake8_async_yield.values import classes
from flake8_async_yield.values.value import ClassValue

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

MAKING = ("__new__", "__init__", "__prepare__")
"""Methods of a metaclass that see what the class's body has bound."""

CONSTRUCTORS = ("__init__", "__new__", "__post_init__")
"""Methods that may put into an instance what hides a method of its class."""

FETCHES = frozenset({"getattr", "get", "pop", "vars", "copy", "deepcopy", "__new__", "type"})
"""Calls that give a method as it is, or the class that is made."""

OF_FUNCTIONS = frozenset({"FunctionType", "LambdaType", "MethodType", "Callable", "CoroutineType"})
"""Classes by which `isinstance` tells methods from other attributes."""


def is_rewrapped(context: Context, cls: ClassValue, method: str) -> bool:
    """Whether what makes `cls`, or a base of it, wraps its methods: `attrs[name] = wrap(value)`."""
    evaluator = context.evaluator
    for number, holder in enumerate(classes.order(evaluator, cls.module, cls.record).holders):
        if holder.module.name in ("builtins", "typing", "abc", "enum"):
            continue
        if number and _wraps(context, holder, "__init_subclass__", method):
            return True
        for meta in evaluator.evaluate(holder.record.keywords.get("metaclass"), holder.module):
            if not isinstance(meta, ClassValue):
                continue
            for above in classes.order(evaluator, meta.module, meta.record).holders:
                if above.module.name not in ("builtins", "abc", "enum"):
                    if any(_wraps(context, above, name, method) for name in MAKING):
                        return True
    return False


def is_hidden(context: Context, cls: ClassValue, method: str) -> bool:
    """Whether a constructor hides the method: `setattr(self, name, wrap(getattr(self, name)))`."""
    for holder in classes.order(context.evaluator, cls.module, cls.record).holders:
        if holder.module.is_project:
            for name in CONSTRUCTORS:
                nodes = _nodes(context, holder, name)
                for key, value in _put_into_itself(nodes):
                    if isinstance(key, ast.Constant) or _is_wrapper(value, nodes):
                        if _is_of(key, method):
                            return True
    return False


def _put_into_itself(nodes: list[ast.AST]) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(name, value) of what a constructor puts into an instance by other means than `self.x =`."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Subscript(value=space, slice=key)], value=value):
                if _is_namespace(space):
                    yield key, value
            case ast.Call() if (put := _set_by(node)) is not None:
                yield put
            case ast.Call(func=ast.Attribute(attr="update", value=space), keywords=given):
                if _is_namespace(space):
                    yield from ((ast.Constant(k.arg), k.value) for k in given if k.arg)


def _is_namespace(node: ast.expr) -> bool:
    """Whether it is `self.__dict__` or `vars(self)`."""
    if isinstance(node, ast.Call):
        return last_name(node.func) == "vars"
    return isinstance(node, ast.Attribute) and node.attr == "__dict__"


def _wraps(context: Context, holder: classes.Holder, name: str, method: str) -> bool:
    nodes = _nodes(context, holder, name)
    return any(
        _is_of(key, method) and _is_wrapper(value, nodes) for key, value in _replaced(nodes)
    )


def _nodes(context: Context, holder: classes.Holder, name: str) -> list[ast.AST]:
    """What may run for a function in a method that the class has itself; [] where it has none."""
    record = holder.module.function(holder.record.attribute(name))
    syntax = None if record is None else syntax_of(context, holder.module, record)
    return [] if syntax is None else list(_for_functions(syntax.node.body))


def _for_functions(block: list[ast.stmt]) -> Iterator[ast.AST]:
    """The nodes of a body that may run for a function: not those for `isinstance(x, Field)`."""
    stack: list[ast.AST] = [*block]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.If) and _is_of_others(node.test):
            stack += node.orelse
            continue
        stack += ast.iter_child_nodes(node)
        yield node


def _replaced(nodes: list[ast.AST]) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(name, value) of what is put into a namespace or a class."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Subscript(slice=key)], value=value):
                yield key, value
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value):
                yield ast.Constant(name), value
            case ast.Call() if (put := _set_by(node)) is not None:
                yield put
            case ast.DictComp(key=key, value=value):
                yield key, value


def _set_by(call: ast.Call) -> tuple[ast.expr, ast.expr] | None:
    """(name, value) of `setattr(x, name, value)` and `object.__setattr__(x, name, value)`."""
    match call:
        case (
            ast.Call(func=ast.Name(id="setattr"), args=[_, key, value])
            | ast.Call(func=ast.Attribute(attr="__setattr__"), args=[*_, key, value])
        ):
            return key, value
    return None


def _is_of_others(test: ast.expr) -> bool:
    """Whether only what is no function passes: `isinstance(value, Field)`."""
    return (
        isinstance(test, ast.Call)
        and last_name(test.func) == "isinstance"
        and len(test.args) == 2
        and OF_FUNCTIONS.isdisjoint(
            last_name(n) for n in ast.walk(test.args[1]) if isinstance(n, (ast.Name, ast.Attribute))
        )
    )


def _is_of(key: ast.expr, method: str) -> bool:
    """Whether what is put under `key` may be the method."""
    return isinstance(key, ast.Name) or (isinstance(key, ast.Constant) and key.value == method)


def _is_wrapper(value: ast.expr, nodes: list[ast.AST]) -> bool:
    """Whether it is a call that is given something, or a name that such a call has bound."""
    if isinstance(value, ast.Name):
        return any(
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and any(isinstance(t, ast.Name) and t.id == value.id for t in node.targets)
            and _is_wrapper(node.value, nodes)
            for node in nodes
        )
    if isinstance(value, ast.IfExp):
        return _is_wrapper(value.body, nodes) or _is_wrapper(value.orelse, nodes)
    return (
        isinstance(value, ast.Call)
        and bool(value.args)
        and last_name(value.func) not in FETCHES
    )
