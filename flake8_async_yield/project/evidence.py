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
from collections.abc import Iterable
from typing import Any

from flake8_async_yield.project.folders import Folders

Stamp = tuple[int, int]
"""(mtime in ns, size in bytes) of a regular file; (0, 0) where there is none."""


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
        self._sums: dict[tuple[str, tuple[str, ...]], int] = {}
        self._paths: dict[str, list[str]] = {}

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
        listing = self._listing
        asked = tuple(sorted(listing.asked))
        return {
            "files": {one: self.stamp(one) for one in seen} | listing.texts,
            "modules": {
                folder: (looked_for := tuple(sorted(stems)), self.modules(folder, looked_for))
                for folder, stems in listing.searched.items()
            },
            "asked": asked,
            "others": {folder: self.others(folder, asked) for folder in listing.known()},
        }

    def modules(self, folder: str, stems: tuple[str, ...]) -> int:
        """A checksum of what is in a folder of the modules `stems`."""
        return self._sum(
            folder, stems, (f"{stem}{end}" for stem in stems for end in ("", ".py", ".pyi"))
        )

    def others(self, folder: str, asked: tuple[str, ...]) -> int:
        """A checksum of which of the names `asked` are in a folder, and of its `.pth` files."""
        return self._sum(folder, asked, (*asked, *self._added(folder)))

    def _added(self, folder: str) -> list[str]:
        """The files by which an environment's folder adds others, whatever they are called."""
        if folder not in self._paths:
            names = self._listing.names(folder) or ()
            self._paths[folder] = sorted(name for name in names if name.endswith(".pth"))
        return self._paths[folder]

    def _sum(self, folder: str, key: tuple[str, ...], wanted: Iterable[str]) -> int:
        known = self._sums.get((folder, key))
        if known is None:
            names = self._listing.names(folder)
            known = -1
            if names is not None:
                kept = "\0".join(name for name in wanted if name in names)
                known = zlib.crc32(kept.encode("utf-8", "surrogatepass"))
            self._sums[folder, key] = known
        return known

    def holds(self, evidence: Any) -> bool:
        """Whether `of` would give the same now."""
        asked = evidence["asked"]
        return all(
            self.stamp(path) == stamp for path, stamp in evidence["files"].items()
        ) and all(
            self.others(folder, asked) == known for folder, known in evidence["others"].items()
        ) and all(
            self.modules(folder, stems) == known
            for folder, (stems, known) in evidence["modules"].items()
        )
