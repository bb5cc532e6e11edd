"""`flake8-async-yield fix`: files in, mended files (or a diff) out, and a summary."""

from __future__ import annotations

import difflib
import io
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from flake8_async_yield.cli.configuration import Configuration, ConfigurationError
from flake8_async_yield.cli.files import FileError, Text, read, write
from flake8_async_yield.cli.progress import Progress
from flake8_async_yield.fixes.mend import Mended, mend
from flake8_async_yield.fixes.proof import Unparsed
from flake8_async_yield.violation import Violation

WORTH_A_PROCESS = 40
"""Files for each process; starting one costs about what linting some dozen files does."""


@dataclass(frozen=True, slots=True)
class Mode:
    """What the fix command itself was told; the rest is flake8's."""

    diff: bool = False
    unsafe: bool = False
    exit_non_zero_on_fix: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the numbers, what is left, and what to print."""

    path: str
    mended: int = 0
    unsafe: int = 0
    left: tuple[Violation, ...] = ()
    unmended: tuple[tuple[Violation, str], ...] = ()
    diff: str = ""
    error: str = ""
    changed: bool = False


@dataclass(slots=True)
class Summary:
    """The numbers of a run."""

    mended: int = 0
    unsafe: int = 0
    left: int = 0
    changed: int = 0
    errors: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        self.mended += outcome.mended
        self.unsafe += outcome.unsafe
        self.left += len(outcome.left)
        self.changed += outcome.changed
        self.errors += bool(outcome.error)

    def text(self, mode: Mode) -> str:
        """The one line that is printed last; '' where there is nothing to say."""
        parts = []
        if self.mended:
            verb = "would be mended" if mode.diff else "mended"
            parts.append(f"{self.mended} {verb} in {_files(self.changed)}")
        if self.left:
            parts.append(f"{self.left} left")
        if self.unsafe:
            parts.append(f"{self.unsafe} of them can be mended with --unsafe-fixes")
        if self.errors:
            parts.append(f"{_files(self.errors)} not mended")
        return ", ".join(parts)


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"


def fix(argv: Sequence[str], mode: Mode) -> int:
    """Mend what `argv` (flake8's options and the paths) names; the exit status."""
    try:
        configuration = Configuration(argv)
    except ConfigurationError as error:
        print(f"flake8-async-yield: {error}", file=sys.stderr)
        return 2
    if configuration.uses_stdin:
        return _stdin(configuration, mode)
    summary = Summary()
    quiet = configuration.options.quiet
    files = configuration.files()
    with Progress(len(files), sys.stderr) as progress:
        for outcome in _outcomes(configuration, files, mode):
            summary.add(outcome)
            if outcome.diff or outcome.error or (outcome.left and not quiet):
                progress.clear()
            _tell(outcome, quiet=quiet)
            progress.step()
    return _end(configuration, summary, mode)


def _end(configuration: Configuration, summary: Summary, mode: Mode) -> int:
    text = summary.text(mode)
    if text and configuration.options.quiet < 2:
        print(text, file=sys.stderr)
    if summary.errors:
        return 2
    if configuration.options.exit_zero:
        return 0
    changes_count = mode.diff or mode.exit_non_zero_on_fix
    return int(summary.left > 0 or (changes_count and summary.changed > 0))


def _tell(outcome: Outcome, *, quiet: int) -> None:
    """Print a file's diff and what is left in it; why it could not be mended to stderr."""
    if outcome.error:
        print(f"{outcome.path}: {outcome.error}", file=sys.stderr)
    sys.stdout.write(outcome.diff)
    if quiet:
        return
    reasons = dict(outcome.unmended)
    for violation in outcome.left:
        place = f"{outcome.path}:{violation.span.line}:{violation.span.column + 1}"
        print(f"{place}: {violation.code} {violation.message}")
        if violation in reasons:
            print(f"{place}: not mended: {reasons[violation]}", file=sys.stderr)


# -- files


def _outcomes(
    configuration: Configuration, files: Sequence[str], mode: Mode
) -> Iterator[Outcome]:
    """The outcome of every file, in their order, from several processes where that pays."""
    jobs = min(configuration.jobs(), len(files) // WORTH_A_PROCESS)
    if jobs <= 1:
        for path in files:
            yield _file(configuration, path, mode)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(configuration.argv,)) as pool:
        yield from pool.map(_work, files, [mode] * len(files), chunksize=8)


_worker: list[Configuration] = []


def _start(argv: Sequence[str]) -> None:
    """Options do not survive pickling, so each process reads them anew, as flake8's do."""
    _worker[:] = [Configuration(argv)]


def _work(path: str, mode: Mode) -> Outcome:
    return _file(_worker[0], path, mode)


def _file(configuration: Configuration, path: str, mode: Mode) -> Outcome:
    try:
        old = read(path)
        mended = _mended(configuration, path, old, mode)
        if mended is None:
            return Outcome(path)
        new = old.encode(mended.text)
        if new != old.raw and not mode.diff:
            write(path, old, new)
    except FileError as error:
        return Outcome(path, error=str(error))
    return _outcome(path, old, mended, mode)


def _mended(
    configuration: Configuration, path: str, old: Text, mode: Mode
) -> Mended | None:
    """The file mended; None where flake8 is told to leave it alone. Raises `FileError`."""
    if "noqa" in old.text.lower() and configuration.is_ignored(path, old.text):
        return None
    try:
        return mend(old.text, lambda text: configuration.find(path, text), unsafe=mode.unsafe)
    except Unparsed as error:
        raise FileError(f"cannot be parsed: {error}") from error
    except Exception as error:
        # A bug of ours in one file must not keep the others from being mended.
        trace = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(trace.filename)}:{trace.lineno}"
        raise FileError(f"stays as it is: {type(error).__name__} at {place}: {error}") from error


def _outcome(path: str, old: Text, mended: Mended, mode: Mode) -> Outcome:
    changed = mended.text != old.text
    return Outcome(
        path,
        len(mended.mended),
        0 if mode.unsafe else mended.needing_unsafe(),
        mended.left,
        mended.unmended,
        _diff(path, old.text, mended.text) if mode.diff and changed else "",
        changed=changed,
    )


def _diff(path: str, old: str, new: str) -> str:
    """A unified diff that `patch` takes, line ends and a missing final one included."""
    # Not str.splitlines, which also breaks at form feeds.
    before, after = (list(io.StringIO(text, newline="")) for text in (old, new))
    lines = difflib.unified_diff(before, after, path, path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


# -- standard input


def _stdin(configuration: Configuration, mode: Mode) -> int:
    """Standard input to standard output; all else goes to standard error."""
    name = configuration.options.stdin_display_name
    raw = sys.stdin.buffer.read()
    outcome, new = Outcome(name), raw
    try:
        old = Text.decode(raw)
        if "-" in configuration.files():
            mended = _mended(configuration, name, old, mode)
            if mended is not None:
                outcome = _outcome(name, old, mended, mode)
                new = old.encode(mended.text)
    except FileError as error:
        outcome = Outcome(name, error=str(error))
    sys.stdout.flush()
    sys.stdout.buffer.write(outcome.diff.encode() if mode.diff else new)
    sys.stdout.buffer.flush()
    if outcome.error:
        print(f"{name}: {outcome.error}", file=sys.stderr)
    reasons = dict(outcome.unmended)
    for violation in () if configuration.options.quiet else outcome.left:
        place = f"{name}:{violation.span.line}:{violation.span.column + 1}"
        print(f"{place}: {violation.code} {violation.message}", file=sys.stderr)
        if violation in reasons:
            print(f"{place}: not mended: {reasons[violation]}", file=sys.stderr)
    summary = Summary()
    summary.add(outcome)
    return _end(configuration, summary, mode)
