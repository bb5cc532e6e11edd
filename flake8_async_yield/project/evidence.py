"""What a file's reports rest on besides its own text: modules that were read, folders listed.

A module's answers are remembered for the whole run, so it does not tell who asked first: kept is
which module led to which. A file's evidence is all that can be come by from it, and every folder
and configuration file that the run has looked at: its surroundings, which only grow, so that each
file adds what is new to those of the file before it. Too much costs a second look, too little
would let an old report stand.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterable
from typing import Any

from flake8_async_yield.project.cache import is_too_young
from flake8_async_yield.project.folders import Folders

Stamp = tuple[int, int]
"""(mtime in ns, size in bytes) of a regular file; (0, 0) where there is none."""

News = dict[str, Any]
"""What a run has looked at, in marshal's types.

`texts`: the stamps of configuration files; `modules`: (folder, the modules that were looked for in
it, a checksum of those that are there); `others`: the same for the names `asked`, by folder.
"""


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
        self._young: set[str] = set()
        self._paths: dict[str, list[str]] = {}
        self._told = _Told()

    def leads(self, importer: str, path: str) -> None:
        """Note that what is known of the file `importer` rests on the file `path`."""
        try:
            self._led[importer].add(path)
        except KeyError:
            self._led[importer] = {path}

    def stamp(self, path: str) -> Stamp:
        """The stamp of a file that is about to be read, as it was when it was first asked for."""
        known = self._stamps.get(path)
        if known is None:
            known = self._stamps[path] = stamp_of(path)
            if is_too_young(known[0]):
                self._young.add(path)
        return known

    def files(self, path: str) -> dict[str, Stamp] | None:
        """The modules that the file at `path` rests on; None if one of them may change unseen."""
        led = self._led
        seen = {path}
        stack = [path]
        while stack:
            more = led.get(stack.pop())
            if more is not None and not more <= seen:
                stack += more - seen
                seen |= more
        seen.discard(path)
        stamps = {one: self.stamp(one) for one in seen}
        return stamps if self._young.isdisjoint(seen) else None

    def news(self) -> News | None:
        """What the run has looked at since this was last asked; None: nothing.

        A configuration file that may change unseen is given a stamp that never holds.
        """
        listing, told = self._listing, self._told
        if told.extent == (extent := listing.extent):
            return None
        told.extent = extent
        texts = {
            path: (-1, -1) if is_too_young(stamp[0]) else stamp
            for path, stamp in listing.texts.items()
            if path not in told.texts
        }
        told.texts |= texts.keys()
        modules = []
        for folder, stems in listing.searched.items():
            known = told.searched.setdefault(folder, set())
            if len(stems) > len(known):
                looked_for = tuple(sorted(stems - known))
                known |= stems
                modules.append((folder, looked_for, self.modules(folder, looked_for)))
        if len(listing.asked) > len(told.asked):
            told.asked = tuple(sorted(listing.asked))
            told.folders.clear()
        asked = told.asked
        folders = [folder for folder in listing.known() if folder not in told.folders]
        told.folders.update(folders)
        others = {folder: self.others(folder, asked) for folder in folders}
        return {"texts": texts, "modules": modules, "asked": asked, "others": others}

    def modules(self, folder: str, stems: tuple[str, ...]) -> int:
        """A checksum of what is in a folder of the modules `stems`."""
        return self._sum(
            folder, (f"{stem}{end}" for stem in stems for end in ("", ".py", ".pyi"))
        )

    def others(self, folder: str, asked: tuple[str, ...]) -> int:
        """A checksum of which of the names `asked` are in a folder, and of its `.pth` files."""
        return self._sum(folder, (*asked, *self._added(folder)))

    def _added(self, folder: str) -> list[str]:
        """The files by which an environment's folder adds others, whatever they are called."""
        if folder not in self._paths:
            names = self._listing.names(folder) or ()
            self._paths[folder] = sorted(name for name in names if name.endswith(".pth"))
        return self._paths[folder]

    def _sum(self, folder: str, wanted: Iterable[str]) -> int:
        names = self._listing.names(folder)
        if names is None:
            return -1
        kept = "\0".join(name for name in wanted if name in names)
        return zlib.crc32(kept.encode("utf-8", "surrogatepass"))

    def files_hold(self, files: dict[str, Stamp]) -> bool:
        """Whether `files` would give the same now."""
        return all(self.stamp(path) == stamp for path, stamp in files.items())

    def news_hold(self, news: News) -> bool:
        """Whether what `news` gave is the same now."""
        asked = news["asked"]
        return self.files_hold(news["texts"]) and all(
            self.others(folder, asked) == known for folder, known in news["others"].items()
        ) and all(
            self.modules(folder, stems) == known for folder, stems, known in news["modules"]
        )


def joined(first: News, second: News) -> News:
    """The news of both, `second` being the later.

    Where that has asked for other names, it has done so in all the folders.
    """
    others = second["others"]
    if first["asked"] == second["asked"]:
        others = first["others"] | others
    return {
        "texts": first["texts"] | second["texts"],
        "modules": first["modules"] + second["modules"],
        "asked": second["asked"],
        "others": others,
    }


class _Told:
    """What `Evidence.news` has given so far."""

    def __init__(self) -> None:
        self.extent: tuple[int, ...] = ()
        self.texts: set[str] = set()
        self.searched: dict[str, set[str]] = {}
        self.asked: tuple[str, ...] = ()
        self.folders: set[str] = set()
