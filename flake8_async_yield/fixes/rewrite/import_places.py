"""Where a new import line goes: sorted into the block of standard imports, or one of its own.

The order is isort's default: plain imports before `from` ones, modules without regard to case.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import libcst as cst

from flake8_async_yield.fixes.rewrite.document import Need
from flake8_async_yield.fixes.rewrite.imports import module_of


def inserted(module: cst.Module, need: Need) -> cst.Module:
    """`module` with a line for `need`: sorted among the standard imports, or a block of its own."""
    body = list(module.body)
    parts = [part.strip() for part in need.module.split(".")]
    path: cst.Name | cst.Attribute = cst.Name(parts[0])
    for part in parts[1:]:
        path = cst.Attribute(path, cst.Name(part))
    line = cst.SimpleStatementLine(
        [cst.ImportFrom(module=path, names=[cst.ImportAlias(cst.Name(need.name))])]
    )
    start = _after_header(body)
    run = start
    while run < len(body) and _import_of(body[run]) is not None:
        if run > start and _leading(body[run]):
            break
        run += 1
    block = [_import_of(body[i]) for i in range(start, run)]
    if block and all(_is_standard(node) for node in block if node is not None):
        place = start + sum(_order(node) < _order_of(need) for node in block if node is not None)
        return _put(module, body, place, line, alone=False)
    return _put(module, body, start, line, alone=True)


def _header_parted(
    module: cst.Module, body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement]
) -> tuple[cst.Module, list[cst.SimpleStatementLine | cst.BaseCompoundStatement]]:
    """Comments right above the first statement, below a blank line, are made its own."""
    header = list(module.header)
    blank = [number for number, line in enumerate(header) if line.comment is None]
    if not blank or body[0].leading_lines:
        return module, body
    first = body[0].with_changes(leading_lines=header[blank[-1] + 1 :])
    return module.with_changes(header=header[: blank[-1] + 1]), [first, *body[1:]]


def _after_header(body: Sequence[cst.BaseStatement]) -> int:
    """The index behind the docstring and the imports from `__future__`."""
    place = 0
    for number, line in enumerate(body):
        if not isinstance(line, cst.SimpleStatementLine):
            break
        first = line.body[0]
        docstring = number == 0 and isinstance(first, cst.Expr) and isinstance(
            first.value, (cst.SimpleString, cst.ConcatenatedString)
        )
        future = isinstance(first, cst.ImportFrom) and module_of(first) == "__future__"
        if not docstring and not future:
            break
        place = number + 1
    return place


def _import_of(line: cst.CSTNode) -> cst.Import | cst.ImportFrom | None:
    if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1:
        node = line.body[0]
        if isinstance(node, (cst.Import, cst.ImportFrom)):
            return node
    return None


def _leading(line: cst.CSTNode) -> Sequence[cst.EmptyLine]:
    if isinstance(line, (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
        return line.leading_lines
    return ()


def _order(node: cst.Import | cst.ImportFrom) -> tuple[bool, str]:
    if isinstance(node, cst.ImportFrom):
        return True, module_of(node).lower()
    return False, node.names[0].evaluated_name.lower()


def _order_of(need: Need) -> tuple[bool, str]:
    return True, need.module.lower()


def _is_standard(node: cst.Import | cst.ImportFrom) -> bool:
    if isinstance(node, cst.ImportFrom):
        return module_of(node).partition(".")[0] in sys.stdlib_module_names
    return all(a.evaluated_name.partition(".")[0] in sys.stdlib_module_names for a in node.names)


def _put(
    module: cst.Module,
    body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement],
    place: int,
    line: cst.SimpleStatementLine,
    *,
    alone: bool,
) -> cst.Module:
    """`line` at `place`; blank lines and comments above what stood there stay above `line`."""
    if place == 0 and body and _import_of(body[0]) is None:
        module, body = _header_parted(module, body)
    if place == len(body):
        blank = [cst.EmptyLine(indent=False)] if body and alone else []
        return module.with_changes(body=[*body, line.with_changes(leading_lines=blank)])
    following = body[place]
    leading = list(_leading(following))
    first_of_block = place == _after_header(body)
    if not first_of_block:
        return module.with_changes(body=[*body[:place], line, *body[place:]])
    assert isinstance(following, (cst.SimpleStatementLine, cst.BaseCompoundStatement))
    blank = [cst.EmptyLine(indent=False)]
    if not alone:
        above, below = leading, []
    elif _import_of(following) is not None:
        above, below = ([cst.EmptyLine(indent=False)] if place else []), leading
        below = below if below and below[0].comment is None else [*blank, *below]
    else:
        above, below = (blank if place else []), leading
        below = below if below and below[0].comment is None else [*blank, *blank, *below]
    body[place] = following.with_changes(leading_lines=below)
    line = line.with_changes(leading_lines=above)
    return module.with_changes(body=[*body[:place], line, *body[place:]])
