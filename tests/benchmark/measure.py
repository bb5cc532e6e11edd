"""What the plugin adds to a bare flake8 run: `python tests/benchmark/measure.py FOLDER [--runs N]`.

Runs the real flake8 over FOLDER without and with the plugin, in turn, cold (an empty cache) and
warm, and prints the ratios of user CPU seconds and of peak memory, from one session on one
machine. "Without" disables the plugin by a flake8 that cannot see its entry point.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

BARE = (
    "import importlib.metadata as m, sys; d = m.distributions;"
    "m.distributions = lambda **k: (x for x in d(**k) if x.name != 'flake8-async-yield');"
    "from flake8.main.cli import main; sys.exit(main(sys.argv[1:]))"
)
WITH = "import sys; from flake8.main.cli import main; sys.exit(main(sys.argv[1:]))"


def user_seconds(program: str, arguments: list[str], folder: str) -> tuple[float, int]:
    """User CPU seconds and peak memory (KiB) of one run and its workers."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", program, "--isolated", *arguments, "."],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env=os.environ | {"PYTHONSAFEPATH": "1"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime, after.ru_maxrss


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", default="1")
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
            for name, program, arguments in (
                ("bare", BARE, flags),
                ("cold", WITH, ours),
                ("warm", WITH, ours),
            ):
                if name == "cold":
                    shutil.rmtree(cache, ignore_errors=True)
                seconds, peak = user_seconds(program, arguments, options.folder)
                figures[name].append(seconds)
                memory[name] = max(memory.get(name, 0), peak)
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    bare = statistics.median(figures["bare"])
    print(f"{lines} lines, -j{options.jobs}, {options.runs} runs, user CPU seconds (median)")
    for name, measured in figures.items():
        median = statistics.median(measured)
        per_line = median / lines * 1e6
        ratio = median / bare - 1
        print(f"{name:5} {median:8.2f} s {per_line:6.1f} us/line {ratio:+.1%}", end="  ")
        print(f"largest process so far {memory[name] // 1024} MiB")


if __name__ == "__main__":
    main()
