"""Which lines of a text a fix may touch, told from the tree of ``ast`` alone.

The proof needs it from another source than the edit itself: what libcst wrote is measured by it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from flake8_async_yield.fixes.edits import EDITS, Reach
from flake8_async_yield.violation import Fix, Span

Part = ast.stmt | ast.ExceptHandler
Lines = range


def touched(tree: ast.Module, fixes: Iterable[Fix]) -> set[int]:
    """The lines (from 1) of the text of `tree` that `fixes` may change or put lines beside."""
    lines: set[int] = set()
    for fix in fixes:
        for part in _reach(tree, fix):
            lines.update(part)
    return lines


def _reach(tree: ast.Module, fix: Fix) -> Iterator[Lines]:
    chain = list(_chain(tree, fix.span))
    if not chain:
        return
    statement, block = chain[-1]
    reach = EDITS[fix.edit].reach
    yield _own_lines(statement)
    if reach is Reach.BLOCK:
        last = fix.span.end_line
        if not isinstance(statement, ast.ExceptHandler):
            last = max(last, _end(block[-1]))
        yield range(fix.span.line, last + 1)
    elif reach is Reach.PARENT and len(chain) > 1:
        parent = chain[-2][0]
        yield range(_start(parent), _end(parent) + 1)
    elif reach is Reach.FUNCTION:
        place = block.index(statement)
        if place:
            yield range(block[place - 1].lineno, _end(block[place - 1]) + 1)
        for outer, _ in reversed(chain[:-1]):
            if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield _own_lines(outer)
                break


def _chain(tree: ast.Module, span: Span) -> Iterator[tuple[Part, Sequence[Part]]]:
    """(statement or handler, its block) pairs that hold the start of `span`, outside in."""
    block: Sequence[Part] = tree.body
    while True:
        inside = next((part for part in block if _holds(part, span)), None)
        if inside is None:
            return
        yield inside, block
        blocks = [
            value
            for _, value in ast.iter_fields(inside)
            if isinstance(value, list) and value and isinstance(value[0], (ast.stmt, ast.AST))
        ]
        parts = (ast.stmt, ast.ExceptHandler)
        cases = [case.body for case in getattr(inside, "cases", ())]
        inner = [b for b in (*blocks, *cases) if isinstance(b[0], parts)]
        found = next((b for b in inner if any(_holds(part, span) for part in b)), None)
        if found is None:
            return
        block = found


def _holds(part: Part, span: Span) -> bool:
    # Lines are enough to tell statements apart, but for those that share one: the last counts
    # wrongly there, on the same line.
    return _start(part) <= span.line <= _end(part)


def _start(part: Part) -> int:
    decorators: list[ast.expr] = getattr(part, "decorator_list", [])
    return min([part.lineno, *(decorator.lineno for decorator in decorators)])


def _end(part: Part) -> int:
    return part.end_lineno or part.lineno


def _own_lines(part: Part) -> Lines:
    """All lines of a simple statement, the header of a compound one."""
    first = _first_of_body(part)
    if first is None:
        return range(_start(part), _end(part) + 1)
    return range(_start(part), max(first, part.lineno + 1))


def _first_of_body(part: Part) -> int | None:
    if isinstance(part, ast.Match):
        return part.cases[0].pattern.lineno
    body = getattr(part, "body", None)
    return _start(body[0]) if isinstance(body, list) else None


# -- imports


def header_end(tree: ast.Module) -> int:
    """The last line of a module's top, where imports stand or a first one would."""
    body = list(tree.body)
    last = 0
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        last = _end(body.pop(0))
    if body:
        last = max(last, _start(body[0]) - 1)
    for statement in body:
        if isinstance(statement, (ast.Import, ast.ImportFrom, ast.If, ast.Try)) and any(
            isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(statement)
        ):
            last = max(last, _end(statement))
    return last


def import_lines(tree: ast.Module) -> set[int]:
    """The lines of the imports at a module's top, those under `if` and `try` too."""
    lines: set[int] = set()
    for statement in tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom, ast.If, ast.Try)):
            for node in ast.walk(statement):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines
