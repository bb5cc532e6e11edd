"""What a file's reports rest on besides its own text: modules that were read, folders listed.

A module's answers are remembered for the whole run, so it does not tell who asked first: kept is
which module led to which. A file's evidence is all that can be come by from it, and every folder
and configuration file that the run has looked at. Too much costs a second look, too little would
let an old report stand.
"""

from __future__ import annotations

import os
import stat
import zlib
from typing import Any

from flake8_async_yield.project.folders import Folders

Stamp = tuple[int, int]
"""(mtime in ns, size in bytes) of a regular file; (0, 0) where there is none."""

DOTTED = frozenset({".git", ".hg", ".svn", ".venv"})
"""Names with a leading dot whose coming and going counts."""


def stamp_of(path: str) -> Stamp:
    """The stamp of the file at `path` as it is now."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return 0, 0
    return (status.st_mtime_ns, status.st_size) if stat.S_ISREG(status.st_mode) else (0, 0)


class Evidence:
    """Grows through a run."""

    def __init__(self, listing: Folders) -> None:
        self._listing = listing
        self._led: dict[str, set[str]] = {}
        self._stamps: dict[str, Stamp] = {}
        self._sums: dict[str, int] = {}

    def leads(self, importer: str, path: str) -> None:
        """Note that what is known of the file `importer` rests on the file `path`."""
        try:
            self._led[importer].add(path)
        except KeyError:
            self._led[importer] = {path}

    def stamp(self, path: str) -> Stamp:
        """The stamp of a file that is about to be read, as it was when it was first asked for."""
        if path not in self._stamps:
            self._stamps[path] = stamp_of(path)
        return self._stamps[path]

    def of(self, path: str) -> dict[str, Any]:
        """The evidence for the file at `path`, in marshal's types."""
        seen = {path}
        stack = [path]
        while stack:
            more = self._led.get(stack.pop(), set()) - seen
            seen |= more
            stack += more
        seen.discard(path)
        return {
            "files": {one: self.stamp(one) for one in seen} | self._listing.texts,
            "folders": {folder: self.sum(folder) for folder in self._listing.known()},
        }

    def sum(self, folder: str) -> int:
        """A checksum of the names in a folder; -1 where there is no folder."""
        known = self._sums.get(folder)
        if known is None:
            names = self._listing.names(folder)
            known = -1
            if names is not None:
                kept = sorted(n for n in names if n[0] != "." or n in DOTTED)
                known = zlib.crc32("\0".join(kept).encode("utf-8", "surrogatepass"))
            self._sums[folder] = known
        return known

    def holds(self, evidence: Any) -> bool:
        """Whether `of` would give the same now."""
        files, folders = evidence["files"], evidence["folders"]
        stamps = self._stamps
        for path, stamp in files.items():
            if stamps.get(path) != stamp and self.stamp(path) != stamp:
                return False
        return all(self.sum(folder) == known for folder, known in folders.items())
