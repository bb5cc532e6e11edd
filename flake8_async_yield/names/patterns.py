"""What a `match` gives to the names of its patterns, and an `except` to its own, as terms.

Reference: the Python reference, 8.4 "The try statement", 8.6 "The match statement"; PEP 634.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from flake8_async_yield.names.definitions import Term
from flake8_async_yield.names.unions import union

Lower = Callable[[ast.expr], Term]


def captured_names(pattern: ast.pattern) -> Iterator[str]:
    """The names that a pattern binds; one may come more than once."""
    for node in ast.walk(pattern):
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            yield name


def captured(pattern: ast.pattern, name: str, subject: Term, lower: Lower) -> Term:
    """What `pattern` binds `name` to, where the whole is matched against `subject`."""
    parts: list[Term] = []
    stack: list[tuple[ast.pattern, Term]] = [(pattern, subject)]
    while stack:
        here, value = stack.pop()
        if isinstance(here, ast.MatchAs):
            if here.name == name:
                parts.append(_matched(here.pattern, value, lower))
            if here.pattern is not None:
                stack.append((here.pattern, value))
        elif isinstance(here, ast.MatchStar):
            if here.name == name:
                parts.append(["c", "list", [None]])
        elif isinstance(here, ast.MatchMapping) and here.rest == name:
            parts.append(["c", "dict", [None, None]])
        stack += _inner(here, value, lower)
    return union(parts)


def _inner(pattern: ast.pattern, value: Term, lower: Lower) -> Iterator[tuple[ast.pattern, Term]]:
    """The patterns right below, each with what it is matched against."""
    match pattern:
        case ast.MatchOr(patterns=patterns):
            yield from ((part, value) for part in patterns)
        case ast.MatchMapping(keys=keys, patterns=patterns):
            for key, part in zip(keys, patterns, strict=True):
                index = lower(key)
                yield part, value and index and ["[", value, [index]]
        case ast.MatchSequence(patterns=patterns):
            starred = False
            for number, part in enumerate(patterns):
                starred = starred or isinstance(part, ast.MatchStar)
                yield part, None if starred else value and ["[", value, [["k", number]]]
        case ast.MatchClass(patterns=patterns, kwd_attrs=names, kwd_patterns=named):
            thing = _instance(pattern, lower)
            for number, part in enumerate(patterns):
                yield part, thing and ["@", thing, number]
            for name, part in zip(names, named, strict=True):
                yield part, thing and [".", thing, name]


def _matched(pattern: ast.pattern | None, value: Term, lower: Lower) -> Term:
    """What has matched `pattern`: an instance of the class that it names, else `value` itself."""
    if isinstance(pattern, ast.MatchClass):
        return _instance(pattern, lower)
    if isinstance(pattern, ast.MatchOr):
        return union([_matched(part, value, lower) for part in pattern.patterns])
    return value


def caught(handler: ast.ExceptHandler, lower: Lower) -> Term:
    """What `except A as e` and `except (A, B) as e` bind."""
    of = handler.type
    terms = [lower(part) for part in (of.elts if isinstance(of, ast.Tuple) else [of]) if part]
    return union([term and ["d", term, None] for term in terms])


def _instance(pattern: ast.MatchClass, lower: Lower) -> Term:
    cls = lower(pattern.cls)
    return cls and ["d", cls, None]
