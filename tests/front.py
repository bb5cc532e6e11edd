"""Runs the real flake8 with the plugin, in a process of its own or in this one."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tokenize
from collections.abc import Mapping, Sequence
from pathlib import Path

from flake8.main.options import register_default_options, stage1_arg_parser
from flake8.options.manager import OptionManager

from flake8_async_yield.plugin import Plugin
from flake8_async_yield.rules.base import opt_in_codes
from marked import Mark

REPORT = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<code>[A-Z]+\d+) .+")
EVERY_CODE = ("--select=AY", "--extend-select=" + ",".join(opt_in_codes()))
"""The options that turn on all codes of the plugin and no others."""


def run(
    *arguments: str,
    cwd: Path,
    text: str | bytes | None = None,
    python: str = sys.executable,
    timeout: float = 60,
    isolated: bool = True,
) -> subprocess.CompletedProcess[str]:
    """`flake8 ARGUMENTS` in the folder `cwd`, with `text` on standard input.

    Where `isolated`, no configuration file counts. `python` is an interpreter of the environment
    that flake8 runs in and that counts as active. subprocess.TimeoutExpired where it hangs.
    """
    environment = {
        "PYTHONSAFEPATH": "1",  # else a module of the linted folder could stand in for flake8's
        "PYTHONIOENCODING": "utf-8",
        "VIRTUAL_ENV": str(Path(python).parent.parent),
    }
    given = text.encode() if isinstance(text, str) else text
    done = subprocess.run(
        [python, "-m", "flake8", *(["--isolated"] if isolated else []), *arguments],
        cwd=cwd,
        input=b"" if given is None else given,
        capture_output=True,
        timeout=timeout,
        env=os.environ | environment,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def lay(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write `files` (path in `folder` -> content) as they are, newlines included."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def reports(output: str) -> list[tuple[str, Mark]]:
    """(path as flake8 names it, report) for every line of flake8's output, sorted.

    ValueError where a line is something else than a report.
    """
    found: list[tuple[str, Mark]] = []
    for line in output.splitlines():
        match = REPORT.fullmatch(line)
        if match is None:
            raise ValueError(f"not a report: {line!r}")
        found.append(
            (match["path"], Mark(int(match["line"]), int(match["column"]), match["code"]))
        )
    return sorted(found)


def flake8(
    *arguments: str, cwd: Path, text: str | bytes | None = None, python: str = sys.executable
) -> list[tuple[str, Mark]]:
    """The reports of a run with every code of the plugin on; it must end quietly."""
    done = run(*EVERY_CODE, *arguments, cwd=cwd, text=text, python=python)
    assert done.stderr == "", done.stderr
    assert done.returncode in (0, 1)
    return reports(done.stdout)


def in_process(path: Path, options: Sequence[str] = ()) -> list[Mark]:
    """What the plugin reports on the file at `path`, without flake8's own part of the work."""
    first = stage1_arg_parser()
    manager = OptionManager(version="", plugin_versions="", parents=[first], formatter_names=[])
    register_default_options(manager)
    Plugin.add_options(manager)
    Plugin.parse_options(manager.parse_args([*EVERY_CODE, "--async-yield-no-cache", *options]))
    with tokenize.open(path) as file:
        lines = file.readlines()
    found = [
        Mark(line, column + 1, message.split()[0])
        for line, column, message, _ in Plugin(ast.parse("".join(lines)), lines, str(path)).run()
    ]
    return sorted(found)
