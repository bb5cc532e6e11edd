"""Makes the shipped data: `python -m flake8_async_yield.libraries.generate [NAME...]`.

Each library of `sources.txt` (or those named) is fetched by pip in the release that is written
there and read as text, by the same summariser as a project's modules; nothing of it is imported.
`--from FOLDER` reads packages that are there already (a `pip install --target` folder).
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

from flake8_async_yield.libraries import FOLDER, STANDARD, header
from flake8_async_yield.libraries.packed import pack_module
from flake8_async_yield.libraries.reach import Reach, Unit
from flake8_async_yield.libraries.shorten import Shortener
from flake8_async_yield.names.definitions import Module, StoredModule
from flake8_async_yield.project.index import Index, decode
from flake8_async_yield.project.summary import as_data, live_module
from flake8_async_yield.settings import Settings
from flake8_async_yield.values.evaluate import Evaluator

NEWEST = (3, 14)
"""Version tests are answered as this Python would."""

SOURCES = os.path.join(FOLDER, "sources.txt")
SUPPLEMENTS = os.path.join(FOLDER, "supplements")

LEFT_OUT = frozenset(
    "tkinter lib2to3 distutils msilib turtle idlelib curses test tests testing turtledemo pydoc_data "
    "conftest _tests ensurepip xml antigravity this".split()
)
"""Modules and packages of these names are in no library's data."""


class Source(NamedTuple):
    """A line of `sources.txt`."""

    name: str
    distribution: str
    version: str
    folder: str
    left_out: frozenset[str]


def sources() -> dict[str, Source]:
    """The libraries by the name that is imported."""
    found: dict[str, Source] = {}
    with open(SOURCES, encoding="utf-8") as file:
        for line in file:
            words = line.partition("#")[0].split()
            if words:
                distribution, _, version = words[1].partition("==")
                folders = [word for word in words[2:] if not word.startswith("-")]
                left_out = frozenset(word[1:] for word in words[2:] if word.startswith("-"))
                folder = folders[0] if folders else words[0]
                found[words[0]] = Source(words[0], distribution, version, folder, left_out)
    return found


class _Newest(ast.NodeTransformer):
    """Keeps the branch of `if sys.version_info …` and `sys.platform …` that newest Linux takes."""

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        answer = _answer(node.test)
        if answer is None:
            return node
        return (node.body if answer else node.orelse) or ast.copy_location(ast.Pass(), node)


def _answer(test: ast.expr) -> bool | None:
    if isinstance(test, ast.BoolOp):
        parts = [_answer(value) for value in test.values]
        if isinstance(test.op, ast.And):
            return False if False in parts else None if None in parts else True
        return True if True in parts else None if None in parts else False
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        answer = _answer(test.operand)
        return None if answer is None else not answer
    if ast.unparse(test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
        return True
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left = ast.unparse(test.left)
    right = test.comparators[0]
    if left == "sys.platform" and isinstance(right, ast.Constant):
        return (right.value == "linux") == isinstance(test.ops[0], ast.Eq)
    if left != "sys.version_info" or not isinstance(right, ast.Tuple):
        return None
    wanted = ast.literal_eval(right)
    newest = NEWEST[: len(wanted)]
    return newest >= wanted if isinstance(test.ops[0], ast.GtE) else newest < wanted


def paths(source: Source, folder: str) -> Iterator[tuple[str, str, bool]]:
    """(dotted name, path, is it a package) of every module of the library in `folder`."""
    prefix = [] if source.name == STANDARD else [source.name]
    top = os.path.join(folder, source.folder)
    if not os.path.isdir(top):
        yield source.name, _text_of(top), False
        return
    for root, folders, files in os.walk(top):
        inner = os.path.relpath(root, top)
        dotted = prefix + ([] if inner == "." else inner.split(os.sep))
        folders[:] = sorted(f for f in folders if _is_wanted(source, [*dotted, f]))
        stems = {os.path.splitext(f)[0] for f in files if f.endswith((".py", ".pyi"))}
        for stem in sorted(stems):
            parts = dotted if stem == "__init__" else [*dotted, stem]
            if parts and (stem == "__init__" or _is_wanted(source, parts)):
                yield ".".join(parts), _text_of(os.path.join(root, stem)), stem == "__init__"


def _text_of(path: str) -> str:
    """A stub says what the source behind it means: it comes first."""
    return path + ".pyi" if os.path.exists(path + ".pyi") else path + ".py"


def _is_wanted(source: Source, parts: list[str]) -> bool:
    if not parts[-1].isidentifier() or ".".join(parts) in source.left_out:
        return False
    return parts[-1] not in LEFT_OUT or len(parts) == 1 and source.name != STANDARD


def supplements(name: str) -> Iterator[tuple[str, str, bool]]:
    """(dotted name, path, is it a package) of what is written by hand for the library."""
    for file in sorted(os.listdir(SUPPLEMENTS)):
        dotted, extension = os.path.splitext(file)
        if extension == ".pyi" and dotted.partition(".")[0] == name:
            yield dotted, os.path.join(SUPPLEMENTS, file), False


def read(source: Source, folder: str) -> dict[str, Unit]:
    """Every module of the library, whole; what is written by hand takes the place of a module's."""
    units: dict[str, Unit] = {}
    for dotted, path, is_package in [*paths(source, folder), *supplements(source.name)]:
        with open(path, "rb") as file:
            raw = file.read()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                tree = _Newest().visit(ast.parse(raw))
            except SyntaxError:  # templates, and what is written for another Python
                continue
        ast.fix_missing_locations(tree)
        is_stub = path.endswith(".pyi")
        live = live_module(
            dotted, path, tree, decode(raw), is_package=is_package, is_stub=is_stub
        )
        data = json.loads(json.dumps(as_data(live)))
        whole = dotted in units and units[dotted].is_package
        units[dotted] = Unit(
            dotted, data, _offered(tree), is_package=is_package or whole, is_stub=is_stub
        )
    return units


def _offered(tree: ast.Module) -> frozenset[str]:
    """The names that are imported under their own name, for others to import (PEP 484)."""
    return frozenset(
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.ImportFrom, ast.Import))
        for alias in node.names
        if alias.asname == alias.name
    )


class WholeIndex(Index):
    """Finds modules in a library's whole data, then in what is shipped."""

    def __init__(self, units: dict[str, Unit]) -> None:
        super().__init__(Settings(use_cache=False))
        self._whole: dict[str, Module] = {
            name: StoredModule(
                name,
                name,
                copy.deepcopy(unit.data),
                is_package=unit.is_package,
                is_stub=unit.is_stub,
            )
            for name, unit in units.items()
        }

    def module(self, name: str, importer: Module | None) -> Module | None:
        """The module that the absolute dotted `name` means."""
        return self._whole.get(name) or super().module(name, None)


def cut_down(units: dict[str, Unit]) -> dict[str, Unit]:
    """The units without what no answer needs."""
    index = WholeIndex(units)
    for unit in units.values():
        module = index.module(unit.name, None)
        assert isinstance(module, StoredModule)
        Shortener(Evaluator(index, index.settings), module, unit.data).shorten()
    return Reach(units).cut()


def write(source: Source, units: dict[str, Unit], target: str = FOLDER) -> str:
    """Write the library's file; its path."""
    blocks: list[bytes] = []
    entries: dict[str, list[int]] = {}
    for name, unit in units.items():
        block = "\n".join(pack_module(unit.data)).encode()
        entries[name] = [0, len(block), unit.is_package + 2 * unit.is_stub]
        blocks.append(block)
    release = f"{source.distribution} {source.version}"
    head = b""
    for _ in range(4):  # the offsets are part of the head, whose length moves them
        offset = len(head) + 1
        for entry, block in zip(entries.values(), blocks, strict=True):
            entry[0] = offset
            offset += len(block) + 1
        head = json.dumps({"release": release, "modules": entries}, separators=(",", ":")).encode()
    out = os.path.join(target, f"{source.name}.jsonl")
    with open(f"{out}.new", "wb") as file:
        file.write(b"\n".join([head, *blocks, b""]))
    os.replace(f"{out}.new", out)
    header.cache_clear()
    return out


def generate(source: Source, folder: str, target: str = FOLDER) -> str:
    """Make the library's file from the packages in `folder`; its path."""
    return write(source, cut_down(read(source, folder)), target)


def fetch(wanted: list[Source], folder: str) -> None:
    """Put the releases into `folder`, without their dependencies."""
    pins = sorted({f"{source.distribution}=={source.version}" for source in wanted})
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-compile", "--quiet"]
    subprocess.run([*command, "--target", folder, *pins], check=True)


def main(arguments: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="libraries of sources.txt; all where none is given")
    parser.add_argument("--from", dest="folder", help="a folder that holds the packages")
    options = parser.parse_args(arguments)
    known = sources()
    wanted = [known[name] for name in options.names or known]
    with tempfile.TemporaryDirectory() as temporary:
        if not options.folder:
            fetch(wanted, temporary)
        for source in wanted:
            out = generate(source, options.folder or temporary)
            print(f"{source.name}: {os.path.getsize(out):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
