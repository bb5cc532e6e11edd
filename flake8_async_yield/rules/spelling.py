"""The annotation that an async generator function ought to have, in the file's own spelling."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.generators import own_nodes
from flake8_async_yield.rules.annotations import Reading, lookup
from flake8_async_yield.rules.definitions import text_of
from flake8_async_yield.rules.verdicts import ASYNC, Verdict

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DISPLAYS: dict[str, tuple[type[ast.expr], ...]] = {
    "list": (ast.List, ast.ListComp),
    "set": (ast.Set, ast.SetComp),
    "dict": (ast.Dict, ast.DictComp),
    "tuple": (ast.Tuple,),
}
ANY_CONTAINER = frozenset(
    {
        *DISPLAYS,
        "frozenset",
        "Sequence",
        "MutableSequence",
        "Collection",
        "Mapping",
        "MutableMapping",
    }
)
SYNC_TO_ASYNC = {
    "Generator": "AsyncGenerator",
    "Iterator": "AsyncIterator",
    "Iterable": "AsyncIterable",
}


class Spelling(NamedTuple):
    """The right annotation's text, and `module:name` where an import is needed ('': none)."""

    text: str
    needs: str


def right_annotation(
    node: ast.AsyncFunctionDef,
    readings: list[Reading],
    verdicts: list[Verdict],
    context: Context,
) -> Spelling | None:
    """What the annotation of `node` should be; None where that is not plain."""
    assert node.returns is not None
    if len(readings) == 1:
        found = _of_one(node, readings[0], verdicts[0], context)
    elif set(verdicts) <= {Verdict.YIELDED, Verdict.NOTHING} and not any(
        reading.name in ANY_CONTAINER for reading in readings
    ):
        found = "AsyncIterator", [_inner(node.returns, context)]
    else:
        found = None
    if found is None:
        return None
    generic, arguments = found
    spelled = _spelled(generic, readings[0], context)
    if spelled is None:
        return None
    name, needs = spelled
    text = f"{name}[{', '.join(arguments)}]" if arguments else name
    if isinstance(node.returns, ast.Constant) and isinstance(node.returns.value, str):
        if '"' in text:
            return None
        text = f'"{text}"'
    return Spelling(text, needs)


def _of_one(
    node: ast.AsyncFunctionDef, reading: Reading, verdict: Verdict, context: Context
) -> tuple[str, list[str]] | None:
    """The right generic and the texts of its arguments, for an annotation of one member."""
    assert node.returns is not None
    if verdict is Verdict.NOTHING:
        bare = all(_is_none(value) for value in _yielded(node))
        return ("AsyncIterator", ["None"]) if bare else None
    if verdict is Verdict.YIELDED:
        if not _may_be_yielded(node, reading):
            return None
        return "AsyncIterator", [_inner(node.returns, context)]
    if not reading.name or not _is_in_sight(reading, node.returns):
        return None  # the alias is what has to be mended
    arguments = list(reading.arguments or ())
    if verdict is Verdict.COROUTINE:
        return _awaited(reading.name, arguments, context)
    texts = [_text(argument, context) for argument in arguments]
    if verdict is Verdict.MANAGER:
        return ("AsyncIterator", texts[:1]) if texts else None
    generic = SYNC_TO_ASYNC.get(reading.name, reading.name)
    if generic == "AsyncGenerator":
        return generic, [*texts[:2], "None"][:2] if texts else []
    return generic, texts[:1]


def _awaited(
    name: str, arguments: list[ast.expr], context: Context
) -> tuple[str, list[str]] | None:
    """`Coroutine[Any, Any, T]` and `Awaitable[T]`: `T` is what comes, or the iterator of it."""
    if len(arguments) != (3 if name == "Coroutine" else 1):
        return None
    last = arguments[-1]
    if isinstance(last, ast.Subscript):
        generic = last.value.attr if isinstance(last.value, ast.Attribute) else last.value
        if isinstance(generic, ast.Name) and generic.id in ASYNC:
            return generic.id, [_text(last.slice, context)]
    return "AsyncIterator", [_text(last, context)]


def _is_in_sight(reading: Reading, returns: ast.expr) -> bool:
    return reading.literal or isinstance(returns, ast.Constant)


def _text(node: ast.expr, context: Context) -> str:
    """The source of a part of an annotation; that of a string's part is made anew."""
    segment = text_of(context.source, node) if _has_place(node, context) else ""
    return segment or ast.unparse(node)


def _has_place(node: ast.expr, context: Context) -> bool:
    """Whether `node` stands in the file itself, not in a string that was parsed."""
    text = text_of(context.source, node)
    try:
        return ast.dump(ast.parse(text, mode="eval").body) == ast.dump(node)
    except SyntaxError:
        return False


def _inner(returns: ast.expr, context: Context) -> str:
    """The whole annotation as an argument of a generic."""
    if isinstance(returns, ast.Constant) and isinstance(returns.value, str):
        return returns.value.strip()
    return text_of(context.source, returns)


def _yielded(node: ast.AsyncFunctionDef) -> Iterator[ast.expr | None]:
    for inner in own_nodes(node):
        if isinstance(inner, ast.Yield):
            yield inner.value


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _may_be_yielded(node: ast.AsyncFunctionDef, reading: Reading) -> bool:
    """Whether what is yielded does not contradict that it is what the annotation says."""
    values = list(_yielded(node))
    if any(_is_none(value) for value in values):
        return False
    if reading.name in ANY_CONTAINER:
        displays = DISPLAYS.get(reading.name, ())
        return all(isinstance(value, displays) for value in values)
    return True


def _spelled(generic: str, reading: Reading, context: Context) -> tuple[str, str] | None:
    """How the file writes `generic`, and the import it needs; None if the name is taken."""
    head = reading.node.value if isinstance(reading.node, ast.Subscript) else reading.node
    bindings = lookup(generic, context.scope)
    if bindings is not None:
        qualified = context.qualified_name(ast.Name(generic, ast.Load()))
        return (generic, "") if qualified.rpartition(".")[2] == generic else None
    if isinstance(head, ast.Attribute) and reading.literal:
        module = context.qualified_name(head.value)
        if module in ("typing", "collections.abc", "typing_extensions"):
            return f"{text_of(context.source, head.value)}.{generic}", ""
    if isinstance(head, ast.Name) and context.qualified_name(head).startswith("typing."):
        return generic, f"typing:{generic}"
    return generic, f"collections.abc:{generic}"
