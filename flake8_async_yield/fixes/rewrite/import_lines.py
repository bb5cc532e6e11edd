"""Imports brought in line with changed code: names put into a `from` import, unused ones taken out.

Names keep the order that the line has: sorted with or without regard to case, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import libcst as cst

from flake8_async_yield.fixes.rewrite.document import Need
from flake8_async_yield.fixes.rewrite.import_places import inserted
from flake8_async_yield.fixes.rewrite.imports import (
    aliases_of,
    bound_by,
    imports_in,
    module_of,
    same_modules,
)


def settle(module: cst.Module, needs: Iterable[Need], lost: Iterable[str]) -> cst.Module:
    """`module` with the imports that it needs, without those that only lost names used."""
    unused = _unused(module, lost)
    for need in dict.fromkeys(needs):
        module = _added(module, need, unused)
    for name in unused:
        module = _dropped(module, name)
    return module


class _Uses(cst.CSTVisitor):
    """Every identifier outside import statements, those in strings too."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.found.add(node.value)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        self.found.update(re.findall(r"[^\W\d]\w*", node.value))


def _unused(module: cst.Module, lost: Iterable[str]) -> list[str]:
    names = list(dict.fromkeys(lost))
    if not names:
        return []
    uses = _Uses()
    module.visit(uses)
    return [name for name in names if name not in uses.found]


def _added(module: cst.Module, need: Need, unused: list[str]) -> cst.Module:
    """`module` with the need met; a name of `unused` that it replaced is taken out of it."""
    candidates = [
        (node, guarded)
        for node, guarded in imports_in(module.body)
        if isinstance(node, cst.ImportFrom)
        and module_of(node) in same_modules(need.module)
        and not isinstance(node.names, cst.ImportStar)
    ]
    for node, _ in candidates:
        for alias in aliases_of(node):
            if alias.evaluated_name == need.name and alias.asname is None:
                return module
    for node, _ in candidates:
        for number, alias in enumerate(aliases_of(node)):
            if bound_by(alias) == need.near:
                if need.near in unused:
                    unused.remove(need.near)
                    return _swapped(module, node, number, need.name)
                return _extended(module, node, need.name)
    for node, guarded in candidates:
        if not guarded and module_of(node) == need.module:
            return _extended(module, node, need.name)
    return inserted(module, need)


def _replace(module: cst.Module, old: cst.CSTNode, new: cst.CSTNode) -> cst.Module:
    changed = module.deep_replace(old, new)
    assert isinstance(changed, cst.Module)
    return changed


def _key(alias: cst.ImportAlias) -> str:
    return alias.evaluated_name.lower()


def _reordered(node: cst.ImportFrom, aliases: Sequence[cst.ImportAlias]) -> cst.ImportFrom:
    """`node` with `aliases`, set apart as its own are; a comment stays with its alias."""
    old = aliases_of(node)
    alone = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    last = old[-1].comma
    between = old[0].comma if len(old) > 1 else alone
    if len(old) == 1 and isinstance(last, cst.Comma) and node.lpar is not None:
        between = cst.Comma(whitespace_after=node.lpar.whitespace_after)
    new = [
        alias.with_changes(comma=_as(between if alias is not aliases[-1] else last, alias.comma))
        for alias in aliases
    ]
    return node.with_changes(names=new)


Mark = cst.Comma | cst.MaybeSentinel


def _as(pattern: Mark, own: Mark) -> Mark:
    """The comma `pattern` with the comment of the comma `own`."""
    if not isinstance(pattern, cst.Comma):
        return pattern
    space = pattern.whitespace_after
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return pattern
    first = cst.TrailingWhitespace()
    if isinstance(own, cst.Comma) and isinstance(own.whitespace_after, cst.ParenthesizedWhitespace):
        first = own.whitespace_after.first_line
    return pattern.with_changes(whitespace_after=space.with_changes(first_line=first))


def _sorted_as(old: Sequence[cst.ImportAlias], new: list[cst.ImportAlias]) -> list[cst.ImportAlias]:
    """`new` sorted as `old` is: by case, without regard to it, or not at all."""
    by_case = [alias.evaluated_name for alias in old]
    if len(old) > 1 and by_case == sorted(by_case):
        return sorted(new, key=lambda alias: alias.evaluated_name)
    if [_key(alias) for alias in old] == sorted(map(_key, old)):
        return sorted(new, key=_key)
    return new


def _swapped(module: cst.Module, node: cst.ImportFrom, number: int, name: str) -> cst.Module:
    old = aliases_of(node)
    new = [*old[:number], cst.ImportAlias(cst.Name(name)), *old[number + 1 :]]
    return _replace(module, node, _reordered(node, _sorted_as(old, new)))


def _extended(module: cst.Module, node: cst.ImportFrom, name: str) -> cst.Module:
    old = aliases_of(node)
    new = [*old, cst.ImportAlias(cst.Name(name))]
    return _replace(module, node, _reordered(node, _sorted_as(old, new)))


def _dropped(module: cst.Module, name: str) -> cst.Module:
    """`module` without the import of `name`; one whose place holds comments stays."""
    for node, _ in imports_in(module.body):
        aliases = aliases_of(node)
        if not any(bound_by(alias).partition(".")[0] == name for alias in aliases):
            continue
        kept = [alias for alias in aliases if bound_by(alias).partition(".")[0] != name]
        if kept:
            if isinstance(node, cst.ImportFrom):
                return _replace(module, node, _reordered(node, kept))
            kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return _replace(module, node, node.with_changes(names=kept))
        return _line_dropped(module, node)
    return module


def _line_dropped(module: cst.Module, node: cst.Import | cst.ImportFrom) -> cst.Module:
    for number, line in enumerate(module.body):
        if isinstance(line, cst.SimpleStatementLine) and list(line.body) == [node]:
            if line.trailing_whitespace.comment is not None:
                return module
            body = list(module.body)
            del body[number]
            if line.leading_lines and number < len(body):
                following = body[number]
                assert isinstance(following, (cst.SimpleStatementLine, cst.BaseCompoundStatement))
                leading = [*line.leading_lines, *following.leading_lines]
                if following.leading_lines and not following.leading_lines[0].comment:
                    leading = [*line.leading_lines, *following.leading_lines[1:]]
                body[number] = following.with_changes(leading_lines=leading)
            return module.with_changes(body=body)
    return module
