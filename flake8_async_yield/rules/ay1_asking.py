"""AY112, AY113: an attribute or an item of what was not awaited, iterated or entered yet.

The pages stand in the files that bear the codes' numbers.
"""

from __future__ import annotations

import ast
import enum
import re
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Kind, Use
from flake8_async_yield.names.bindings import Binding, Bound
from flake8_async_yield.names.scopes import Scope
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.doubts import doubtful
from flake8_async_yield.rules.remedies import awaiting, parents
from flake8_async_yield.rules.unawaited import gives_later, is_async, is_given_async
from flake8_async_yield.rules.uses import gives, is_text, lacks, single
from flake8_async_yield.values import protocols
from flake8_async_yield.values.value import Alternative, FunctionValue, Instance, is_none
from flake8_async_yield.violation import Fix

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context


GIVING = (ast.Call, ast.IfExp, ast.BoolOp, ast.Subscript)
"""The expressions by which a name may have got what was not awaited."""

OF_EVERY_OBJECT = frozenset(dir(object)) | {"__name__", "__qualname__"}


class Asking(Rule):
    """Looks at attributes and subscripts."""

    codes: ClassVar[dict[str, str]] = {}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.Attribute, ast.Subscript)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report where a coroutine or a generator is asked for what it would give."""
        if isinstance(node, ast.Attribute):
            _asked(context, node, node.attr)
        elif isinstance(node, ast.Subscript):
            _asked(context, node, "__getitem__")


def _asked(context: Context, node: ast.Attribute | ast.Subscript, name: str) -> None:
    base = node.value
    if name in OF_EVERY_OBJECT or not _may_be_unconsumed(context, base):
        return
    found = single(context, base, Use.ATTRIBUTE)
    if found is None:
        return
    value = context.value_of(base)
    things = [a for a in value if not is_none(a)]
    own = _own_send(context, node, name, things)
    if not own and not all(_is_missed(context, a, name, node) for a in things):
        return
    if doubtful(context, base):
        return
    code, kind, alternative = found
    what = "items" if name == "__getitem__" else f"attribute '{name}'"
    if code == "AY112":
        mend = f"await it first: '{_awaited(node)}'"
    elif kind is Kind.ASYNC_GENERATOR:
        mend = "iterate it with 'async for', or make a context manager of it and enter that"
    else:
        mend = "enter it with 'async with'"
    text = is_text(context, base, kind, alternative)
    fix = _fix(context, node) if code == "AY112" else None
    context.report(code, node, f"{text}: {own or f'it has no {what} itself'}; {mend}", fix)


def _own_send(context: Context, node: ast.expr, name: str, things: list[Alternative]) -> str:
    """What is wrong with `await channel.send("x")`, where the method called is a coroutine's own.

    Who drives a coroutine by hand sends None at first, and awaits nothing of it.
    """
    statement = context.place.statement if context.place is not None else None
    if name != "send" or statement is None:
        return ""
    names = {a.qualified_name if isinstance(a, Instance) else "" for a in things}
    if not names <= protocols.COROUTINES:
        return ""
    above = parents(statement)
    call = above.get(node)
    if not isinstance(call, ast.Call) or not isinstance(above.get(call), ast.Await):
        return ""
    match call:
        case ast.Call(args=[] | [ast.Constant(value=None)], keywords=[]):
            return ""
    return "its own 'send' takes nothing but None at first" if call.func is node else ""


OF_TASKS = frozenset(
    "cancel cancelled cancelling uncancel done result exception set_result set_exception get_coro "
    "add_done_callback remove_done_callback get_loop get_name set_name get_context get_stack "
    "print_stack send throw close".split()
)
"""Attributes of futures, tasks and coroutines: a thing that is called awaitable may have them."""

OF_THE_TYPES = ("cr_", "gi_", "ag_", "__next__")
"""How names begin that the objects have and the abstract types of `typing` do not tell of."""

OF_MANAGERS = frozenset("gen func args kwds".split())
"""What the helper of `contextlib` keeps of its call; the shipped data names some of it only."""

SURE = protocols.COROUTINES | protocols.ASYNC_GENERATORS | protocols.MANAGER_CALLS


def _is_missed(
    context: Context, alternative: Alternative, name: str, node: ast.Attribute | ast.Subscript
) -> bool:
    """Whether the attribute is not there; of other objects than these, whether it comes later."""
    if not lacks(context, alternative, name):
        return False
    assert isinstance(alternative, Instance)
    if alternative.qualified_name in protocols.MANAGER_CALLS and name in OF_MANAGERS:
        return False
    if name in ("__iter__", "__next__") and protocols.is_step(alternative):
        return False
    if alternative.cls.module.name == "typing" and name.startswith(OF_THE_TYPES):
        # `Coroutine` may stand for a generator under `types.coroutine`, or for what an async
        # generator's `__anext__` gives: that is an iterator as well. As a rule it is what an
        # `async def` gives, whose own attributes the type does not name.
        return False
    if alternative.qualified_name in SURE:
        return True
    kind = protocols.kind_of(context.evaluator, alternative, Use.ATTRIBUTE)
    if kind is Kind.COROUTINE:
        return True
    if kind not in (Kind.AWAITABLE, Kind.ASYNC_CONTEXT_MANAGER):
        return False
    if alternative.declared and name in OF_TASKS:
        return False
    return gives(context, alternative, kind, name) or _is_of_future(context, alternative, node)


def _is_of_future(
    context: Context, alternative: Instance, node: ast.Attribute | ast.Subscript
) -> bool:
    """Whether it is asked of a task or future of asyncio's own making, whatever it will give.

    Who likes may put attributes of his own on one; it has more than stubs tell, in private.
    """
    maker = alternative.made_by
    if alternative.qualified_name not in protocols.FUTURES or not isinstance(maker, FunctionValue):
        return False
    if not maker.module.path.startswith("stdlib ") or not isinstance(node.ctx, ast.Load):
        return False
    if isinstance(node, ast.Subscript):
        return True
    if node.attr.startswith("_"):
        return False
    text = context.names.text
    return not re.search(rf"\.{node.attr}\s*(?::[^=\n]+)?=(?!=)", text) and "setattr(" not in text


def _awaited(node: ast.Attribute | ast.Subscript) -> str:
    """`(await get_user()).name` of `get_user().name`, shortened where it is long."""
    base = ast.unparse(node.value)
    if len(base) > 30 or "\n" in base:
        base = "..."
    rest = f".{node.attr}" if isinstance(node, ast.Attribute) else "[...]"
    return f"(await {base}){rest}"


def _fix(context: Context, node: ast.Attribute | ast.Subscript) -> Fix | None:
    """The `await`, unless there is one already, on the attribute: it may be the same one."""
    if not context.in_async_function:
        return None
    statement = context.place.statement if context.place is not None else None
    if statement is None or isinstance(parents(statement).get(node), ast.Await):
        return None
    return awaiting(context, node.value)


def _may_be_unconsumed(context: Context, base: ast.expr) -> bool:
    """A cheap look: a call, or a name or attribute that a call was put into."""
    if isinstance(base, (ast.Call, ast.GeneratorExp, ast.IfExp, ast.BoolOp, ast.Subscript)):
        return True
    if isinstance(base, ast.Await):
        return isinstance(base.value, ast.Call)
    if isinstance(base, ast.Name):
        seen = context.memo.setdefault("held", {})
        key = (id(context.scope), base.id)
        if key not in seen:
            seen[key] = _held(context.scope, base.id)
        held: Held = seen[key]
        return held is Held.CALL or (held is Held.GIVEN and is_given_async(context, base))
    if isinstance(base, ast.Attribute):
        function = context.scope.function
        holder = function.enclosing_class if function is not None else None
        if holder is None or not isinstance(base.value, ast.Name) or base.value.id != "self":
            return True
        names = context.names
        if base.attr in names.watched and f"self.{base.attr}" in names.assigned:
            return True  # what it is hangs on the place
        seen = context.memo.setdefault("asked", {})
        key = (id(holder), base.attr)
        if key not in seen:
            seen[key] = False
            seen[key] = is_async(context, base)
        return bool(seen[key])
    return False


class Held(enum.Enum):
    """What is put into a name, at a cheap look."""

    CALL = "what a call gave"
    GIVEN = "what a loop, a pattern, an attribute or an await gives"
    OTHER = "nothing of interest"


def _held(scope: Scope, name: str) -> Held:
    here: Scope | None = scope
    while here is not None:
        found = here.bindings.get(name)
        if found:
            if any(_is_call(b) for b in found):
                return Held.CALL
            return Held.GIVEN if any(map(gives_later, found)) else Held.OTHER
        here = here.parent
    return Held.OTHER


def _is_call(binding: Binding) -> bool:
    """Whether a call gave the name its value, through the tuples that its path leads through."""
    node = binding.node
    if binding.kind is Bound.DECLARED:
        return isinstance(getattr(node, "value", None), GIVING)
    if binding.kind is not Bound.VALUE:
        return False
    for number in binding.path:
        if isinstance(node, (ast.Tuple, ast.List)) and 0 <= number < len(node.elts):
            node = node.elts[number]
    return isinstance(node, GIVING)
