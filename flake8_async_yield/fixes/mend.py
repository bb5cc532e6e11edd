"""One text mended: rounds of finding, rewriting and proving, until nothing more can be done."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flake8_async_yield.fixes.proof import Findings, Step, Unparsed, flaw
from flake8_async_yield.violation import Fix, Safety, Violation

ROUNDS = 20
"""More than any sensible file needs; it only keeps two rules from undoing one another for ever."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a text.

    `mended` are the violations that are gone by a fix, `left` those that the new text has, and
    `unmended` pairs a fixable one of them with the reason why its fix was not applied.
    """

    text: str
    mended: tuple[Violation, ...]
    left: tuple[Violation, ...]
    unmended: tuple[tuple[Violation, str], ...] = ()

    def needing_unsafe(self) -> int:
        """How many of those left have an unsafe fix, which nothing spoke against."""
        refused = {violation for violation, _ in self.unmended}
        return sum(
            violation.fix is not None
            and violation.fix.safety is Safety.UNSAFE
            and violation not in refused
            for violation in self.left
        )


@dataclass(slots=True)
class _State:
    text: str
    found: Findings
    mended: list[Violation] = field(default_factory=list)
    unmended: dict[tuple[str, str, str], tuple[Violation, str]] = field(default_factory=dict)


def mend(text: str, find: Callable[[str], Findings], *, unsafe: bool = False) -> Mended:
    """`text` with what can be mended mended; with `unsafe`, by unsafe fixes too.

    `find` says what our rules find in a text, or raises `Unparsed`, which comes through for
    `text` itself. libcst is imported only where there is something to mend.
    """
    state = _State(text, find(text))
    for _ in range(ROUNDS):
        candidates = [
            violation
            for violation in state.found.reported
            if violation.fix is not None
            and (unsafe or violation.fix.safety is Safety.SAFE)
            and _key(violation, state.text) not in state.unmended
        ]
        if not candidates or not _round(state, candidates, find):
            break
    return Mended(
        state.text,
        tuple(state.mended),
        state.found.reported,
        tuple(_current(state)),
    )


def _key(violation: Violation, text: str) -> tuple[str, str, str]:
    """What a violation is known by when the lines above it have moved."""
    lines = io.StringIO(text).readlines()
    return violation.code, violation.message, lines[violation.span.line - 1].strip()


def _current(state: _State) -> list[tuple[Violation, str]]:
    """The violations of the last text that a fix was refused for, with the reason."""
    found = []
    for violation in state.found.reported:
        entry = state.unmended.get(_key(violation, state.text))
        if entry is not None:
            found.append((violation, entry[1]))
    return found


def _round(
    state: _State, candidates: Sequence[Violation], find: Callable[[str], Findings]
) -> bool:
    """Apply as many of `candidates` as stand the proof together; False where none does.

    A group that fails is halved, until the fix that is to blame stands alone.
    """
    from flake8_async_yield.fixes.rewrite import apply

    groups = [list(candidates)]
    while groups:
        group = groups.pop()
        fixes = [violation.fix for violation in group if violation.fix is not None]
        result = apply(state.text, fixes)
        _refuse(state, group, result.refused)
        if not result.applied:
            continue
        applied = set(result.applied)
        step = Step(state.text, result.text, tuple(v for v in group if v.fix in applied))
        problem, found = _proven(step, state.found, find)
        if not problem and found is not None:
            state.text, state.found = step.after, found
            state.mended.extend(step.mended)
            return True
        if len(applied) == 1:
            _refuse(state, group, [(fix, problem) for fix in applied])
        else:
            half = len(group) // 2
            groups.extend((group[half:], group[:half]))
    return False


def _proven(
    step: Step, found: Findings, find: Callable[[str], Findings]
) -> tuple[str, Findings | None]:
    if step.after == step.before:
        return "the fix changes nothing", None
    try:
        after = find(step.after)
    except Unparsed:
        return "the result would not parse", None
    return flaw(step, found, after), after


def _refuse(
    state: _State, group: Sequence[Violation], refused: Sequence[tuple[Fix, str]]
) -> None:
    reasons = dict(refused)
    for violation in group:
        if violation.fix in reasons:
            entry = violation, reasons[violation.fix]
            state.unmended[_key(violation, state.text)] = entry
