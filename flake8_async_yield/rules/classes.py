"""What the declaration rules ask about a class: what is above it, and what it surely is not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Bound
from flake8_async_yield.names.definitions import MISSING, Module
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.values.classes import Holder, has, order
from flake8_async_yield.values.protocols import has_metaclass
from flake8_async_yield.values.value import ClassValue, Instance, Special

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

PROTOCOLS = frozenset({"typing.Protocol", "typing_extensions.Protocol"})
SPECIAL = PROTOCOLS | {"typing.Generic", "typing_extensions.Generic"}


HARMLESS = frozenset(
    {
        "dataclasses.dataclass",
        "typing.final",
        "typing.runtime_checkable",
        "typing_extensions.final",
        "typing_extensions.runtime_checkable",
        "functools.total_ordering",
        "enum.unique",
    }
)
"""Class decorators that replace no method."""

KNOWN_ROOTS = SPECIAL | {"abc.ABC", "builtins.object"}
"""Bases above which there is nothing that matters here."""


class Ancestry(NamedTuple):
    """What a class is made of: the class statements in this module, and what is above them."""

    statements: tuple[ast.ClassDef, ...]
    above: tuple[Holder, ...]
    """The classes above that stand in other modules."""
    names: frozenset[str]
    """The qualified names of those, and what the bases are called here."""
    is_complete: bool
    """Whether nothing above the class is unknown, and nothing rebuilds it."""

    def defines(self, name: str) -> bool:
        """Whether a class of the project, this module's or another's, binds `name` in its body."""
        if any(name in _bound(s) for cls in self.statements for s in cls.body):
            return True
        return any(
            is_of_project(holder.module) and holder.record.attribute(name) is not MISSING
            for holder in self.above
        )

    @property
    def libraries(self) -> set[str]:
        """The qualified names of the classes above that are not the project's own."""
        return {qualified_name(holder) for holder in self.above if not is_of_project(holder.module)}


def qualified_name(holder: Holder) -> str:
    """`module.Class`."""
    return f"{holder.module.name}.{holder.record.qualname}"


def is_of_project(module: Module) -> bool:
    """Whether the module is the project's own, not a library's."""
    return module.found is not None and module.found.origin == "project"


def ancestry(node: ast.ClassDef, scope: Scope, context: Context) -> Ancestry:
    """What is above the class `node`, whose statement stands in `scope`."""
    statements: list[ast.ClassDef] = []
    above: list[Holder] = []
    names: set[str] = set()
    complete = True
    stack: list[tuple[ast.ClassDef, Scope]] = [(node, scope)]
    while stack:
        cls, around = stack.pop()
        if cls in statements:
            continue
        statements.append(cls)
        complete = complete and _is_harmless(cls, around, context)
        for base in cls.bases:
            head = base.value if isinstance(base, ast.Subscript) else base
            local = local_class(head, around)
            if local is not None:
                stack.append(local)
                continue
            name = context.qualified_name(head, around)
            names.add(name)
            if name not in KNOWN_ROOTS:
                holders, known = _above(head, around, context)
                above += holders
                complete = complete and known
    names.update(qualified_name(holder) for holder in above)
    return Ancestry(tuple(statements), tuple(above), frozenset(names), complete)


def _is_harmless(node: ast.ClassDef, scope: Scope, context: Context) -> bool:
    """Whether the class statement's keywords and decorators leave its methods as they are."""
    for keyword in node.keywords:
        if keyword.arg != "metaclass":
            return False
        if context.qualified_name(keyword.value, scope) != "abc.ABCMeta":
            return False
    for decorator in node.decorator_list:
        head = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = context.qualified_name(head, scope)
        if name not in HARMLESS and not name.startswith("pytest.mark."):
            return False
    return True


def local_class(base: ast.expr, scope: Scope) -> tuple[ast.ClassDef, Scope] | None:
    """The class statement of this module that the name `base` stands for, and where it stands."""
    here: Scope | None = scope
    while isinstance(base, ast.Name) and here is not None:
        bindings = here.bindings.get(base.id)
        if bindings:
            only = bindings[0]
            if len(bindings) == 1 and only.kind is Bound.CLASS:
                assert isinstance(only.node, ast.ClassDef)
                return only.node, here
            return None
        here = here.parent
    return None


def _above(base: ast.expr, scope: Scope, context: Context) -> tuple[list[Holder], bool]:
    """The classes that the base `base` brings, and whether they are all known."""
    holders: list[Holder] = []
    value = context.value_of(base, scope, scope.place)
    complete = bool(value)
    for alternative in value:
        if isinstance(alternative, ClassValue):
            whole = order(context.evaluator, alternative.module, alternative.record)
            holders += whole.holders
            complete = complete and whole.is_complete
            complete = complete and not has_metaclass(context.evaluator, alternative)
            complete = complete and all(_is_undecorated(h, context) for h in whole.holders)
        elif not isinstance(alternative, Special):
            complete = False
    return holders, complete


def _is_undecorated(holder: Holder, context: Context) -> bool:
    for term in holder.record.decorators:
        head = term[1] if isinstance(term, list) and term and term[0] == "(" else term
        if context.evaluator.qualified(head, holder.module) not in HARMLESS:
            return False
    return True


def _bound(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return [getattr(statement, "name", "")]


ITERATION = ("__aiter__", "__anext__")
SUPERTYPES = frozenset({"builtins.object", "typing.Any", "typing.Hashable"})


def instances(node: ast.expr, scope: Scope, context: Context) -> list[Instance]:
    """What a thing annotated with `node` may be an instance of; [] if that is not known."""
    value = context.annotated_value(node, scope)
    found = [alternative for alternative in value if isinstance(alternative, Instance)]
    return found if len(found) == len(value) else []


def is_plain_class(node: ast.expr, scope: Scope, context: Context) -> bool:
    """Whether the annotation `node` names a class that no async generator is an instance of.

    A protocol, or a class that iterates itself, may be what the generator is seen as.
    """
    found = instances(node, scope, context)
    return bool(found) and all(_is_plain(instance, context) for instance in found)


def _is_plain(instance: Instance, context: Context) -> bool:
    if instance.qualified_name in SUPERTYPES:
        return False
    whole = order(context.evaluator, instance.cls.module, instance.cls.record)
    if not whole.is_complete or _is_protocol(whole.holders[0], context):
        return False
    return all(has(context.evaluator, instance.cls, name) is False for name in ITERATION)


def _is_protocol(holder: Holder, context: Context) -> bool:
    """Whether the class itself is a protocol: its heirs are not, unless they say so (PEP 544)."""
    for term in holder.record.bases:
        head = term[1] if isinstance(term, list) and term and term[0] == "[" else term
        if context.evaluator.qualified(head, holder.module) in PROTOCOLS:
            return True
    return False
