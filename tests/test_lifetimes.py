"""The reports on a resource's life agree with what random programs do when they are run."""

from __future__ import annotations

import functools
import re

import pytest
from hypothesis import HealthCheck, given, settings

from flake8_async_yield.engine import lint
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source
from lifetime_programs import (
    PRELUDE,
    Run,
    ignores_exit,
    managers,
    returners,
    run_manager,
    run_returner,
    temporary,
)
from marked import Mark

pytestmark = pytest.mark.filterwarnings("ignore")
some = settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
LINES = PRELUDE.count("\n")


@functools.cache
def index() -> Index:
    """One index for all programs: they share nothing but the standard library."""
    return Index(Settings(use_cache=False))


def reports(source: str) -> list[Mark]:
    """What the rules of this family report on the program."""
    rules = [rule for rule in all_rules() if any(code.startswith("AY3") for code in rule.codes)]
    program = Source.parse("/nowhere/program.py", PRELUDE + source)
    found = lint(program, index(), Settings(use_cache=False), rules)
    return [Mark(v.span.line, v.span.column + 1, v.code) for v in found]


def lines(found: list[Mark], code: str) -> set[int]:
    return {mark.line for mark in found if mark.code == code}


def decorated(source: str) -> str:
    return "@asynccontextmanager\n" + source


@some
@given(returners())
def test_what_is_returned_closed(source: str) -> None:
    found = lines(reports(source), "AY301")
    ran = run_returner(source)
    wrong = {line for line, closed in ran.items() if closed}
    assert found & set(ran) <= wrong
    # A name that is bound anew on one path only is not reported.
    if not re.search(r"[wa]\d+ = Resource", source):
        assert found & set(ran) == wrong


@some
@given(managers())
def test_how_often_it_yields(source: str) -> None:
    found = reports(decorated(source))
    runs = run_manager(source)
    # The second message comes of closing a generator that has been found not to stop.
    signs = ("didn't stop", "ignored GeneratorExit")
    stopped = any(sign in str(run.error) for run in runs for sign in signs)
    yielded = any("didn't yield" in str(run.error) for run in runs)
    assert bool(lines(found, "AY305")) == stopped
    if lines(found, "AY306"):
        assert yielded


@some
@given(managers())
def test_what_swallows_the_consumers_error(source: str) -> None:
    found = reports(decorated(source))
    vanished = [r for r in run_manager(source) if r.consumer_fails and r.entered and not r.error]
    if lines(found, "AY304") and not lines(found, "AY305"):
        assert vanished
    if vanished:
        assert {"AY304", "AY305", "AY306"} & {mark.code for mark in found}


@some
@given(managers())
def test_what_is_closed_twice(source: str) -> None:
    found = {line - 1 for line in lines(reports(decorated(source)), "AY302")}
    runs = run_manager(source)
    all_closes = [(run, number, c) for run in runs for number, c in enumerate(run.after)]
    ran = {line for _, _, closes in all_closes for line in closes}
    doubled = {
        line
        for run, number, closes in all_closes
        if len(closes) > 1
        for line in closes[len(run.before[number]) if number < len(run.before) else 0 :]
    }
    assert found & ran <= doubled


@some
@given(managers())
def test_what_is_left_open(source: str) -> None:
    found = {line - 1 for line in lines(reports(decorated(source)), "AY303")}
    runs = run_manager(source)
    for line in found:
        pairs = [(fine, failed) for fine, failed in pairwise(runs) if closed_at(fine, line)]
        assert not pairs or any(leaves_open(fine, failed, line) for fine, failed in pairs)


def pairwise(runs: list[Run]) -> list[tuple[Run, Run]]:
    """The runs with a consumer that is fine, each with the one that fails under equal switches."""
    return list(zip(runs[::2], runs[1::2], strict=True))


def closed_at(run: Run, line: int) -> bool:
    new = (c[len(run.before[n]) if n < len(run.before) else 0 :] for n, c in enumerate(run.after))
    return run.entered and any(line in closes for closes in new)


def leaves_open(fine: Run, failed: Run, line: int) -> bool:
    """Whether what `line` closes in the fine run stays open in the one that fails."""
    return any(
        line in after and (number >= len(failed.after) or line not in failed.after[number])
        for number, after in enumerate(fine.after)
    )


@some
@given(managers())
def test_what_ignores_its_end(source: str) -> None:
    assert bool(lines(reports(source), "AY310")) == ignores_exit(source)


@some
@given(managers())
def test_what_is_closed_while_in_use(source: str) -> None:
    main = "\n\nasync def main():\n    first = await anext(manage(True))\n    print(first)\n"
    found = reports(source + main)
    answers = temporary(source)
    # What was not entered itself may still hang on what is closed.
    entered = "yield h" not in source
    if answers and not any(answers) and entered and not lines(found, "AY310"):
        assert not lines(found, "AY311")
