"""What lies in a folder, asked of the file system once.

Looking a name up tries many folders; one listing of each, kept, answers all of them, and only a
candidate that is really there costs a `stat`. Nothing here raises: what can't be read isn't there.
"""

import os
import stat
from collections.abc import Sequence
from typing import NamedTuple

INITS = ("__init__.py", "__init__.pyi")
_SUFFIXES = (".py", ".pyi")


class Spot(NamedTuple):
    """A module: `path` of its text ('' for a namespace package), `folders` of its submodules."""

    path: str
    folders: tuple[str, ...]


class Folders:
    """Listings of folders, each read once in the life of this object."""

    def __init__(self) -> None:
        self._names: dict[str, frozenset[str] | None] = {}
        self._read: dict[str, str] = {}
        self.texts: dict[str, tuple[int, int]] = {}
        """(mtime in ns, size) of each configuration file that was asked for; (0, 0): none."""

        self.searched: dict[str, set[str]] = {}
        """folder -> the modules that were looked for in it."""
        self.asked: set[str] = set()
        """The other names that were asked for in any folder."""

    @property
    def extent(self) -> tuple[int, ...]:
        """How much was asked so far: while this is the same, nothing new was."""
        searched = sum(map(len, self.searched.values()))
        return len(self._names), len(self.texts), len(self.asked), searched

    def known(self) -> list[str]:
        """The folders that were asked for anything."""
        return list(self._names)

    def names(self, folder: str) -> frozenset[str] | None:
        """The names in an absolute folder; None when it is no folder or cannot be read."""
        try:
            return self._names[folder]
        except KeyError:
            pass
        names: frozenset[str] | None
        try:
            names = frozenset(os.listdir(folder))
        except (OSError, ValueError):  # ValueError: a NUL in the name
            names = None
        self._names[folder] = names
        return names

    def text(self, path: str) -> str:
        """What stands in a small configuration file; '' where it is not there or not readable."""
        if path not in self._read:
            self._read[path], self.texts[path] = read_text(path)
        return self._read[path]

    def has(self, folder: str, name: str) -> bool:
        """Is something called `name` in `folder`?"""
        names = self.names(folder)
        self.asked.add(name)
        return names is not None and name in names

    def has_any(self, folder: str, wanted: frozenset[str]) -> bool:
        """Is one of the names `wanted` in `folder`?"""
        names = self.names(folder)
        self.asked |= wanted
        return names is not None and not wanted.isdisjoint(names)

    def is_package(self, folder: str) -> bool:
        """Does the folder hold an `__init__` file?"""
        names = self.names(folder)
        self.asked.update(INITS)
        return names is not None and (INITS[0] in names or INITS[1] in names)

    def look(self, folder: str, stem: str) -> Spot | None:
        """What `stem` means in `folder`, in CPython's order: package, module, namespace package.

        Source comes before stubs, so a `.pyi` answers only where there is no `.py`.
        """
        names = self.names(folder)
        try:
            self.searched[folder].add(stem)
        except KeyError:
            self.searched[folder] = {stem}
        if names is None:
            return None
        inner = _join(folder, stem) if stem in names else ""
        inside = self.names(inner) if inner else None
        if inside is not None:
            for init in INITS:
                if init in inside and is_file(path := _join(inner, init)):
                    return Spot(path, (inner,))
        for suffix in _SUFFIXES:
            if stem + suffix in names and is_file(path := _join(folder, stem + suffix)):
                return Spot(path, ())
        return Spot("", (inner,)) if inside is not None else None

    def descend(self, spot: Spot | None, parts: Sequence[str]) -> Spot | None:
        """Follow `parts` down from `spot`; None when one of them is not there."""
        for part in parts:
            if spot is None:
                return None
            spot = self._below(spot.folders, part)
        return spot

    def _below(self, folders: Sequence[str], stem: str) -> Spot | None:
        portions: list[str] = []
        for folder in folders:
            spot = self.look(folder, stem)
            if spot is None:
                continue
            if spot.path:
                return spot
            portions.extend(spot.folders)
        return Spot("", tuple(portions)) if portions else None


def _join(folder: str, name: str) -> str:
    # os.path.join asks more questions, and takes four times as long.
    return f"{folder}{name}" if folder.endswith(os.sep) else f"{folder}{os.sep}{name}"


def is_file(path: str) -> bool:
    """Is this a regular file (not a FIFO, a folder, or a link that leads nowhere)?"""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def read_text(path: str, limit: int = 1 << 20) -> tuple[str, tuple[int, int]]:
    """A small file's text and its stamp; '' when it is no regular file, too long or unreadable."""
    nothing = (0, 0)
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return "", nothing
        stamp = (status.st_mtime_ns, status.st_size)
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError):
        return "", nothing
    return "" if len(data) > limit else data.decode("utf-8-sig", "replace"), stamp
