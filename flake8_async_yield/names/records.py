"""The records of a live module's definitions: what their statements say, as terms.

A record is made when a term first names its definition; its parts when they are asked for.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_async_yield.names.attached import ANY
from flake8_async_yield.names.bindings import Place
from flake8_async_yield.names.branches import chosen, itself, sides
from flake8_async_yield.names.definitions import (
    DOUBLE_STARRED,
    KEYWORD_ONLY,
    MISSING,
    POSITIONAL,
    POSITIONAL_ONLY,
    STARRED,
    ClassRecord,
    Flag,
    FunctionRecord,
    Missing,
    Parameter,
    Term,
)
from flake8_async_yield.names.endings import body_flags
from flake8_async_yield.names.generators import is_generator, is_refused, own_nodes
from flake8_async_yield.names.instances import instance_attributes
from flake8_async_yield.names.scopes import (
    FUNCTIONS,
    Scope,
    ScopeKind,
    is_overload,
    last_name,
)
from flake8_async_yield.names.unions import NONE, UNTOLD, union

if TYPE_CHECKING:
    from flake8_async_yield.names.terms import LiveModule

def function_record(
    module: LiveModule,
    key: str,
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
    scope: Scope,
    place: Place | None,
) -> FunctionRecord:
    if isinstance(node, ast.Lambda):
        inner = module.scopes.scope(node, ScopeKind.LAMBDA, scope, place)
        return FunctionRecord(
            key,
            "<lambda>",
            node.lineno,
            Flag.LAMBDA,
            "",
            lambda part: _lambda_part(module, part, node, inner, scope, place),
        )
    flags = Flag.ASYNC if isinstance(node, ast.AsyncFunctionDef) else Flag.NONE
    if is_generator(node, module.yield_lines):
        flags |= Flag.GENERATOR
    if isinstance(node, ast.FunctionDef) and is_refused(node, module.async_lines):
        flags |= Flag.REFUSED
    flags |= body_flags(node.body)
    if is_overload(node):
        flags |= Flag.OVERLOAD
    holder = scope if scope.kind is ScopeKind.CLASS else None
    class_key = module.key(holder.node, defined_in(holder), holder.place) if holder else ""
    return FunctionRecord(
        key,
        node.name,
        node.lineno,
        flags,
        class_key,
        lambda part: _function_part(module, part, node, scope, place),
    )


def _lambda_part(
    module: LiveModule, part: str, node: ast.Lambda, inner: Scope, scope: Scope, place: Place | None
) -> Any:
    match part:
        case "parameters":
            return _parameters(module, node.args, scope, scope, place)
        case "decorators":
            return []
        case "result":
            return module.expression(node.body, inner, place)
    return None


def _function_part(
    module: LiveModule,
    part: str,
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    scope: Scope,
    place: Place | None,
) -> Any:
    around = module.scopes.generic(node, scope, place)
    match part:
        case "parameters":
            return _parameters(module, node.args, around, scope, place)
        case "decorators":
            return [module.expression(d, scope, place) for d in node.decorator_list]
        case "returns":
            return module.annotation(node.returns, around, place)
    if node.returns is not None and not module.bodies and last_name(node.returns) != "Any":
        return None
    inner = module.scopes.function(node, scope, place)
    if part == "yields":
        if not is_generator(node, module.yield_lines):
            return None
        every = own_nodes(node, module.yield_lines)
        number = sum(isinstance(part, (ast.Yield, ast.YieldFrom)) for part in every)
        return _yields(module, inner, number)
    return _result(module, inner)


def _parameters(
    module: LiveModule, arguments: ast.arguments, around: Scope, scope: Scope, place: Place | None
) -> list[Parameter]:
    found: list[Parameter] = []
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults += arguments.defaults

    def add(argument: ast.arg, kind: int, default: ast.expr | None) -> None:
        annotation = module.annotation(argument.annotation, around, place)
        value = None
        if default is not None:
            value = module.expression(default, scope, place) or UNTOLD
        found.append(Parameter(argument.arg, kind, annotation, value))

    for number, argument in enumerate(positional):
        kind = POSITIONAL_ONLY if number < len(arguments.posonlyargs) else POSITIONAL
        add(argument, kind, defaults[number])
    if arguments.vararg is not None:
        add(arguments.vararg, STARRED, None)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        add(argument, KEYWORD_ONLY, default)
    if arguments.kwarg is not None:
        add(arguments.kwarg, DOUBLE_STARRED, None)
    return found


def _result(module: LiveModule, scope: Scope) -> Term:
    parts: list[Term] = []
    returns: list[tuple[ast.Return, Place]] = []
    for statement, place in scope.statements:
        if statement.__class__ is ast.Return:
            value = itself(scope, statement.value)
            part = NONE if value is None else module.expression(value, scope, place)
            if part is None:
                return None
            parts.append(part)
            returns.append((statement, place))
    if not parts:
        return NONE
    if len(parts) == 1 and not isinstance(returns[0][0].value, ast.IfExp):
        return parts[0]
    return _chosen(module, scope, returns, parts) or union(parts)


def _chosen(
    module: LiveModule, scope: Scope, returns: list[tuple[ast.Return, Place]], parts: list[Term]
) -> Term:
    """The term for results of which a parameter chooses one by being None or not."""
    told = sides(scope, returns)
    if told is not None:
        name, for_none = told
        both = [
            union(part for part, is_it in zip(parts, for_none, strict=True) if is_it is side)
            for side in (True, False)
        ]
    else:
        one = chosen(scope, returns[0][0].value) if len(returns) == 1 else None
        if one is None:
            return None
        name, place = one[0], returns[0][1]
        both = [module.expression(side, scope, place) for side in one[1:]]
    if None in both:
        return None
    return ["?:", ["p", module.key(scope.node, defined_in(scope), scope.place), name], *both]


def _yields(module: LiveModule, scope: Scope, number: int) -> Term:
    """What is yielded; not known where one of so many `yield`s stands inside an expression."""
    parts: list[Term] = []
    for statement, place in scope.statements:
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Yield):
            inner = value.value
            parts.append(NONE if inner is None else module.expression(inner, scope, place))
        elif isinstance(value, ast.YieldFrom):
            part = module.expression(value.value, scope, place)
            parts.append(part and ["I", part])
    return union(parts) if len(parts) == number else None


def class_record(
    module: LiveModule, key: str, node: ast.ClassDef, scope: Scope, place: Place | None
) -> ClassRecord:
    inner = module.scopes.class_(node, scope, place)
    around = module.scopes.generic(node, scope, place)
    terms: dict[str, Term | Missing] = {}
    given = module.attached(scope).get(node.name, {})

    def parts(part: str) -> Any:
        match part:
            case "bases":
                return [module.annotation(base, around, place) for base in node.bases]
            case "keywords":
                return {
                    k.arg or "**": module.expression(k.value, around, place) for k in node.keywords
                }
            case "decorators":
                made = [module.expression(d, scope, place) for d in node.decorator_list]
                return [None, *made] if ANY in given else made
            case "type_parameters":
                return (
                    [module.binding(b, around) for bs in around.bindings.values() for b in bs]
                    if around is not scope
                    else []
                )
        return instance_attributes(module, inner)

    def attribute(name: str) -> Term | Missing:
        if name not in terms:
            found = inner.bindings.get(name)
            term = module._bound(inner, found, None, lasting=True) if found else MISSING
            if name in given:
                added = [value and module.expression(value, scope, at) for value, at in given[name]]
                term = union(added if term is MISSING else [term, *added], lasting=True)
            terms[name] = term
        return terms[name]

    return ClassRecord(
        key,
        node.name,
        _qualname(node, scope),
        node.lineno,
        parts,
        attribute,
        lambda: [*inner.bindings, *(n for n in given if n not in inner.bindings and n != ANY)],
    )


def _qualname(node: ast.ClassDef, scope: Scope) -> str:
    outer = [node.name]
    here: Scope | None = scope
    while here is not None and here.kind is not ScopeKind.MODULE:
        if here.kind is ScopeKind.CLASS or here.kind in FUNCTIONS:
            outer.append(here.node.name)  # type: ignore[attr-defined]
        here = here.parent
    return ".".join(reversed(outer))


def defined_in(scope: Scope) -> Scope:
    """The scope in which the node that opens `scope` stands, type parameters left out."""
    parent = scope.parent
    while parent is not None and parent.kind is ScopeKind.TYPE_PARAMETERS:
        parent = parent.parent
    return parent or scope
