"""What the standard library's and other libraries' names are: shipped data, generated.

One file a library, made by `libraries.generate` from the releases in `sources.txt`. Its first line
says which release it was read from and where each module's block of lines is (`libraries.packed`);
only the blocks of modules that are asked for are read.
"""

from __future__ import annotations

import functools
import json
import os
from typing import Any

from flake8_async_yield.libraries.packed import ShippedModule
from flake8_async_yield.names.definitions import Module

FOLDER = os.path.dirname(__file__)
STANDARD = "stdlib"


def _files() -> frozenset[str]:
    return frozenset(n[: -len(".jsonl")] for n in os.listdir(FOLDER) if n.endswith(".jsonl"))


LIBRARIES = _files()
"""The top-level names that have a file (and `stdlib`)."""


def file_of(library: str) -> str:
    """The path of a library's file."""
    return os.path.join(FOLDER, f"{library}.jsonl")


@functools.cache
def header(library: str) -> dict[str, Any]:
    """The first line of a library's file: `release`, and `modules` by name.

    A module is [offset in bytes, length in bytes, 1 for a package + 2 for a stub].
    """
    with open(file_of(library), "rb") as file:
        return json.loads(file.readline())  # type: ignore[no-any-return]


def load(name: str) -> Module | None:
    """The shipped module called `name`, freshly read; None where there is none."""
    top = name.partition(".")[0]
    library = top if top in LIBRARIES else STANDARD
    if library not in LIBRARIES:
        return None
    head = header(library)
    entry = head["modules"].get(name)
    if entry is None:
        # A folder without `__init__.py`, such as `discord.ext`.
        if not any(module.startswith(f"{name}.") for module in head["modules"]):
            return None
        return ShippedModule(
            name, f"{library} {head['release']}", b"[{}]", is_package=True, is_stub=False
        )
    offset, length, flags = entry
    with open(file_of(library), "rb") as file:
        file.seek(offset)
        block = file.read(length)
    return ShippedModule(
        name,
        f"{library} {head['release']}",
        block,
        is_package=bool(flags & 1),
        is_stub=bool(flags & 2),
    )
