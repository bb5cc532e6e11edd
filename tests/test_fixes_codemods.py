"""The fixes as libcst codemods: the same text comes out as from the command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import libcst as cst
import pytest
from libcst.codemod import CodemodContext

from flake8_async_yield.fixes.rewrite.codemods import SafeFixes, UnsafeFixes

CASES = sorted((Path(__file__).parent / "fixes").glob("*/*.before.py"))
OPT_IN = ("ay307",)


def transformed(path: Path, text: str, *, unsafe: bool, select: str = "AY") -> str:
    context = CodemodContext(filename=str(path))
    command = (UnsafeFixes if unsafe else SafeFixes)(context, select)
    return command.transform_module(cst.parse_module(text)).code


@pytest.mark.parametrize("path", CASES, ids=[path.name.partition(".")[0] for path in CASES])
def test_a_codemod_does_what_the_command_does(path: Path) -> None:
    unsafe = path.parent.name == "unsafe"
    code = path.name[:5].upper()
    after = path.with_name(path.name.replace(".before.", ".after.")).read_text()
    select = f"AY,{code}" if path.name.startswith(OPT_IN) else "AY"
    assert transformed(path, path.read_text(), unsafe=unsafe, select=select) == after


def test_select_and_noqa_count() -> None:
    path = Path("x.py")
    text = "async def g():\n    yield 1\n\n\nasync def f():\n    for x in await g(): pass\n"
    assert transformed(path, text, unsafe=False) == text.replace("for x in await", "async for x in")
    assert transformed(path, text, unsafe=False, select="AY2") == text
    silenced = text.replace("pass\n", "pass  # noqa: AY101\n")
    assert transformed(path, silenced, unsafe=False) == silenced


def test_opt_in_rules_are_asked_for_by_their_code() -> None:
    path = next(path for path in CASES if path.name.startswith("ay307"))
    assert transformed(path, path.read_text(), unsafe=True) == path.read_text()


def test_libcsts_own_tool_finds_them(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"import time\r\n\r\n\r\nasync def f():\r\n    await time.sleep(1)  # one\r\n")
    name = f"{SafeFixes.__module__}.{SafeFixes.__qualname__}"
    tool = [sys.executable, "-m", "libcst.tool", "codemod", "-x", "--no-format", "-j1"]
    done = subprocess.run(
        [*tool, "--hide-progress", name, "a.py"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert file.read_bytes() == (
        b"import time\r\n\r\n\r\nasync def f():\r\n    time.sleep(1)  # one\r\n"
    )
