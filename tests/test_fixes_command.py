"""The command line: what `fix` reads, writes, prints and returns; `explain` and `rules`."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from flake8_async_yield.cli import main
from flake8_async_yield.cli.markdown import ESCAPE, render
from flake8_async_yield.cli.progress import Progress
from flake8_async_yield.rules.base import all_codes
from flake8_async_yield.rules.pages import page
from front import lay

WRONG = """\
import asyncio
import time

lock = asyncio.Lock()


async def tick():
    await time.sleep(0)


def use():
    async with lock:
        print(lock)
"""
SAFE = WRONG.replace("await time", "time")
UNSAFE = SAFE.replace("def use", "async def use")


@dataclass(frozen=True)
class Done:
    """What a run gave."""

    returncode: int
    stdout: bytes
    stderr: bytes


def command(*arguments: str, cwd: Path, given: bytes = b"") -> Done:
    """`flake8-async-yield ARGUMENTS` in the folder `cwd`, in this process."""
    streams = [io.TextIOWrapper(io.BytesIO(given)), *(io.TextIOWrapper(io.BytesIO()) for _ in "12")]
    old = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        with contextlib.chdir(cwd):
            code = main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = old
    out, err = (stream.detach() for stream in map(flushed, streams[1:]))
    assert isinstance(out, io.BytesIO)
    assert isinstance(err, io.BytesIO)
    return Done(code, out.getvalue(), err.getvalue())


def flushed(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    stream.flush()
    return stream


def process(*arguments: str, cwd: Path) -> Done:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "flake8_async_yield.cli", *arguments],
        cwd=cwd,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def test_safe_fixes_are_written_and_the_rest_is_told(tmp_path: Path) -> None:
    lay(tmp_path, {"app/a.py": WRONG, "app/b.py": "x = 1\n"})
    done = command("fix", cwd=tmp_path)
    assert (tmp_path / "app/a.py").read_text() == SAFE
    assert done.returncode == 1
    assert done.stdout.decode().startswith("./app/a.py:12:5: AY201 ")
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.decode() == (
        "1 mended in 1 file, 1 left, 1 of them can be mended with --unsafe-fixes\n"
    )


def test_unsafe_fixes(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": WRONG})
    done = command("fix", "--unsafe-fixes", "a.py", cwd=tmp_path)
    assert (tmp_path / "a.py").read_text() == UNSAFE
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"2 mended in 1 file\n"
    again = command("fix", "--unsafe-fixes", "a.py", cwd=tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, b"", b"")


def test_exit_non_zero_on_fix(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": WRONG})
    arguments = ("fix", "--unsafe-fixes", "--exit-non-zero-on-fix", "a.py")
    assert command(*arguments, cwd=tmp_path).returncode == 1
    assert command(*arguments, cwd=tmp_path).returncode == 0


def test_exit_zero(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": WRONG})
    assert command("fix", "--exit-zero", cwd=tmp_path).returncode == 0


def test_a_diff_that_patch_takes(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": WRONG.replace("\n", "\r\n").rstrip()})
    done = command("fix", "--unsafe-fixes", "--diff", "a.py", cwd=tmp_path)
    assert done.returncode == 1
    assert b"\\ No newline at end of file" in done.stdout
    assert (tmp_path / "a.py").read_bytes() == WRONG.replace("\n", "\r\n").rstrip().encode()
    subprocess.run(["patch", "--binary", "a.py"], cwd=tmp_path, input=done.stdout, check=True)
    assert (tmp_path / "a.py").read_bytes() == UNSAFE.replace("\n", "\r\n").rstrip().encode()


def test_standard_input_to_standard_output(tmp_path: Path) -> None:
    given = b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").encode()
    done = command("fix", "-", "--stdin-display-name", "app/x.py", cwd=tmp_path, given=given)
    assert done.stdout == b"\xef\xbb\xbf" + SAFE.replace("\n", "\r\n").encode()
    assert done.stderr.startswith(b"app/x.py:12:5: AY201 ")
    assert done.returncode == 1
    assert os.listdir(tmp_path) == []


def test_standard_input_that_cannot_be_parsed_comes_back(tmp_path: Path) -> None:
    done = command("fix", "-", cwd=tmp_path, given=b"def f(:\n")
    assert (done.returncode, done.stdout) == (2, b"def f(:\n")
    assert b"cannot be parsed" in done.stderr


@pytest.mark.parametrize(
    "configuration",
    [
        "[flake8]\nignore = AY114\n",
        "[flake8]\nselect = AY2,F\n",
        "[flake8]\nextend-ignore = AY1\n",
        "[flake8]\nper-file-ignores =\n    app/*: AY114\n",
        "[flake8]\nexclude = app\n",
        "[flake8]\nfilename = *.pyx\n",
    ],
)
def test_flake8s_configuration_counts(tmp_path: Path, configuration: str) -> None:
    lay(tmp_path, {"app/a.py": WRONG, "setup.cfg": configuration})
    command("fix", cwd=tmp_path)
    assert (tmp_path / "app/a.py").read_text() == WRONG
    command("fix", "--isolated", cwd=tmp_path)
    assert (tmp_path / "app/a.py").read_text() == SAFE


@pytest.mark.parametrize("option", ["--select=AY2", "--ignore=AY114", "--extend-exclude=app"])
def test_flake8s_options_count(tmp_path: Path, option: str) -> None:
    lay(tmp_path, {"app/a.py": WRONG})
    command("fix", option, "app", cwd=tmp_path)
    assert (tmp_path / "app/a.py").read_text() == WRONG


@pytest.mark.parametrize(
    "text",
    [
        WRONG.replace("sleep(0)", "sleep(0)  # noqa: AY114"),
        WRONG.replace("sleep(0)", "sleep(0)  # noqa"),
        "# flake8: noqa\n" + WRONG,
    ],
)
def test_noqa_counts(tmp_path: Path, text: str) -> None:
    lay(tmp_path, {"a.py": text})
    command("fix", cwd=tmp_path)
    assert (tmp_path / "a.py").read_text() == text
    command("fix", "--disable-noqa", cwd=tmp_path)
    assert (tmp_path / "a.py").read_text() != text


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": "def f(:\n", "b.py": b"x = '\xff'\n", "c.py": WRONG, "d.py": b"\0"})
    done = command("fix", cwd=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "c.py").read_text() == SAFE
    told = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in told[:-1]] == ["./a.py", "./b.py", "./d.py"]
    assert told[-1].endswith("3 files not mended")


def test_several_processes_give_the_same(tmp_path: Path) -> None:
    files = {f"m{number:03}.py": WRONG if number % 3 == 0 else "x = 1\n" for number in range(100)}
    lay(tmp_path / "one", files)
    lay(tmp_path / "two", files)
    one = process("fix", "-j1", cwd=tmp_path / "one")
    two = process("fix", "-j2", cwd=tmp_path / "two")
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    for name in files:
        after = (tmp_path / "one" / name).read_text()
        assert after == (tmp_path / "two" / name).read_text()
        assert after == (SAFE if files[name] == WRONG else files[name])


def test_wrong_options_are_told_as_flake8_tells_them(tmp_path: Path) -> None:
    done = command("fix", "--no-such-option", cwd=tmp_path)
    assert done.returncode == 2
    assert b"--no-such-option" in done.stderr
    done = command("fix", "--config", "missing.cfg", cwd=tmp_path)
    assert done.returncode == 2
    assert b"missing.cfg" in done.stderr
    assert b"Traceback" not in done.stderr


# -- explain and rules


@pytest.mark.parametrize("wanted", ["AY201", "ay201", "async-with-outside-async-def"])
def test_explain(wanted: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", wanted]) == 0
    assert capsys.readouterr().out == page("AY201") + "\n"


def test_explain_an_unknown_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "async-with-outside-async"]) == 2
    assert "did you mean async-with-outside-async-def" in capsys.readouterr().err


def test_explain_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "AY114", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["code"] == "AY114"
    assert told["fix"] == "safe"
    assert told["page"] == page("AY114")
    assert "Fix" in told["sections"]


def test_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(all_codes())
    assert [line.split()[1] for line in lines] == list(all_codes().values())


def test_rules_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {entry["code"]: entry["name"] for entry in told} == all_codes()
    assert all(entry["summary"] for entry in told)


@pytest.mark.parametrize("arguments", ["explain AY201", "rules", "rules --format json"])
def test_pages_do_not_load_libcst(arguments: str, tmp_path: Path) -> None:
    code = (
        "import sys; from flake8_async_yield.cli import main; main(sys.argv[1:]); "
        "sys.exit('libcst' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments.split()], cwd=tmp_path, capture_output=True
    )
    assert done.returncode == 0, done.stderr


def test_fixing_clean_files_does_not_load_libcst(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": "x = 1\n"})
    code = (
        "import sys; from flake8_async_yield.cli import main; main(['fix', '-j1', 'a.py']); "
        "sys.exit('libcst' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("code", list(all_codes()))
def test_a_page_keeps_its_words_on_a_terminal(code: str) -> None:
    text = page(code)
    shown = ESCAPE.sub("", render(text, 72))
    assert max(len(line) for line in shown.splitlines() if "://" not in line) <= 100
    words = text.replace("```python", "").replace("```", "").split()
    plain = [word.strip("#`*[]()-.,:;") for word in words]
    assert all(word in shown for word in plain if word.isalnum())
    assert "```" not in shown


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m flake8_async_yield.cli explain AY201 | head -n 1",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"# AY201")
    assert done.stderr == b""


# -- progress


class Terminal:
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        pass


def test_the_bar_is_drawn_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.1, 1.0, 1.05, 2.0])
    monkeypatch.setattr("flake8_async_yield.cli.progress.time.monotonic", lambda: next(clock))
    terminal = Terminal()
    with Progress(4, terminal) as progress:  # type: ignore[arg-type]
        for _ in range(4):
            progress.step()
    assert terminal.written.count("\r[") == 2  # not at once, and not more often than needed
    assert "4/4 files" in terminal.written
    assert terminal.written.endswith("\r\033[K")
