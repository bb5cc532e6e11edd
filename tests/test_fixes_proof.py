"""The proof: what it lets through, and each reason for which it does not."""

from __future__ import annotations

import pytest

from flake8_async_yield.fixes.mend import mend
from flake8_async_yield.fixes.proof import Findings, Step, flaw
from flake8_async_yield.violation import Fix, Safety, Span, Violation

NONE = Findings((), ())


def found(code: str, line: int, edit: str = "remove-await") -> Violation:
    span = Span(line, 0, line, 9)
    return Violation(code, span, f"at {line}", Fix(edit, Safety.SAFE, span))


def findings(*violations: Violation) -> Findings:
    return Findings(violations, violations)


BEFORE = "import os\n\n\ndef f():\n    # why\n    await_(os)\n    return 1\n"


def judged(
    after: str,
    before: str = BEFORE,
    line: int = 6,
    edit: str = "remove-await",
    left: Findings = NONE,
) -> str:
    one = found("AY114", line, edit)
    return flaw(Step(before, after, (one,)), findings(one), left)


def test_a_change_in_reach_passes() -> None:
    assert judged(BEFORE.replace("await_(os)", "x(os)").replace("x(", "print(")) == ""


def test_it_must_compile() -> None:
    assert "compile" in judged(BEFORE.replace("await_(os)", "await x(os)"))


def test_what_did_not_compile_before_need_not_now() -> None:
    before = "def f():\n    await a\n    await b\n"
    assert judged(before.replace("await a", "a"), before, 2) == ""


def test_the_finding_must_be_gone() -> None:
    after = BEFORE.replace("await_(os)", "print(os)")
    assert "AY114 would still" in judged(after, left=findings(found("AY114", 6)))


def test_no_new_finding_may_come() -> None:
    after = BEFORE.replace("await_(os)", "print(os)")
    assert "AY110 would be found" in judged(after, left=findings(found("AY110", 6)))


def test_pyflakes_must_not_find_more() -> None:
    assert "pyflakes" in judged(BEFORE.replace("await_(os)", "print()"))
    assert "unused" in judged(BEFORE.replace("await_(os)", "print()"))


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("await_(os)", "print(os)").replace("return 1", "return 2"),
        BEFORE.replace("await_(os)", "print(os)").replace("return 1", "return  1"),
        BEFORE.replace("await_(os)", "print(os)") + "\n",
        BEFORE.replace("await_(os)", "print(os)").replace("def f():\n", "def f():\n\n"),
        BEFORE.replace("await_(os)", "print(os)").replace("\n    return 1", ""),
        BEFORE.replace("await_(os)", "print(os)").replace("\n", "\r\n"),
    ],
)
def test_lines_out_of_reach_must_stay(after: str) -> None:
    assert "out of the fix's reach" in judged(after)


def test_imports_may_change() -> None:
    after = BEFORE.replace("await_(os)", "print(os, re)")
    after = after.replace("import os\n", "import os\nimport re\n")
    assert judged(after) == ""


def test_other_lines_among_the_imports_may_not() -> None:
    before = "import os\nx = 1\nimport re\nre.x(os)\n"
    after = "import os\nimport re\nre.y(os)\n"
    assert "out of the fix's reach" in judged(after, before, 4)


def test_no_comment_may_be_lost() -> None:
    before = "import a\na.x(  # keep\n)\n"
    assert "comment would be lost: # keep" in judged("import a\na.x()\n", before, 2)


def test_the_comment_of_a_removed_statement_may_go() -> None:
    before = "def f():\n    a = 1\n    a.close()  # close it\n    return a\n"
    after = "def f():\n    a = 1\n    return a\n"
    assert judged(after, before, 3, "remove-statement") == ""


# -- rounds


def awaits(text: str) -> Findings:
    """A rule that is against every `await x` at a line's start."""
    return findings(
        *(
            Violation(
                "AY114",
                Span(number, line.index("await"), number, len(line)),
                f"await in {line.strip()}",
                Fix(
                    "remove-await",
                    Safety.SAFE if "unsafe" not in line else Safety.UNSAFE,
                    Span(number, line.index("await"), number, len(line)),
                ),
            )
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip().startswith("await")
        )
    )


def test_a_text_without_findings_comes_back() -> None:
    assert mend("x = 1\n", awaits).text == "x = 1\n"


def test_safe_fixes_alone_by_default() -> None:
    text = "async def f(a, unsafe):\n    await a\n    await unsafe\n"
    mended = mend(text, awaits)
    assert mended.text == "async def f(a, unsafe):\n    a\n    await unsafe\n"
    assert [violation.span.line for violation in mended.mended] == [2]
    assert [violation.span.line for violation in mended.left] == [3]
    assert mended.needing_unsafe() == 1
    assert mend(text, awaits, unsafe=True).text == text.replace("await ", "")


def test_one_bad_fix_does_not_stop_the_others() -> None:
    # Without the await, the last line is a name that pyflakes does not know.
    lines = [f"    await a{number}\n" for number in range(7)]
    head = "async def f(" + ", ".join(f"a{number}" for number in range(7)) + "):\n"
    text = head + "".join(lines) + "    await (yield)\n    return\n"

    def find(text: str) -> Findings:
        here = awaits(text)
        if "    (yield)" in text:
            extra = found("AY110", 1)
            return Findings((*here.counted, extra), (*here.reported, extra))
        return here

    mended = mend(text, find)
    assert mended.text == text.replace("await a", "a")
    assert len(mended.mended) == 7
    assert [(v.span.line, why) for v, why in mended.unmended] == [
        (9, "AY110 would be found in the result")
    ]
