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
import sys
import tempfile
import warnings
from typing import Any

from flake8_async_yield.libraries import FOLDER, header
from flake8_async_yield.libraries.interest import Interest
from flake8_async_yield.libraries.packed import pack_module
from flake8_async_yield.libraries.reach import Reach, Unit
from flake8_async_yield.libraries.shorten import ATTRIBUTES, BASES, Shortener
from flake8_async_yield.libraries.sources import Source, fetch, paths, sources, supplements
from flake8_async_yield.names.definitions import Module, StoredModule
from flake8_async_yield.project.index import Index, decode
from flake8_async_yield.project.summary import as_data, frozen, live_module
from flake8_async_yield.settings import Settings
from flake8_async_yield.values.evaluate import Evaluator

NEWEST = (3, 14)
"""Version tests are answered as this Python would."""

OLDEST = (3, 11)
"""What has gone between this Python and the newest one is kept as well."""

class _Newest(ast.NodeTransformer):
    """Keeps the branch of `if sys.version_info …` and `sys.platform …` that newest Linux takes.

    What has gone since `OLDEST` is kept as well, where nothing of its name has taken its place.
    """

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        answer = _answer(node.test)
        if answer is None:
            return node
        kept, other = (node.body, node.orelse) if answer else (node.orelse, node.body)
        if _is_recent(node.test):
            names = {name for statement in kept for name in bound_names(statement)}
            kept = kept + [n for n in other if names.isdisjoint(bound_names(n) or names)]
        return kept or ast.copy_location(ast.Pass(), node)


def _is_recent(test: ast.expr) -> bool:
    """Whether the test tells apart the versions from `OLDEST` on."""
    if not isinstance(test, ast.Compare) or ast.unparse(test.left) != "sys.version_info":
        return False
    bound = test.comparators[0]
    return isinstance(bound, ast.Tuple) and bool(ast.literal_eval(bound) > OLDEST)


def bound_names(node: ast.stmt) -> set[str]:
    """The names that a definition, an assignment or an import binds."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    targets = node.targets if isinstance(node, ast.Assign) else [node]
    names = {_bound_name(target) for target in targets}
    return names - {""}


def _bound_name(node: ast.AST) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else node
    return str(getattr(target, "name", getattr(target, "id", "")))


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


def supplemented(tree: ast.Module, supplement: ast.Module) -> ast.Module:
    """`tree` with the definitions of `supplement` in the place of those of the same name.

    Of a class that has both, the methods of both are kept, and the supplement's bases count. A
    function's body becomes one that says something, so that its annotation is believed.
    """
    for function in ast.walk(supplement):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            function.body = [ast.Return(ast.Name("_", ast.Load()))]
    tree.body[:0] = [node for node in supplement.body if not isinstance(node, DEFINITIONS)]
    for node in supplement.body:
        if not isinstance(node, DEFINITIONS):
            continue  # an import, or a type variable
        same = [n for n in tree.body if isinstance(n, DEFINITIONS) and n.name == node.name]
        for old in same:
            if isinstance(old, ast.ClassDef) and isinstance(node, ast.ClassDef):
                if not node.bases:
                    node.bases, node.keywords = old.bases, old.keywords
                names = {name for n in node.body for name in bound_names(n)}
                kept = [n for n in old.body if names.isdisjoint(bound_names(n))]
                node.body += [n for n in kept if not isinstance(n, ast.Pass)]
            tree.body.remove(old)
        tree.body.append(node)
    return tree


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
    """The names that are imported for others to import: under their own name, or in `__all__`.

    Reference: the typing specification, "Distributing type information", import conventions.
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found.update(alias.name for alias in names if alias.asname == alias.name)
            case (
                ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=listed))
                | ast.AugAssign(target=ast.Name(id="__all__"), value=ast.List(elts=listed))
            ):
                found.update(str(p.value) for p in listed if isinstance(p, ast.Constant))
    return frozenset(found)


class WholeIndex(Index):
    """Finds modules in a library's whole data, then in what is shipped."""

    def __init__(self, units: dict[str, Unit]) -> None:
        super().__init__(Settings(use_cache=False))
        self._whole: dict[str, Module] = {
            name: StoredModule(
                name,
                name,
                frozen(copy.deepcopy(unit.data)),
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
