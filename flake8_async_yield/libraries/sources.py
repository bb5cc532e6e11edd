"""Which releases the shipped data is read from, and where their modules are.

`sources.txt` names them; `supplements` holds, as stubs, what cannot be read in them: parts that
are compiled, or made when the library runs.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

from flake8_async_yield.libraries import FOLDER, STANDARD

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


def fetch(wanted: list[Source], folder: str) -> None:
    """Put the releases into `folder`, without their dependencies."""
    pins = sorted({f"{source.distribution}=={source.version}" for source in wanted})
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-compile", "--quiet"]
    subprocess.run([*command, "--target", folder, *pins], check=True)
