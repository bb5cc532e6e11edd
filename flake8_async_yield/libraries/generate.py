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
from flake8_async_yield.libraries.interest import Interest
from flake8_async_yield.libraries.packed import pack_module
from flake8_async_yield.libraries.reach import Reach, Unit
from flake8_async_yield.libraries.shorten import ATTRIBUTES, BASES, Shortener
from flake8_async_yield.names.definitions import Module, StoredModule
from flake8_async_yield.project.index import Index, decode
from flake8_async_yield.project.summary import as_data, live_module
from flake8_async_yield.settings import Settings
from flake8_async_yield.values.evaluate import Evaluator

NEWEST = (3, 14)
"""Version tests are answered as this Python would."""

OLDEST = (3, 11)
"""What has gone between this Python and the newest one is kept as well."""

SOURCES = os.path.join(FOLDER, "sources.txt")
SUPPLEMENTS = os.path.join(FOLDER, "supplements")

LEFT_OUT = frozenset(
    "tkinter lib2to3 distutils msilib turtle idlelib curses test tests turtledemo pydoc_data "
    "conftest _tests ensurepip xml antigravity this".split()
)
"""Modules and packages of these names are in no library's data."""


class Source(NamedTuple):
    """A line of `sources.txt`."""

    name: str
    distribution: str
    version: str
    folder: str
    left_out: tuple[str, ...]
    inner: tuple[str, ...]

    def is_public(self, dotted: str) -> bool:
        """Whether the public names of a module are kept even if nothing leads to them."""
        private = any(part.startswith("_") for part in dotted.split(".")[1:])
        return not private and not _is_in(dotted, self.inner)


def _is_in(dotted: str, packages: tuple[str, ...]) -> bool:
    return any(dotted == package or dotted.startswith(f"{package}.") for package in packages)


def sources() -> dict[str, Source]:
    """The libraries by the name that is imported."""
    found: dict[str, Source] = {}
    with open(SOURCES, encoding="utf-8") as file:
        for line in file:
            words = line.partition("#")[0].split()
            if words:
                distribution, _, version = words[1].partition("==")
                folders = [word for word in words[2:] if word[0] not in "-~"]
                left_out = tuple(word[1:] for word in words[2:] if word[0] == "-")
                inner = tuple(word[1:] for word in words[2:] if word[0] == "~")
                folder = folders[0] if folders else words[0]
                found[words[0]] = Source(words[0], distribution, version, folder, left_out, inner)
    return found


class _Newest(ast.NodeTransformer):
    """Keeps the branch of `if sys.version_info …` and `sys.platform …` that newest Linux takes."""

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        answer = True if _is_gone(node) else _answer(node.test)
        if answer is None:
            return node
        return (node.body if answer else node.orelse) or ast.copy_location(ast.Pass(), node)


def _is_gone(node: ast.If) -> bool:
    """Whether this is what only the older Pythons have, without anything in its place."""
    test = node.test
    if node.orelse or not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Lt):
        return False
    bound = test.comparators[0]
    if ast.unparse(test.left) != "sys.version_info" or not isinstance(bound, ast.Tuple):
        return False
    return bool(ast.literal_eval(bound) > OLDEST)


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
    return bool(newest >= wanted if isinstance(test.ops[0], ast.GtE) else newest < wanted)


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
    if not parts[-1].isidentifier() or _is_in(".".join(parts), source.left_out):
        return False
    return parts[-1] not in LEFT_OUT or (len(parts) == 1 and source.name != STANDARD)


def supplements(name: str) -> dict[str, ast.Module]:
    """What is written by hand for the library: trees of stubs by the dotted name of a module."""
    found: dict[str, ast.Module] = {}
    for file in sorted(os.listdir(SUPPLEMENTS)):
        dotted, extension = os.path.splitext(file)
        home = dotted.partition(".")[0]
        if extension == ".pyi" and (home if home in sources() else STANDARD) == name:
            with open(os.path.join(SUPPLEMENTS, file), "rb") as text:
                found[dotted] = ast.parse(text.read())
    return found


def supplemented(tree: ast.Module, supplement: ast.Module) -> ast.Module:
    """`tree` with the definitions of `supplement` in the place of those of the same name.

    Of a class that has both, the methods of both are kept, and the supplement's bases count. A
    function's body becomes one that says something, so that its annotation is believed.
    """
    for function in ast.walk(supplement):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            function.body = [ast.Return(ast.Name("_", ast.Load()))]
    for node in supplement.body:
        if not isinstance(node, DEFINITIONS):
            tree.body.insert(0, node)  # an import
            continue
        same = [n for n in tree.body if isinstance(n, DEFINITIONS) and n.name == node.name]
        for old in same:
            if isinstance(old, ast.ClassDef) and isinstance(node, ast.ClassDef):
                if not node.bases:
                    node.bases, node.keywords = old.bases, old.keywords
                names = {_bound_name(n) for n in node.body} - {""}
                kept = [n for n in old.body if _bound_name(n) not in names]
                node.body += [n for n in kept if not isinstance(n, ast.Pass)]
            tree.body.remove(old)
        tree.body.append(node)
    return tree


def _bound_name(node: ast.stmt) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else node
    return getattr(target, "name", getattr(target, "id", ""))


DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def read(source: Source, folder: str) -> dict[str, Unit]:
    """Every module of the library, whole."""
    units: dict[str, Unit] = {}
    extra = supplements(source.name)
    for dotted, path, is_package in paths(source, folder):
        with open(path, "rb") as file:
            raw = file.read()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                tree = _Newest().visit(ast.parse(raw))
            except SyntaxError:  # templates, and what is written for another Python
                continue
        text = decode(raw)
        is_stub = path.endswith(".pyi")
        if dotted in extra:
            tree = _renumbered(supplemented(tree, extra.pop(dotted)))
            text = ast.unparse(tree)
        units[dotted] = _unit(source, dotted, tree, text, is_package=is_package, is_stub=is_stub)
    for dotted, tree in extra.items():
        units[dotted] = _unit(
            source, dotted, tree, ast.unparse(tree), is_package=False, is_stub=True
        )
    return units


def _renumbered(tree: ast.Module) -> ast.Module:
    """The same tree with lines of its own: a definition is known by its place."""
    return ast.parse(ast.unparse(tree))


def _unit(
    source: Source, dotted: str, tree: ast.Module, text: str, *, is_package: bool, is_stub: bool
) -> Unit:
    ast.fix_missing_locations(tree)
    live = live_module(dotted, dotted, tree, text, is_package=is_package, is_stub=is_stub)
    data = json.loads(json.dumps(as_data(live)))
    offered = _offered(tree)
    public = source.is_public(dotted)
    return Unit(dotted, data, offered, public, is_package=is_package, is_stub=is_stub)


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
    marked = markers(units)
    interest = Interest(Evaluator(index, index.settings), marked)
    for unit in units.values():
        module = index.module(unit.name, None)
        assert isinstance(module, StoredModule)
        evaluator = Evaluator(index, index.settings)
        Shortener(evaluator, interest, module, unit.data).shorten()
    return Reach(units, marked).cut()


def markers(units: dict[str, Unit]) -> frozenset[str]:
    """The attributes that a protocol of the library says the constant of: `x: Literal[True]`."""
    return frozenset(
        name
        for unit in units.values()
        for data in unit.data["definitions"].values()
        if data[0] == "c" and ["n", "Protocol"] in data[BASES]
        for name, term in data[ATTRIBUTES].items()
        if term and term[0] == "d" and term[1] and term[1][:2] == ["[", ["n", "Literal"]]
    )


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
    text = "libraries of sources.txt; all where none is given"
    parser.add_argument("names", nargs="*", help=text)
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
