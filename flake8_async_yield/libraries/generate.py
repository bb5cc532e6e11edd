"""Makes the shipped data: `python -m flake8_async_yield.libraries.generate NAME RELEASE FOLDER`.

NAME is the top-level package (or `stdlib`, whose FOLDER is typeshed's `stdlib`), RELEASE what
the data is said to be of, FOLDER the package's own folder. The text is read by the same
summariser as a project's modules; nothing of the library is imported.
"""

from __future__ import annotations

import ast
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from flake8_async_yield.libraries import FOLDER
from flake8_async_yield.project.index import decode
from flake8_async_yield.project.summary import as_data, live_module

NEWEST = (3, 14)
"""Version tests in stubs are answered as this Python would."""

LEFT_OUT = frozenset(
    "tkinter lib2to3 distutils msilib turtle idlelib curses test tests testing turtledemo pydoc_data "
    "conftest _tests ensurepip xml antigravity this".split()
)


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
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left = ast.unparse(test.left)
    if left == "sys.platform":
        right = ast.literal_eval(test.comparators[0])
        return (right == "linux") == isinstance(test.ops[0], ast.Eq)
    if left != "sys.version_info":
        return None
    right = ast.literal_eval(test.comparators[0])
    newest = NEWEST[: len(right)]
    return newest >= right if isinstance(test.ops[0], ast.GtE) else newest < right


def modules(folder: str, name: str) -> Iterator[tuple[str, str, bool]]:
    """(dotted name, path, is it a package) of every module below `folder`."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in LEFT_OUT and f.isidentifier())
        inner = os.path.relpath(root, folder)
        dotted = [] if inner == "." else inner.split(os.sep)
        prefix = [] if name == "stdlib" else [name]
        stubs = {f[:-4] for f in files if f.endswith(".pyi")}
        for file in sorted(files):
            stem, extension = os.path.splitext(file)
            if extension not in (".py", ".pyi") or stem in LEFT_OUT or not stem.isidentifier():
                continue
            if extension == ".pyi" and stem + ".py" in files and name != "stdlib":
                continue
            if extension == ".py" and stem in stubs and name == "stdlib":
                continue
            parts = [*prefix, *dotted] if stem == "__init__" else [*prefix, *dotted, stem]
            if parts:
                yield ".".join(parts), os.path.join(root, file), stem == "__init__"


def generate(name: str, release: str, folder: str, target: str = FOLDER) -> str:
    """Write the library's file; its path."""
    lines: list[bytes] = []
    entries: dict[str, list[Any]] = {}
    for dotted, path, is_package in modules(folder, name):
        with open(path, "rb") as file:
            raw = file.read()
        tree = _Newest().visit(ast.parse(raw))
        ast.fix_missing_locations(tree)
        is_stub = path.endswith(".pyi")
        live = live_module(
            dotted, path, tree, decode(raw), is_package=is_package, is_stub=is_stub
        )
        data = as_data(live)
        line = json.dumps(data, separators=(",", ":"), ensure_ascii=True).encode()
        entries[dotted] = [0, len(line), is_package, is_stub]
        lines.append(line)
    head = b""
    for _ in range(4):  # the offsets are part of the head, whose length moves them
        offset = len(head) + 1
        for entry, line in zip(entries.values(), lines, strict=True):
            entry[0] = offset
            offset += len(line) + 1
        head = json.dumps({"release": release, "modules": entries}, separators=(",", ":")).encode()
    out = os.path.join(target, f"{name}.jsonl")
    with open(out, "wb") as file:
        file.write(b"\n".join([head, *lines, b""]))
    return out


if __name__ == "__main__":
    print(generate(*sys.argv[1:4]))
