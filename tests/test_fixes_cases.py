"""The fixes from end to end: `tests/fixes/{safe,unsafe}/NAME.before.py` becomes `NAME.after.py`.

The docstring of a case says what running it does before it is mended; mended, it runs.
"""

from __future__ import annotations

import asyncio
import builtins
import gc
import re
import sys
import types
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_async_yield.cli.configuration import Configuration
from flake8_async_yield.cli.files import Text
from flake8_async_yield.fixes.edits import EDITS
from flake8_async_yield.fixes.mend import Mended, mend

CASES = sorted((Path(__file__).parent / "fixes").glob("*/*.before.py"))
IDS = [f"{path.parent.name}/{path.name.removesuffix('.before.py')}" for path in CASES]


@pytest.fixture(scope="module")
def configuration() -> Configuration:
    return Configuration(["--isolated", "--async-yield-no-cache", "--select=AY"])


def mended(
    configuration: Configuration, path: Path, text: str, unsafe: bool | None = None
) -> Mended:
    if unsafe is None:
        unsafe = path.parent.name == "unsafe"
    return mend(text, lambda text: configuration.find(str(path), text), unsafe=unsafe)


def read(path: Path) -> str:
    return path.read_bytes().decode()


def after(path: Path) -> str:
    return read(path.with_name(path.name.replace(".before.", ".after.")))


@pytest.mark.parametrize("path", CASES, ids=IDS)
def test_it_is_mended_to_the_letter(path: Path, configuration: Configuration) -> None:
    result = mended(configuration, path, read(path))
    assert result.text == after(path)
    code = path.name[:5].upper()
    assert code in {violation.code for violation in result.mended}
    assert [v.code for v in result.left if v.fix is not None] == []


@pytest.mark.parametrize("path", CASES, ids=IDS)
def test_mending_again_changes_nothing(path: Path, configuration: Configuration) -> None:
    result = mended(configuration, path, after(path), unsafe=True)
    assert result.text == after(path)


@pytest.mark.parametrize("path", CASES, ids=IDS)
def test_an_unsafe_fix_waits_to_be_asked_for(path: Path, configuration: Configuration) -> None:
    result = mended(configuration, path, read(path), unsafe=False)
    assert (result.text == read(path)) == (path.parent.name == "unsafe")
    assert (result.needing_unsafe() > 0) == (path.parent.name == "unsafe")


def run(text: str) -> list[warnings.WarningMessage]:
    """Run a case; the warnings of coroutines that nobody awaited."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()  # what an earlier case left
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        module = types.ModuleType("case")
        sys.modules["case"] = module
        try:
            exec(compile(text, "<case>", "exec"), module.__dict__)
            asyncio.run(module.main())
        finally:
            del sys.modules["case"]
        gc.collect()
    return [w for w in caught if "never awaited" in str(w.message)]


@pytest.mark.parametrize("path", CASES, ids=IDS)
def test_what_failed_before_runs_now(path: Path) -> None:
    said = re.match(r'"""(Raises (\w+)|Fails or warns)\.', read(path))
    assert said is not None
    if said[2]:
        with pytest.raises(getattr(builtins, said[2])):
            run(read(path))
    else:
        assert fails_or_warns(read(path))
    assert run(after(path)) == []


def fails_or_warns(text: str) -> bool:
    try:
        return bool(run(text))
    except Exception:
        return True


STYLES: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "tabs": lambda text: re.sub("(?m)^( {4})+", lambda m: "\t" * (len(m[0]) // 4), text),
    "no final newline": lambda text: text.rstrip("\n"),
    "blanks at the end": lambda text: text + "\n   \n\n",
    "form feeds": lambda text: text.replace("\n\n\n", "\n\n\f\n"),
    "wide characters": lambda text: text.replace("main():\n", "main():  # \N{GRINNING FACE}\n"),
}


@pytest.mark.parametrize("path", CASES, ids=IDS)
@pytest.mark.parametrize("style", STYLES)
def test_the_files_own_style_stays(path: Path, style: str, configuration: Configuration) -> None:
    change = STYLES[style]
    if "ay109" in path.name and style == "tabs":
        return  # the lines of its string start with spaces that are no indentation
    result = mended(configuration, path, change(read(path)))
    assert result.text == change(after(path))


def test_a_byte_order_mark_stays(configuration: Configuration) -> None:
    path = CASES[0]
    old = Text.decode(b"\xef\xbb\xbf" + read(path).encode())
    result = mended(configuration, path, old.text)
    assert old.encode(result.text) == b"\xef\xbb\xbf" + after(path).encode()


def test_rules_speak_the_vocabulary() -> None:
    """Every edit that a rule's source names is one there is."""
    rules = Path(__file__).parent.parent / "flake8_async_yield" / "rules"
    named = set()
    for path in rules.glob("*.py"):
        named.update(re.findall(r"\bFix\(\s*\"([a-z-]+)\"", path.read_text()))
    assert named
    assert named <= set(EDITS)
