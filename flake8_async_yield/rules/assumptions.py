"""Holds a repeated condition to one answer on a path.

Only used to leave paths out, never to find one: where two conditions merely look alike (the
value may have changed in between), the path is left out, and a rule is silent.
"""

from __future__ import annotations

import ast

Facts = frozenset[tuple[str, str, bool]]
"""(subject, what is said of it, whether it holds)."""


def assume(facts: Facts, test: ast.expr, truth: bool) -> Facts | None:
    """`facts` and that `test` came out as `truth`; None where they contradict each other."""
    stack = [(test, truth)]
    found = facts
    while stack:
        node, holds = stack.pop()
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            stack.append((node.operand, not holds))
        elif isinstance(node, ast.NamedExpr):
            stack.append((node.target, holds))
        elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) == holds:
            stack += [(value, holds) for value in node.values]
        elif isinstance(node, ast.Constant):
            if bool(node.value) != holds:
                return None
        else:
            fact = _fact(node, holds)
            if _contradicts(found, fact):
                return None
            found |= {fact}
    return found


def _contradicts(facts: Facts, fact: tuple[str, str, bool]) -> bool:
    subject, said, holds = fact
    if (subject, said, not holds) in facts:
        return True
    # Two values cannot both be equal to one subject.
    return holds and any(s == subject and w != said and h for s, w, h in facts)


def _fact(node: ast.expr, holds: bool) -> tuple[str, str, bool]:
    """`x`, `x is not None` and `x != None` are one fact; `x == 1` says "1" of `x`."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        operator, left, right = node.ops[0], node.left, node.comparators[0]
        if isinstance(operator, (ast.NotEq, ast.IsNot)):
            holds = not holds
        if isinstance(operator, (ast.Eq, ast.Is, ast.NotEq, ast.IsNot)):
            if isinstance(right, ast.Constant) and right.value in (None, False):
                return (ast.dump(left), "falsy", holds)
            if isinstance(right, ast.Constant) and right.value is True:
                return (ast.dump(left), "falsy", not holds)
            return (ast.dump(left), ast.dump(right), holds)
        opposite = OPPOSITE.get(operator.__class__)
        if opposite is not None:
            kind = f"{opposite.__name__} {ast.dump(right)}"
            return (f"{ast.dump(left)} {kind}", "", not holds)
        kind = f"{operator.__class__.__name__} {ast.dump(right)}"
        return (f"{ast.dump(left)} {kind}", "", holds)
    return (ast.dump(node), "falsy", not holds)


OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.NotIn: ast.In,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
}
