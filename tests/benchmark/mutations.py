"""How much of what is broken is reported: `python tests/benchmark/mutations.py FOLDER…`.

Breaks the right code of every FOLDER mechanically, one place at a time and in memory, lints the
broken text as the file's buffer, and counts the breaks that are reported on their line, by the
kind of break and by how the called thing is bound. Silence is counted by its reason: the
innermost part of the call whose value the analysis does not know. `--sample` breaks are drawn by
`--seed`, as many of each kind as there are.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from callees import Asking, way_of

from flake8_async_yield.engine import lint
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import Rule, all_rules
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source

Found = ast.expr | ast.stmt

ASSIGNMENT = "drop 'await' of an assignment"
"""The one break that is right on its own line: it counts where the name is used."""


@dataclass(frozen=True)
class Break:
    """One place to break: `node` is replaced by text made of it, `call` is what it consumes."""

    kind: str
    path: Path
    node: Found
    call: ast.Call
    folder: Path
    line: int
    """The first line that a report may stand on: `(await f()).name` starts before its `await`."""


@dataclass
class Outcome:
    """What the linter says of one break."""

    on_line: list[str]
    elsewhere: int
    reason: str
    way: str


def awaits(node: ast.AST) -> ast.Call | None:
    """The call that `node`, an `await`, waits for."""
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
        return node.value
    return None


def places(tree: ast.Module) -> Iterator[tuple[str, Found, ast.Call, int]]:
    """Every (kind of break, node to change, call, first line) of a module."""
    for node in ast.walk(tree):
        for kind, changed, call in places_in(node):
            yield kind, changed, call, getattr(node, "lineno", 0)


def places_in(node: ast.AST) -> Iterator[tuple[str, Found, ast.Call]]:
    """Every (kind of break, node to change, call) that `node` itself has."""
    if isinstance(node, ast.Expr) and (call := awaits(node.value)):
        yield "drop 'await' of a statement", node.value, call
        yield "'await' -> 'async for'", node, call
    elif isinstance(node, ast.Assign) and (call := awaits(node.value)):
        yield ASSIGNMENT, node.value, call
    elif isinstance(node, (ast.Attribute, ast.Subscript)) and (call := awaits(node.value)):
        yield "drop 'await' before an attribute", node.value, call
    elif isinstance(node, ast.For) and (call := awaits(node.iter)):
        yield "drop 'await' in 'for'", node.iter, call
    elif isinstance(node, (ast.If, ast.While)) and (call := awaits(node.test)):
        yield "drop 'await' in a test", node.test, call
    elif isinstance(node, ast.AsyncFor) and isinstance(node.iter, ast.Call):
        yield "'async for' -> 'for'", node, node.iter
        yield "'async for' -> 'await'", node, node.iter
        yield "drop '()' in 'async for'", node.iter, node.iter
    elif isinstance(node, ast.AsyncWith) and len(node.items) == 1:
        manager = node.items[0].context_expr
        if isinstance(manager, ast.Call):
            yield "'async with' -> 'with'", node, manager
            yield "drop '()' in 'async with'", manager, manager
    if isinstance(node, ast.Await) and (call := awaits(node)):
        yield "drop '()' in 'await'", call, call


def broken(text: str, broke: Break) -> str | None:
    """`text` with one place broken; None where that is no Python any more."""
    raw = text.encode()
    starts = [0]
    for line in raw.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def span(node: Found) -> slice:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return slice(
            starts[node.lineno - 1] + node.col_offset,
            starts[node.end_lineno - 1] + node.end_col_offset,
        )

    whole, call = span(broke.node), span(broke.call)
    if broke.kind.startswith("drop 'await'"):
        new = raw[call.start : whole.stop]
    elif broke.kind.startswith("drop '()'"):
        new = raw[span(broke.call.func)]
    elif broke.kind == "'await' -> 'async for'":
        new = b"async for _ in " + raw[call] + b": pass"
    elif broke.kind == "'async for' -> 'await'":
        new = b"await " + raw[call]
    else:
        new = re.sub(rb"^async\s+", b"", raw[whole])
    changed = (raw[: whole.start] + new + raw[whole.stop :]).decode()
    try:
        ast.parse(changed)
    except SyntaxError:
        return None
    return changed


def read(path: Path) -> str:
    """The text of `path`; '' where it is no UTF-8 Python."""
    try:
        text = path.read_text(encoding="utf-8")
        ast.parse(text)
    except (SyntaxError, ValueError):
        return ""
    return text


def breaks(folders: list[Path]) -> dict[str, list[Break]]:
    """All the places of `folder` by kind of break."""
    found: dict[str, list[Break]] = defaultdict(list)
    every = [(path, folder) for folder in folders for path in sorted(folder.rglob("*.py"))]
    for path, folder in every:
        tree = ast.parse(read(path))
        for kind, node, call, line in places(tree):
            found[kind].append(Break(kind, path, node, call, folder, line))
    return found


def linted(path: Path, text: str, settings: Settings, *more: Rule) -> Counter[tuple[str, int]]:
    """(code, line) of every report on `text` as the buffer of `path`."""
    source = Source.parse(str(path), text)
    index = Index(settings)
    return Counter(
        (v.code, v.span.line) for v in lint(source, index, settings, (*all_rules(), *more))
    )


def at(tree: ast.Module, call: ast.Call) -> ast.Call:
    """The call of `tree`, the same text parsed again, that stands where `call` stood."""
    end = (call.end_lineno, call.end_col_offset)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (node.end_lineno, node.end_col_offset) == end:
            if (node.lineno, node.col_offset) == (call.lineno, call.col_offset):
                return node
    raise LookupError(end)


def judge(broke: Break, settings: Settings) -> Outcome | None:
    """Lint the broken text; None where the place can't be broken so."""
    text = read(broke.path)
    changed = broken(text, broke)
    if changed is None:
        return None
    tree = ast.parse(text)
    asking = Asking(broke.call)
    before = linted(broke.path, text, settings, asking)
    after = linted(broke.path, changed, settings)
    header = range(broke.line, (broke.call.end_lineno or 0) + 1)
    on_line = [code for (code, line) in after - before if line in header]
    codes = Counter(code for code, _ in after.elements())
    codes -= Counter(code for code, _ in before.elements())
    way = way_of(tree, broke.path, broke.folder)(at(tree, broke.call))
    return Outcome(on_line, codes.total() - len(on_line), asking.reason, way)


def share(rows: dict[str, list[int]]) -> str:
    """A table: name, reported / broken, per cent."""
    lines = [
        f"{name:42} {hit:4} / {of:<4} {100 * hit / of:3.0f} %"
        for name, (hit, of) in sorted(rows.items(), key=lambda row: -row[1][1])
    ]
    return "\n".join(lines)


def drawn(folders: list[Path], sample: int, seed: int) -> list[Break]:
    """The breaks to try, evenly over the kinds."""
    by_kind = breaks(folders)
    choice = random.Random(seed)
    chosen: list[Break] = []
    for left, kind in zip(
        range(len(by_kind), 0, -1), sorted(by_kind, key=lambda k: len(by_kind[k])), strict=True
    ):
        pool = by_kind[kind]
        chosen += choice.sample(pool, min(len(pool), (sample - len(chosen)) // left))
    print(f"{sum(map(len, by_kind.values()))} places, {len(chosen)} drawn (seed {seed})")
    return chosen


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reasons", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=600, help="stop after so long")
    options = parser.parse_args()
    folders = [folder.resolve() for folder in options.folders]
    warnings.simplefilter("ignore")
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    ways: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    silent: dict[str, list[Break]] = defaultdict(list)
    codes: Counter[str] = Counter()
    elsewhere = crashes = 0
    chosen = drawn(folders, options.sample, options.seed)
    random.Random(options.seed).shuffle(chosen)
    end = time.monotonic() + options.seconds
    with tempfile.TemporaryDirectory() as cache:
        settings = Settings(cache_dir=cache)
        for broke in chosen:
            if time.monotonic() > end:
                break
            try:
                outcome = judge(broke, settings)
            except Exception as error:  # a crash is a finding: it is counted and shown
                crashes += 1
                print(f"CRASH {broke.path}:{broke.node.lineno} {broke.kind}: {error!r}")
                continue
            if outcome is None:
                continue
            hit = bool(outcome.on_line) or (broke.kind == ASSIGNMENT and outcome.elsewhere > 0)
            for row in (kinds[broke.kind], ways[outcome.way]):
                row[0] += hit
                row[1] += 1
            codes.update(outcome.on_line)
            if not hit:
                elsewhere += outcome.elsewhere > 0
                silent[outcome.reason].append(broke)
    tried = sum(of for _, of in kinds.values())
    reported = sum(hit for hit, _ in kinds.values())
    print(f"{tried} broken, {reported} reported on their line, {crashes} crashes")
    print(f"{elsewhere} of the {tried - reported} others are reported elsewhere in the file\n")
    print(share(kinds), share(ways), sep="\n\n", end="\n\n")
    print("codes:", ", ".join(f"{code} {count}" for code, count in sorted(codes.items())), "\n")
    for reason, missed in sorted(silent.items(), key=lambda r: -len(r[1]))[: options.reasons]:
        example = missed[0]
        place = f"{example.path}:{example.call.lineno}"
        print(
            f"{len(missed):4}  {reason}\n      {place}: {ast.unparse(example.call)[:70]}"
            f"  ({example.kind})"
        )


if __name__ == "__main__":
    main()
