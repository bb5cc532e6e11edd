"""The proof that a changed text may be written: it compiles, and it has only lost what it should.

Nothing here knows libcst; the text is judged by the compiler, by our own rules, by pyflakes and
by its lines.
"""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pyflakes.checker import Checker  # type: ignore[import-untyped]

from flake8_async_yield.fixes.reach import header_end, import_lines, touched
from flake8_async_yield.violation import Fix, Violation


class Unparsed(Exception):
    """A text that is no Python; the exception's text says why, for the user."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What our rules say of a text.

    `counted` are all violations that the proof watches, `reported` those that the user is told
    of: selected, not ignored, not silenced by ``# noqa``.
    """

    counted: tuple[Violation, ...]
    reported: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One round: the text before and after, and the violations whose fixes were applied."""

    before: str
    after: str
    mended: tuple[Violation, ...]

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """The fixes that were applied."""
        return tuple(violation.fix for violation in self.mended if violation.fix is not None)


def flaw(step: Step, found: Findings, found_after: Findings) -> str:
    """Why the result of `step` must not be written; '' where it may be."""
    return (
        _compiles(step)
        or _findings(step, found, found_after)
        or _pyflakes(step)
        or _lines(step)
        or _comments(step)
    )


def _compiled(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "<text>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def _compiles(step: Step) -> str:
    """What did not compile before may have another finding of the kind left."""
    if not _compiled(step.after) and _compiled(step.before):
        return "the result would not compile"
    return ""


def _findings(step: Step, found: Findings, found_after: Findings) -> str:
    before = Counter(violation.code for violation in found.counted)
    after = Counter(violation.code for violation in found_after.counted)
    mended = Counter(violation.code for violation in step.mended)
    for code in after:
        if after[code] > before[code]:
            return f"{code} would be found in the result"
    for code, number in mended.items():
        if after[code] > before[code] - number:
            return f"{code} would still be found in the result"
    return ""


def _pyflakes(step: Step) -> str:
    before, after = _messages(step.before), _messages(step.after)
    if before is None or after is None:
        return ""
    new = after - before
    return f"pyflakes would find in the result: {next(iter(new))}" if new else ""


def _messages(text: str) -> Counter[str] | None:
    """What pyflakes says, without places; None where it gives up (it recurses)."""
    try:
        checker = Checker(ast.parse(text), filename="<text>")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    # A message that names a line would be another one as soon as a line is put in above.
    return Counter(
        message.message % tuple("" if isinstance(arg, int) else arg for arg in message.message_args)
        if "%d" not in message.message
        else type(message).__name__
        for message in checker.messages
    )


# -- lines


def _lines(step: Step) -> str:
    """Whether the lines out of the fixes' reach are all there, in order, with none between."""
    tree = ast.parse(step.before)
    old, new = _split(step.before), _split(step.after)
    reach = touched(tree, step.fixes)
    top, imports = header_end(tree), import_lines(tree)
    runs: list[list[str]] = [[]]
    for number, line in enumerate(old, 1):
        if number in reach or (number <= top and (number in imports or not line.strip())):
            runs.append([])
            continue
        runs[-1].append(line)
        if number <= top:
            runs.append([])
    return "" if _in_order(runs, new) else "lines out of the fix's reach would change"


def _split(text: str) -> list[str]:
    # Like the parser, not like str.splitlines, which also breaks at form feeds.
    return list(io.StringIO(text, newline=""))


def _in_order(runs: Sequence[Sequence[str]], lines: Sequence[str]) -> bool:
    """Whether `lines` are the `runs`, in their order, with anything between two of them."""
    first, last = runs[0], runs[-1]
    if list(lines[: len(first)]) != first:
        return False
    place, end = len(first), len(lines) - len(last)
    if len(runs) == 1:
        return place == len(lines)
    if end < place or list(lines[end:]) != last:
        return False
    for run in runs[1:-1]:
        while place <= end - len(run) and list(lines[place : place + len(run)]) != run:
            place += 1
        if place > end - len(run):
            return False
        place += len(run)
    return True


# -- comments


def _comments(step: Step) -> str:
    """Whether every comment is still there, but for those of a statement that was taken out."""
    free = {
        number
        for fix in step.fixes
        if fix.edit == "remove-statement"
        for number in range(fix.span.line, fix.span.end_line + 1)
    }
    before = _comments_of(step.before)
    after = _comments_of(step.after)
    if before is None or after is None:
        return ""
    kept = Counter(text for number, text in before if number not in free)
    lost = kept - Counter(text for _, text in after)
    return f"a comment would be lost: {next(iter(lost))}" if lost else ""


def _comments_of(text: str) -> list[tuple[int, str]] | None:
    try:
        return [
            (token.start[0], token.string.rstrip())
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
            if token.type == tokenize.COMMENT
        ]
    except (tokenize.TokenError, SyntaxError):
        return None
