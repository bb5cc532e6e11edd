"""Holds a repeated condition to one answer on a path, and a flag to the constant it was set to.

Only used to leave paths out, never to find one: where two conditions merely look alike (the
value may have changed in between), the path is left out, and a rule is silent.
"""

from __future__ import annotations

import ast
from collections.abc import Collection

Fact = tuple[str, str, bool]
"""(subject, what is said of it, whether it holds)."""

Facts = frozenset[Fact | frozenset[Fact]]
"""What holds on a path; of the facts in an inner set, one at least."""


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
            if isinstance(node, ast.BoolOp):
                found |= {frozenset(_fact(value, holds) for value in node.values)}
    return _concluded(found)


def _concluded(facts: Facts) -> Facts | None:
    """`facts` with what follows from them; None where they contradict each other."""
    open_ones = [one_of for one_of in facts if isinstance(one_of, frozenset)]
    again = bool(open_ones)
    while again:
        again = False
        for one_of in open_ones:
            left = [fact for fact in one_of if not _contradicts(facts, fact)]
            if not left:
                return None
            if len(left) == 1 and left[0] not in facts:
                facts |= {left[0]}
                again = True
    return facts


def after(facts: Facts, statement: ast.stmt) -> Facts:
    """`facts` once `statement` has run: a name that it binds is no longer what it was."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            pass
        case ast.AnnAssign(target=target, value=value) | ast.AugAssign(target=target, value=value):
            targets = [target]
        case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
            targets = [target]
        case _:
            return facts
    if value is None:
        return facts
    bound = {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    subjects = {ast.dump(ast.Name(name, ast.Load())) for name in bound}
    facts = frozenset(f for f in facts if not _is_about(f, subjects))
    if isinstance(value, ast.Constant) and isinstance(statement, (ast.Assign, ast.AnnAssign)):
        for target in targets:
            if isinstance(target, ast.Name):
                name = ast.Name(target.id, ast.Load())
                facts |= {_fact(ast.Compare(name, [ast.Eq()], [value]), True)}
                if value.value:
                    facts |= {_fact(name, True)}
    return facts


def _is_about(fact: Fact | frozenset[Fact], subjects: Collection[str]) -> bool:
    if isinstance(fact, frozenset):
        return any(subject in subjects for subject, _, _ in fact)
    return fact[0] in subjects


def _contradicts(facts: Facts, fact: Fact) -> bool:
    subject, said, holds = fact
    if (subject, said, not holds) in facts:
        return True
    if holds and said.startswith(ENDS):
        return any(
            isinstance(other, tuple)
            and other[0] == subject
            and other[2]
            and _differ(said, other[1])
            for other in facts
        )
    # Two values cannot both be equal to one subject.
    return holds and any(
        isinstance(other, tuple) and other[0] == subject and other[1] != said and other[2]
        for other in facts
    )


def _fact(node: ast.expr, holds: bool) -> Fact:
    """`x`, `x is not None` and `x != None` are one fact; `x == 1` says "1" of `x`."""
    while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node, holds = node.operand, not holds
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
    match node:
        case ast.Call(
            func=ast.Attribute(value=subject, attr="startswith" | "endswith" as method),
            args=[ast.Constant(value=str(text))],
            keywords=[],
        ):
            text = text if method == "startswith" else text[::-1]
            return (f"{ast.dump(subject)} {method}", f"{ENDS}{text}", holds)
    return (ast.dump(node), "falsy", not holds)


ENDS = "begins or ends with "
"""What is said of `x` in `x.startswith("a")`, and, read from behind, in `x.endswith("a")`."""


def _differ(one: str, other: str) -> bool:
    """Whether no text can begin with both."""
    return not one.startswith(other) and not other.startswith(one)


OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.NotIn: ast.In,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
}
