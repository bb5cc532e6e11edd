"""Random small packages: what is reported at a line is what CPython raises there."""

from __future__ import annotations

import gc
import itertools
import tempfile
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flake8_async_yield.engine import lint
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source
from flake8_async_yield.violation import Violation
from package_parts import BINDINGS, IMPORTS, KINDS
from random_packages import Observed, Program, applicable, observe, write

RAISING = {f"AY{number}" for number in (*range(101, 110), *range(112, 118))}
"""The codes that promise an error at run time on the line they stand at."""

DROPPING = {"AY110": "coroutine", "AY111": "async generator"}

NUMBERS = itertools.count()
"""Every package has a name of its own: two of one name would share `sys.modules`."""

programs = st.builds(
    Program,
    kind=st.sampled_from(sorted(KINDS)),
    binding=st.sampled_from(sorted(BINDINGS)),
    importing=st.sampled_from(sorted(IMPORTS)),
    flag=st.booleans(),
    agreeing=st.booleans(),
).filter(applicable)


def reports(files: list[Path]) -> dict[Path, list[Violation]]:
    """What is reported in each of `files`, which one run lints."""
    chosen = Settings(use_cache=False)
    index = Index(chosen)
    rules = all_rules()
    return {
        file: lint(Source.parse(str(file), file.read_text()), index, chosen, rules)
        for file in files
    }


def false_alarms(program: Program, found: list[Violation], observed: Observed) -> list[str]:
    """The reports on the uses that CPython does not bear out."""
    wrong = []
    for violation in found:
        line = violation.span.line
        if violation.code in RAISING:
            right = line in observed.raised
        elif violation.code in DROPPING and observed.lines.get(line) == "bare":
            # One branch of an expression may drop what the other, that was run, does not make.
            right = program.binding == "conditional value" or (
                observed.dropped == DROPPING[violation.code]
            )
        else:
            continue
        if not right:
            wrong.append(f"{observed.lines.get(line)}: {violation.code} {violation.message}")
    return wrong


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(programs, min_size=4, max_size=8))
def test_no_report_without_an_error(drawn: list[Program]) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runs = []
        for program in drawn:
            using = write(program, Path(folder), f"package_{next(NUMBERS)}")
            runs.append((program, using, observe(program, using)))
        gc.collect()  # coroutines that were never awaited warn when they are collected
        beside = [using.parent / "part.py" for _, using, _ in runs]
        definitions = [path for path in beside if path.exists()]
        found = reports([using for _, using, _ in runs] + definitions)
    for path in definitions:
        assert [v.message for v in found[path] if v.code in RAISING | set(DROPPING)] == []
    for program, using, observed in runs:
        assert false_alarms(program, found[using], observed) == [], program


@pytest.mark.parametrize("importing", sorted(IMPORTS))
@pytest.mark.parametrize(
    ("kind", "uses"),
    [
        (
            "coroutine",
            "async for, async comprehension, async with, for, with, list, star, attribute",
        ),
        ("async generator", "await, async with, for, with, list, star, ensure_future, attribute"),
        ("asynccontextmanager", "await, async for, async comprehension, with, ensure_future"),
    ],
)
def test_every_way_of_importing_leads_to_the_definition(
    kind: str, uses: str, importing: str, tmp_path: Path
) -> None:
    program = Program(kind, "annotated parameter", importing)
    if not applicable(program):
        program = Program(kind, "function", importing)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        using = write(program, tmp_path, f"package_{next(NUMBERS)}")
        observed = observe(program, using)
        gc.collect()
    found = {v.span.line for v in reports([using])[using] if v.code in RAISING}
    assert {observed.lines[line] for line in observed.raised if line in found} >= set(
        uses.split(", ")
    )
