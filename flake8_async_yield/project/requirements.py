"""Which releases of a library a project says that it works with.

Read from the text of the files that tell an installer: `pyproject.toml`, `requirements.txt`,
`setup.py`, lock files … Where they are programs or name files of their own, what they say in plain
words counts, and nothing else.

References: PEP 440 ("Version specifiers"), PEP 508; Poetry's "Dependency specification" for `^`,
`~` and versions without a sign.
"""

from __future__ import annotations

import functools
import re

from flake8_async_yield.project.finder import Finder

FILES = (
    "pyproject.toml", "requirements.txt", "requirements.in", "setup.cfg", "setup.py", "Pipfile",
    "poetry.lock", "pdm.lock", "uv.lock",
)  # fmt: skip

Release = tuple[int, ...]
"""A version's numbers, without the zeros at its end: (4,) for `4.0`, (1, 4) for `1.4`."""


def is_for_older(finder: Finder, path: str, distribution: str, since: Release) -> bool:
    """Whether the project of the file at `path` wants a release of `distribution` before `since`.

    One file above `path` that says so is enough.
    """
    return any(
        _is_before(specifier, since)
        for name in FILES
        for found in finder.above(path, name)
        for specifier in specifiers(finder.text(found.path), distribution)
    )


def specifiers(text: str, distribution: str) -> list[str]:
    """What stands behind the name `distribution` in `text`: `>=2,<3`, `^1.7`, `1.4.2`."""
    return [
        next(filter(None, match.groups()), "").strip()
        for match in _pattern(distribution).finditer(text)
    ]


@functools.cache
def _pattern(distribution: str) -> re.Pattern[str]:
    name = "[-_.]+".join(map(re.escape, re.split(r"[-_.]+", distribution)))
    clause = r"(?:===?|~=|!=|<=?|>=?)\s*[\w.*+!]+"
    return re.compile(
        rf"""(?ix)
        (?<![\w./-]) {name} (?![\w-]|\.\w)
        (?:
            \s*(?:\[[^\]\n]*\])?\s*\(?\s*({clause}(?:\s*,\s*{clause})*)  # discord.py>=1.5,<2
            | ["']?\s*=\s*(?:\{{[^}}\n]*?\bversion\s*=\s*)?["']([^"'\n]*)["']  # discord-py = "^1.7"
            | ["']\s*\n\s*version\s*=\s*["']([^"'\n]*)["']  # a lock file's
        )"""
    )


def _is_before(specifier: str, since: Release) -> bool:
    """Whether every release that the specifier allows is older than `since`."""
    return any(_clause_is_before(clause.strip(), since) for clause in specifier.split(","))


def _clause_is_before(clause: str, since: Release) -> bool:
    match = re.fullmatch(r"(===?|~=|<=?|\^|~|)\s*v?(\d+(?:\.\d+)*)(?:\.\*|[-.\w+]*)?", clause)
    if match is None:
        return False
    sign, numbers = match[1], [int(number) for number in match[2].split(".")]
    if sign in ("^", "~", "~="):
        return _trimmed(_end(sign, numbers)) <= since
    if sign == "<":
        return _trimmed(numbers) <= since
    return _trimmed(numbers) < since


def _end(sign: str, numbers: list[int]) -> list[int]:
    """The first release that `^1.7`, `~1.7` or `~=1.7` no longer allows."""
    if sign == "^":
        kept = next((at for at, number in enumerate(numbers) if number), len(numbers) - 1)
    elif sign == "~":
        kept = min(1, len(numbers) - 1)
    else:
        kept = max(0, len(numbers) - 2)
    return [*numbers[:kept], numbers[kept] + 1]


def _trimmed(numbers: list[int]) -> Release:
    kept = list(numbers)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
