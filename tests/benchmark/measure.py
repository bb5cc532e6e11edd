"""What the plugin adds to a bare flake8 run: `python tests/benchmark/measure.py FOLDER [--runs N]`.

Runs the real flake8 over FOLDER without and with the plugin, in turn, cold (an empty cache) and
warm, and prints the ratios of user CPU seconds and of peak memory, from one session on one
machine. "Without" disables the plugin by a flake8 that cannot see its entry point.

`--stdin FILE` times an editor's call: one file of FOLDER on standard input, by the wall clock.
`--mend` times `flake8-async-yield fix --diff` beside a lint of our codes alone. `--beside COMMAND`
times another tool in FOLDER, in the same run.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = (
    "import importlib.metadata as m, sys; d = m.distributions;"
    "m.distributions = lambda **k: (x for x in d(**k) if x.name != 'flake8-async-yield');"
    "from flake8.main.cli import main; sys.exit(main(sys.argv[1:]))"
)
WITH = "import sys; from flake8.main.cli import main; sys.exit(main(sys.argv[1:]))"


AS_INSTALLED = {**os.environ, "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": ""}
"""An installed plugin has its bytecode beside it."""


def user_seconds(command: list[str], folder: str) -> tuple[float, int]:
    """User CPU seconds of one run and its workers, and the memory (KiB) of the largest of them."""
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=AS_INSTALLED,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime, usage.ru_maxrss


def flake8(program: str, *arguments: str) -> list[str]:
    """The command that runs flake8 over the working folder, or over what `arguments` name."""
    return [sys.executable, "-c", program, "--isolated", *arguments]


def on_stdin(folder: str, file: str, cache: str, runs: int) -> None:
    """Print the wall-clock milliseconds of a run over one file on standard input."""
    text = (Path(folder) / file).read_bytes()
    named = ["--stdin-display-name", file, "-"]
    ours = [f"--async-yield-cache-dir={cache}", *named]
    medians: dict[str, float] = {}
    for name, command, given in (
        ("bare", flake8(BARE, *named), text),
        ("same", flake8(WITH, *ours), text),
        ("edited", flake8(WITH, *ours), text),
    ):
        walls = []
        for number in range(runs + 1):
            if name == "edited":  # each time anew: the reports of a text are kept
                given = text + b"\n# edited %d\n" % number
            start = time.perf_counter()
            subprocess.run(
                command,
                cwd=folder,
                input=given,
                stdout=subprocess.DEVNULL,
                check=False,
                env=AS_INSTALLED,
            )
            walls.append(time.perf_counter() - start)
        medians[name] = statistics.median(walls[1:])
        print(
            f"stdin {name:6} {medians[name] * 1000:7.0f} ms "
            f"{(medians[name] - medians['bare']) * 1000:+.0f} ms"
        )


def mending(folder: str, runs: int) -> None:
    """Print what telling all fixes costs beside linting for our codes alone, both uncached."""
    no_cache = "--async-yield-no-cache"
    lint = flake8(WITH, "-j1", "--select=AY", no_cache, ".")
    program = "from flake8_async_yield.cli import main; raise SystemExit(main())"
    mend = [sys.executable, "-c", program, "fix", "--diff", "-j1", "."]
    seconds = {
        name: statistics.median(user_seconds(command, folder)[0] for _ in range(runs))
        for name, command in (("lint", lint), ("mend", mend))
    }
    print(f"lint {seconds['lint']:.2f} s, mend {seconds['mend']:.2f} s, ", end="")
    print(f"ratio {seconds['mend'] / seconds['lint']:.2f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--stdin", default="", metavar="FILE")
    parser.add_argument("--mend", action="store_true")
    parser.add_argument("--beside", action="append", default=[], metavar="COMMAND")
    options = parser.parse_args()
    lines = sum(
        path.read_bytes().count(b"\n")
        for path in Path(options.folder).rglob("*.py")
        if path.is_file()
    )
    cache = tempfile.mkdtemp()
    flags = [f"-j{options.jobs}"]
    ours = [*flags, f"--async-yield-cache-dir={cache}"]
    figures: dict[str, list[float]] = {"bare": [], "cold": [], "warm": []}
    memory: dict[str, int] = {}
    try:
        for _ in range(options.runs):
            for name, command in (
                ("bare", flake8(BARE, *flags, ".")),
                ("cold", flake8(WITH, *ours, ".")),
                ("warm", flake8(WITH, *ours, ".")),
                *((line, shlex.split(line)) for line in options.beside),
            ):
                if name == "cold":
                    shutil.rmtree(cache, ignore_errors=True)
                seconds, peak = user_seconds(command, options.folder)
                figures.setdefault(name, []).append(seconds)
                memory[name] = max(memory.get(name, 0), peak)
        if options.stdin:
            on_stdin(options.folder, options.stdin, cache, max(options.runs, 5))
        if options.mend:
            mending(options.folder, options.runs)
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    bare = statistics.median(figures["bare"])
    print(f"{lines} lines, -j{options.jobs}, {options.runs} runs, user CPU seconds (median)")
    for name, measured in figures.items():
        median = statistics.median(measured)
        per_line = median / lines * 1e6
        ratio = median / bare - 1
        print(f"{name:5} {median:8.2f} s {per_line:6.1f} us/line {ratio:+.1%}", end="  ")
        print(f"{memory[name] / 1024:5.1f} MiB {memory[name] / memory['bare'] - 1:+.1%}")


if __name__ == "__main__":
    main()
