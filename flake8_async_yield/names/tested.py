"""What tests tell of a name on the way to its use: `if isinstance(x, Client): x.get()`.

Told are the branches of `if`, `while` and `match`, what follows an `assert`, and what follows an
`if` that leaves; inside one expression the operands of `and` and `or`, the branches of `x if c else
y`, and what a comprehension gives of what its conditions let through. `self.client` is told of as
a name is.
Reference: the typing specification, "Type narrowing".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_async_yield.names.bindings import Place

NAMES = re.compile(
    r"\bisinstance\(\s*(\w+(?:\.\w+)?)\s*,|^[ \t]*match[ \t]+(\w+)[ \t]*:", re.MULTILINE
)

TEST = re.compile(r"\bisinstance\(")

FARTHEST = 100
"""Of so many statements before the use, in one block, it is asked what they tell."""

Tests = tuple[tuple[ast.expr, bool], ...]
"""Tests that have been passed, each with its answer."""

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


class Told(NamedTuple):
    """The thing is an instance of one of these classes, or (`holds` is False) of none of them."""

    classes: list[ast.expr]
    holds: bool


def tested_names(text: str) -> frozenset[str]:
    """The names in `text` of which a test may ask what they are instances of."""
    return frozenset(name for pair in NAMES.findall(text) for name in pair if name)


def told(name: str, place: Place) -> Iterator[Told]:
    """What the tests say that control has passed on its way to `place`, inside out."""
    for point in place.chain():
        nearest = max(point.index - FARTHEST, 0)
        for earlier in reversed(point.block[nearest : point.index]):
            if isinstance(earlier, ast.Assert):
                yield from _of_test(earlier.test, name, holds=True)
            elif isinstance(earlier, ast.If) and isinstance(earlier.body[-1], LEAVING):
                yield from _of_test(earlier.test, name, holds=False)
        statement = point.parent.statement if point.parent is not None else None
        if isinstance(statement, (ast.If, ast.While)):
            if point.block is statement.body:
                yield from _of_test(statement.test, name, holds=True)
            elif isinstance(statement, ast.If):
                yield from _of_test(statement.test, name, holds=False)
        elif isinstance(statement, ast.Match):
            subject = statement.subject
            if isinstance(subject, ast.Name) and subject.id == name:
                for case in statement.cases:
                    if case.body is point.block:
                        classes = list(classes_of_pattern(case.pattern))
                        if None not in classes:
                            yield Told([c for c in classes if c is not None], True)


def spelled(node: ast.expr) -> str:
    """`x` or `x.y` as it is written; '' for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def told_inside(node: ast.expr, passed: Tests) -> Iterator[Told]:
    """What the tests `passed` on the way to `node` say of the name that it is."""
    name = spelled(node)
    for test, holds in passed:
        yield from _of_test(test, name, holds=holds)


def tests_inside(statement: ast.stmt) -> dict[int, Tests]:
    """id of a name's or an attribute's node -> the tests in its own expression that lead to it."""
    found: dict[int, Tests] = {}
    stack: list[tuple[ast.AST, Tests]] = [
        (child, ()) for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)
    ]
    while stack:
        node, tests = stack.pop()
        if isinstance(node, (ast.Name, ast.Attribute)) and tests:
            found[id(node)] = tests
        if isinstance(node, ast.BoolOp):
            holds = isinstance(node.op, ast.And)
            for value in node.values:
                stack.append((value, tests))
                tests = (*tests, (value, holds))
        elif isinstance(node, ast.IfExp):
            stack.append((node.test, tests))
            stack.append((node.body, (*tests, (node.test, True))))
            stack.append((node.orelse, (*tests, (node.test, False))))
        elif isinstance(node, COMPREHENSIONS):
            stack += _inside_comprehension(node, tests)
        elif not isinstance(node, (ast.stmt, ast.Lambda)):
            stack += [(child, tests) for child in ast.iter_child_nodes(node)]
    return found


def stored(function: ast.AST) -> frozenset[str]:
    """The attributes of names that `function` puts something else into, or deletes: `self.x`."""
    return frozenset(
        spelled(part)
        for part in ast.walk(function)
        if isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load)
    )


def _inside_comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, tests: Tests
) -> Iterator[tuple[ast.AST, Tests]]:
    for generator in node.generators:
        yield generator.iter, tests
        for condition in generator.ifs:
            yield condition, tests
            tests = (*tests, (condition, True))
    for given in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
        yield given, tests


def _of_test(test: ast.expr, name: str, *, holds: bool) -> Iterator[Told]:
    stack = [(test, holds)]
    while stack:
        node, holds = stack.pop()
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            stack.append((node.operand, not holds))
        elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) == holds:
            stack += [(value, holds) for value in node.values]
        else:
            match node:
                case ast.Call(
                    func=ast.Name(id="isinstance"), args=[asked, of], keywords=[]
                ) if spelled(asked) == name:
                    yield Told(list(classes_in(of)), holds)


def classes_in(node: ast.expr) -> Iterator[ast.expr]:
    """The classes of `isinstance(x, (A, B))` and of `isinstance(x, A | B)`."""
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Tuple):
            stack += part.elts
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr):
            stack += [part.left, part.right]
        else:
            yield part


def classes_of_pattern(pattern: ast.pattern) -> Iterator[ast.expr | None]:
    """The classes of `case A() | B() as x`; None for a pattern that asks for something else."""
    stack = [pattern]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.MatchOr):
            stack += part.patterns
        elif isinstance(part, ast.MatchAs) and part.pattern is not None:
            stack.append(part.pattern)
        else:
            yield part.cls if isinstance(part, ast.MatchClass) else None
