"""Edits of definitions: the kind of a `def`, its decorators and annotation, a class's base."""

from __future__ import annotations

from typing import cast

import libcst as cst

from flake8_async_yield.fixes.rewrite.document import Change, Document, Need, Refusal, argument
from flake8_async_yield.fixes.rewrite.expressions import in_place_of
from flake8_async_yield.fixes.rewrite.imports import reference, rename
from flake8_async_yield.violation import Fix

SYNC_METHODS = frozenset(
    "__init__ __new__ __del__ __init_subclass__ __class_getitem__ __set_name__ __enter__ __exit__ "
    "__iter__ __next__ __aiter__ __len__ __bool__ __str__ __repr__ __bytes__ __format__ __hash__ "
    "__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __contains__ __getattr__ __getattribute__ "
    "__setattr__ __delattr__ __getitem__ __setitem__ __delitem__ __index__ __int__ __float__ "
    "__complex__ __length_hint__ __reversed__ __post_init__".split()
)
"""Special methods whose result Python uses at once, so that `async def` would break them."""


def function_at(document: Document, fix: Fix) -> cst.FunctionDef:
    """The definition that the fix's span denotes."""
    function = document.statement_at(fix.span, cst.FunctionDef)
    if function is None:
        raise Refusal("there is no 'def' here")
    return function


def make_async_def(document: Document, fix: Fix) -> Change:
    """`def f():` -> `async def f():`."""
    function = function_at(document, fix)
    if function.asynchronous is not None:
        raise Refusal("it is an 'async def' already")
    if function.name.value in SYNC_METHODS:
        raise Refusal(f"Python uses the result of '{function.name.value}' at once")
    return Change(changed={function: lambda f: f.with_changes(asynchronous=cst.Asynchronous())})


def remove_async(document: Document, fix: Fix) -> Change:
    """`async def f():` -> `def f():`."""
    function = function_at(document, fix)
    if function.asynchronous is None:
        raise Refusal("it is a plain 'def' already")
    return Change(changed={function: lambda f: f.with_changes(asynchronous=None)})


def make_context_manager(document: Document, fix: Fix) -> Change:
    """`@asynccontextmanager` nearest to the `def`."""
    function = function_at(document, fix)
    if function.asynchronous is None:
        raise Refusal("it is no 'async def'")
    name, needs = reference(document, "contextlib", "asynccontextmanager")
    if any(document.code(d.decorator).endswith("asynccontextmanager") for d in function.decorators):
        raise Refusal("it has the decorator")
    decorator = cst.Decorator(_dotted(name))

    def decorated(updated: cst.CSTNode) -> cst.CSTNode:
        inner = cast(cst.FunctionDef, updated)
        return inner.with_changes(decorators=[*inner.decorators, decorator])

    return Change(changed={function: decorated}, needs=needs)


def _dotted(name: str) -> cst.Name | cst.Attribute:
    node = cst.parse_expression(name)
    assert isinstance(node, (cst.Name, cst.Attribute))
    return node


def replace_name(document: Document, fix: Fix) -> Change:
    """A decorator or a base class -> the one that the argument `to` names."""
    node = document.expression_at(fix.span)
    module, _, name = argument(fix, "to").rpartition(".")
    if isinstance(node, cst.Attribute) and document.code(node.value) == module:
        return Change(replaced={node: node.with_changes(attr=cst.Name(name))})
    near = node.value if isinstance(node, cst.Name) else ""
    text, needs = reference(document, module, name, near)
    lost = (near,) if near else _roots(node)
    return Change(replaced={node: in_place_of(node, _dotted(text))}, needs=needs, lost=lost)


def _roots(node: cst.BaseExpression) -> tuple[str, ...]:
    """The names that `node` starts from: `contextlib` of `contextlib.contextmanager`."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return (node.value,) if isinstance(node, cst.Name) else ()


# -- annotations


class _Names(cst.CSTVisitor):
    """The names in an annotation, quoted ones too."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Name(self, node: cst.Name) -> None:
        self.found.append(node.value)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        value = node.evaluated_value
        if isinstance(value, str):
            try:
                cst.parse_expression(value).visit(self)
            except cst.ParserSyntaxError:
                return


def names_in(node: cst.BaseExpression) -> tuple[str, ...]:
    """The names in `node`, in their order, those in quotes too."""
    names = _Names()
    node.visit(names)
    return tuple(dict.fromkeys(names.found))


def annotation(
    document: Document, old: cst.BaseExpression, text: str, imports: list[str]
) -> Change:
    """`old` replaced by `text`, in which `{}` stands for `old`; quotes round `old` stay."""
    lost = names_in(old)
    needs: list[Need] = []
    for wanted in imports:
        module, _, name = wanted.partition(":")
        written, more = reference(document, module, name, lost[0] if lost else "", annotation=True)
        text = rename(text, name, written)
        needs.extend(more)
    if text[:1] in "'\"":
        code = text
    elif isinstance(old, cst.SimpleString) and isinstance(old.evaluated_value, str):
        inner = text.replace("{}", old.evaluated_value)
        quote = old.quote if old.quote not in inner else {'"': "'", "'": '"'}.get(old.quote, "")
        if not quote or quote in inner:
            raise Refusal("the annotation cannot be quoted")
        code = f"{quote}{inner}{quote}"
    else:
        code = text.replace("{}", document.code(old))
    try:
        new = cst.parse_expression(code, config=document.module.config_for_parsing)
    except cst.ParserSyntaxError as error:
        raise Refusal("the new annotation is no expression") from error
    kept = names_in(new)
    return Change(
        replaced={old: new},
        needs=tuple(needs),
        lost=tuple(name for name in lost if name not in kept),
    )


def replace_annotation(document: Document, fix: Fix) -> Change:
    """The annotation at the span -> the argument `text`."""
    imports = [value for key, value in fix.arguments if key == "import"]
    return annotation(document, document.expression_at(fix.span), argument(fix, "text"), imports)
