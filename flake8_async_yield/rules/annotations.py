"""Reads annotations the way typing does, for the rules that compare them with the function.

Strings are parsed, `Annotated` and unions are taken apart, aliases of the module are followed,
and the three homes of one generic (`typing`, `collections.abc`, `typing_extensions`) are one.
What cannot be read is UNKNOWN, and a rule is silent then.

Reference: the typing specification, "Type annotations" and "String annotations";
`AsyncGenerator[T]` with one argument: Python 3.13, "What's New", typing.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Binding, Bound
from flake8_async_yield.names.scopes import Scope, ScopeKind
from flake8_async_yield.values.value import Instance

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

UNKNOWN = ""
UNDEFINED = "?"
"""The name of what no scope binds: it can only be a class of which the file is an excerpt."""

HOMES = ("typing", "typing_extensions", "collections.abc", "contextlib", "types")
GENERICS = {
    "AsyncGenerator": "AsyncGenerator",
    "AsyncGeneratorType": "AsyncGenerator",
    "AsyncIterator": "AsyncIterator",
    "AsyncIterable": "AsyncIterable",
    "Generator": "Generator",
    "GeneratorType": "Generator",
    "Iterator": "Iterator",
    "Iterable": "Iterable",
    "Coroutine": "Coroutine",
    "CoroutineType": "Coroutine",
    "Awaitable": "Awaitable",
    "AsyncContextManager": "AbstractAsyncContextManager",
    "AbstractAsyncContextManager": "AbstractAsyncContextManager",
    "ContextManager": "AbstractContextManager",
    "AbstractContextManager": "AbstractContextManager",
    "List": "list",
    "Dict": "dict",
    "Set": "set",
    "FrozenSet": "frozenset",
    "Tuple": "tuple",
    "Sequence": "Sequence",
    "MutableSequence": "MutableSequence",
    "Collection": "Collection",
    "Mapping": "Mapping",
    "MutableMapping": "MutableMapping",
    "Callable": "Callable",
    "Annotated": "Annotated",
    "Optional": "Optional",
    "Union": "Union",
    "NoReturn": "Never",
    "Never": "Never",
    "Literal": "Literal",
    "LiteralString": "str",
    "Text": "str",
}
"""The names in the HOMES that are understood -> what they are called here."""

CLASSES = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and name != "object" and not name.endswith("Warning")
)
"""The built-in classes, each of which is no supertype of any iterator."""

SPEAKS_OF_ITERATION = ("iter", "gen", "stream")
HOPS = 20
"""How many aliases and nested unions are followed."""


class Reading(NamedTuple):
    """One member of an annotation.

    `name` is the generic's as GENERICS has it, a built-in class's own, "None", UNDEFINED, or
    UNKNOWN. `arguments` are None where the annotation is not subscripted. `node` is the
    expression (of the parsed string, where it is one); `literal` is whether it stands in the
    annotation's own source, so that its text can be cut from there.
    """

    name: str
    node: ast.expr
    arguments: tuple[ast.expr, ...] | None = None
    literal: bool = True


def read(annotation: ast.expr, scope: Scope, context: Context) -> list[Reading]:
    """The members of `annotation` (more than one for a union) as it reads in `scope`."""
    found: list[Reading] = []
    stack: list[tuple[ast.expr, bool]] = [(annotation, True)]
    hops = 0
    while stack:
        node, literal = stack.pop()
        hops += 1
        if hops > HOPS:
            return [Reading(UNKNOWN, annotation)]
        match node:
            case ast.Constant(value=str(text)):
                parsed = parse(text)
                if parsed is None:
                    found.append(Reading(UNKNOWN, node))
                else:
                    stack.append((parsed, False))
            case ast.Constant(value=None):
                found.append(Reading("None", node, None, literal))
            case ast.BinOp(op=ast.BitOr()):
                stack += [(node.right, literal), (node.left, literal)]
            case ast.Subscript():
                name = generic_name(node.value, scope, context)
                arguments = tuple(elements(node.slice))
                if name == "Annotated" and arguments:
                    stack.append((arguments[0], literal))
                elif name == "Optional":
                    found.append(Reading("None", node))
                    stack += [(argument, literal) for argument in arguments]
                elif name == "Union":
                    stack += [(argument, literal) for argument in arguments]
                else:
                    found.append(Reading(name, node, arguments, literal))
            case ast.Name() | ast.Attribute():
                name = generic_name(node, scope, context)
                target = alias(node, scope, context) if name == UNKNOWN else None
                if target is not None:
                    stack.append((target, False))
                else:
                    found.append(Reading(name, node, None, literal))
            case _:
                found.append(Reading(UNKNOWN, node))
    return found


def parse(text: str) -> ast.expr | None:
    """The expression in a string annotation; None where it is none."""
    try:
        # Parentheses, as typing does: the string may hold line breaks.
        return ast.parse(f"({text.strip()})", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def elements(node: ast.expr) -> list[ast.expr]:
    """What stands in the brackets of a subscript."""
    return node.elts if isinstance(node, ast.Tuple) else [node]


def generic_name(node: ast.expr, scope: Scope, context: Context) -> str:
    """What `Reading.name` says of a name or an attribute."""
    if isinstance(node, ast.Name):
        bindings = lookup(node.id, scope)
        starred = node.id in GENERICS and has_star_import(context)
        if bindings is None and not starred:
            return _unbound(node.id, context)
    qualified = context.qualified_name(node, scope)
    home, _, name = qualified.rpartition(".")
    if home in HOMES or home == "_collections_abc":
        return GENERICS.get(name, UNKNOWN)
    if home == "builtins" and name in CLASSES:
        return name
    return UNKNOWN


def generic_of(instance: Instance) -> str:
    """What `Reading.name` says of an instance of a generic; UNKNOWN for any other."""
    home, _, name = instance.qualified_name.rpartition(".")
    return GENERICS.get(name, UNKNOWN) if home in HOMES else UNKNOWN


def _unbound(name: str, context: Context) -> str:
    if name in CLASSES:
        return name
    if hasattr(builtins, name) or has_star_import(context):
        return UNKNOWN
    if name in GENERICS:
        return GENERICS[name]
    spoken = name.lower()
    if any(word in spoken for word in SPEAKS_OF_ITERATION) or not name[:1].isupper():
        return UNKNOWN
    return UNDEFINED if len(name) > 1 else UNKNOWN


def has_star_import(context: Context) -> bool:
    """Whether a `from x import *` may bind any name of the module."""
    return "*" in context.names.module.bindings


def lookup(name: str, scope: Scope) -> list[Binding] | None:
    """The bindings of `name` that are seen from `scope`; None where nothing binds it."""
    here: Scope | None = scope
    own_class = True
    while here is not None:
        visible = here.kind is not ScopeKind.CLASS or own_class
        if visible and name in here.bindings:
            return here.bindings[name]
        own_class = own_class and here.kind in (
            ScopeKind.ANNOTATION,
            ScopeKind.TYPE_PARAMETERS,
        )
        here = here.parent
    return None


def alias(node: ast.expr, scope: Scope, context: Context) -> ast.expr | None:
    """What the name `node` is an alias of, where this module says so in one place."""
    if not isinstance(node, ast.Name):
        return None
    bindings = lookup(node.id, scope)
    if bindings is None or len(bindings) != 1 or bindings[0].path:
        return None
    binding = bindings[0]
    if binding.kind is Bound.VALUE and isinstance(binding.node, (ast.Subscript, ast.BinOp)):
        return binding.node
    if binding.kind is Bound.VALUE and isinstance(binding.node, (ast.Name, ast.Attribute)):
        return binding.node
    if binding.kind is Bound.DECLARED and isinstance(binding.node, ast.AnnAssign):
        annotation = context.qualified_name(binding.node.annotation, scope)
        return binding.node.value if annotation.endswith(".TypeAlias") else None
    if binding.kind is Bound.TYPE_ALIAS and not getattr(binding.node, "type_params", ()):
        value = getattr(binding.node, "value", None)
        return value if isinstance(value, ast.expr) else None
    return None
