"""Where a value came from before it got its name, and what it went through on the way.

Asked only when a report is about to be made.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_async_yield.kinds import METHODS
from flake8_async_yield.names.bindings import Bound
from flake8_async_yield.names.definitions import FunctionRecord, Module
from flake8_async_yield.names.reaching import reaching
from flake8_async_yield.names.scopes import Scope, ScopeKind
from flake8_async_yield.rules.replaced import replaced_in
from flake8_async_yield.values import classes, protocols
from flake8_async_yield.values.arguments import NO_ARGUMENTS
from flake8_async_yield.values.value import ClassValue, FunctionValue, Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

FARTHEST = 5
"""Names that are followed back, one to the next."""

FROM_VALUES = (Bound.VALUE, Bound.ITEM, Bound.ASYNC_ITEM, Bound.ENTERED, Bound.ASYNC_ENTERED)


def origins(context: Context, node: ast.expr) -> Iterator[ast.expr]:
    """`node`, then what the name that it begins with was given, and so on back.

    `result` of `result = call()`, `call = client.fetch`: that, `call()`, and `client.fetch`.
    """
    for _ in range(FARTHEST):
        yield node
        root = _root(node)
        scope: Scope | None = context.scope
        while scope is not None and (
            root not in scope.bindings or (scope.kind is ScopeKind.CLASS and scope != context.scope)
        ):
            scope = scope.parent
        if scope is None:
            return
        found = scope.bindings[root]
        live = reaching(found, context.place) if scope is context.scope else found
        if len(live) != 1 or live[0].kind not in FROM_VALUES:
            return
        given = live[0].node
        assert isinstance(given, ast.expr)
        node = given


def _root(node: ast.expr) -> str:
    """The name that an expression begins with."""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, (ast.Attribute, ast.Await, ast.Subscript, ast.Starred)):
            node = node.value
        else:
            return ""
    return node.id


def is_of_variant(context: Context, node: ast.expr) -> bool:
    """Whether a method on the way is made otherwise by a subclass, and an annotation alone says
    that it is not this one.

    `def execute(self): return self.client.run()` gives a coroutine if `client: Client` is one,
    and nothing to await if it is a `Pipeline(Client)` next to it, which queues what it is told.
    Who awaits what a plain method gives may well have a subclass at hand that is async.
    """
    for part in origins(context, node):
        if not isinstance(part, ast.Call):
            continue
        for made in context.value_of(part):
            maker = made.made_by if isinstance(made, Instance) else None
            if not isinstance(made, Instance) or not isinstance(maker, FunctionValue):
                continue
            if not maker.module.is_project:
                continue
            called = context.value_of(part.func)
            is_direct = any(isinstance(f, FunctionValue) and f.record is maker.record
                            for f in called)
            if is_direct and (maker.record.is_async or is_on_self(part)):
                continue
            for receiver in maker.receiver:
                if isinstance(receiver, Instance) and receiver.declared:
                    homes = [receiver.cls.module, context.local.module]
                    if any(_has_variant(context, made, receiver.cls, home) for home in homes):
                        return True
    return False


def is_on_self(call: ast.Call) -> bool:
    """Whether it is `self.method()`."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id == "self"


def is_replaced_elsewhere(context: Context, node: ast.expr) -> bool:
    """Whether another module on the way gives the method that made the value to somebody else.

    `self.executor.submit = lambda …` in the class, in another file, that `node` asks.
    """
    names = {
        made.made_by.record.name
        for made in context.value_of(node)
        if isinstance(made, Instance) and isinstance(made.made_by, FunctionValue)
    }
    if not names:
        return False
    for part in origins(context, node):
        inner: ast.expr | None = part
        while inner is not None:
            for a in context.value_of(inner):
                owner = a.cls if isinstance(a, Instance) else a
                if isinstance(owner, (ClassValue, FunctionValue)):
                    if names & replaced_in(context, owner.module):
                        return True
            inner = getattr(inner, "func", getattr(inner, "value", None))
    return False


def _has_variant(context: Context, made: Instance, above: ClassValue, home: Module) -> bool:
    """Whether a class in sight of `home`, derived from `above`, gives something else."""
    assert isinstance(made.made_by, FunctionValue)
    evaluator, record = context.evaluator, made.made_by.record
    kind = record.is_async, record.is_generator
    for name in home.names():
        if not name.lstrip("_")[:1].isupper():
            continue
        for cls in evaluator.asked(lambda name=name: evaluator.global_value(home, name)):  # type: ignore[misc]
            if not isinstance(cls, ClassValue):
                continue
            holders = classes.order(evaluator, cls.module, cls.record).holders[1:]
            if not any(holder.record is above.record for holder in holders):
                continue
            found = classes.find(evaluator, cls, record.name)
            for other in _functions(context, found):
                if (other.is_async, other.is_generator) != kind:
                    if not _gives_alike(context, cls, made):
                        return True
    return False


def _gives_alike(context: Context, cls: ClassValue, made: Instance) -> bool:
    """Whether the method of `cls` gives what is consumed as `made` is: `-> AsyncIterator[T]` says
    of a plain method what an `async def` with a `yield` gives."""
    evaluator = context.evaluator
    assert isinstance(made.made_by, FunctionValue)
    name = made.made_by.record.name
    value = evaluator.asked(
        lambda: evaluator.call(
            evaluator.attribute((Instance(cls, declared=True),), name), NO_ARGUMENTS
        )
    )
    faces = [protocols.fits(evaluator, made, use) for use in METHODS]
    return bool(value) and all(
        [protocols.fits(evaluator, a, use) for use in METHODS] == faces for a in value
    )


def _functions(context: Context, found: classes.Found | None) -> Iterator[FunctionRecord]:
    if found is not None:
        for a in context.evaluator.ask(found.term, found.holder.module):
            if isinstance(a, FunctionValue):
                yield a.record
