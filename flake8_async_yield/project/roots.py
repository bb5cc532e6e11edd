"""Which folders an import of a file may start from, read off the source tree alone.

At run time `sys.path` decides; a linter sees only where files lie. So each root says how sure it
is (`Trust`), and the finder keeps silent where two readings of the tree disagree.
"""

import os
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from flake8_async_yield.project.folders import Folders

MARKERS = frozenset({".git", ".hg", "pyproject.toml", "setup.cfg", "setup.py", "tox.ini"})
DISTRIBUTION = frozenset({"pyproject.toml", "setup.py"})
_REPOSITORY = (".git", ".hg")
_SOURCE_FOLDERS = ("src", "lib")
_UNMARKED_LEVELS = 4  # how far up a tree without any marker is searched
_NEIGHBOUR_LISTINGS = 400  # folders read at most to find the packages next door
_NOT_PROJECTS = frozenset({"node_modules", "__pycache__", "site-packages", "venv", "build", "dist"})


class Trust(IntEnum):
    """How sure it is that a folder is on the path when the importing file runs."""

    GUESS = 0  # only if the file is run as a script: what else has the name makes it unknown
    LIKELY = 1  # before installed packages, not before the standard library
    SURE = 2


class Root(NamedTuple):
    """A folder (absolute) that top-level modules lie in."""

    folder: str
    trust: Trust


class Place(NamedTuple):
    """Where a folder stands: under which root, and as which package seen from there.

    `bare` are the folders from it upwards that hold no `__init__` file and are below the root.
    `sure` when the root follows from an `__init__` file, or is the folder itself.
    """

    folder: str
    root: str
    package: str
    sure: bool
    bare: tuple[str, ...]


class Roots:
    """Answers where a folder stands and what it can import from; every answer is kept."""

    def __init__(self, folders: Folders, cwd: str, configured: Sequence[str]) -> None:
        self._folders = folders
        self._cwd = cwd
        self._configured = tuple(
            os.path.normpath(os.path.join(cwd, os.path.expanduser(root)))
            for root in configured
            if root
        )
        self._places: dict[str, Place] = {}
        self._repositories: dict[str, str] = {}
        self._tops: dict[str, str] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._neighbours: dict[str, tuple[str, ...]] = {}

    def place_of(self, folder: str) -> Place:
        """Where an absolute folder stands; it need not exist."""
        place = self._places.get(folder)
        if place is None:
            regular = self._folders.is_package(folder)
            place = self._regular(folder) if regular else self._bare(folder)
            self._places[folder] = place
        return place

    def package_at(self, folder: str) -> tuple[str, str]:
        """(root, dotted name) of the package whose `__init__` file lies, or will, in `folder`."""
        above, name = os.path.split(folder)
        if self._folders.is_package(above):
            place = self.place_of(above)
            return place.root, f"{place.package}.{name}"
        return above, name

    def _regular(self, folder: str) -> Place:
        parts: list[str] = []
        root = folder
        while self._folders.is_package(root):
            above, name = os.path.split(root)
            if above == root:
                break
            parts.append(name)
            root = above
        return Place(folder, root, ".".join(reversed(parts)), True, ())

    def _bare(self, folder: str) -> Place:
        """A folder without `__init__`: a script's, or a namespace package under the top."""
        chain = self.chain(folder)
        parts: list[str] = []
        bare: list[str] = []
        at = folder
        while at in chain and not self._is_top(at, chain):
            if self._folders.is_package(at):
                place = self.place_of(at)
                package = ".".join([place.package, *reversed(parts)])
                return Place(folder, place.root, package, True, tuple(bare))
            above, name = os.path.split(at)
            if not name.isidentifier():
                break
            parts.append(name)
            bare.append(at)
            at = above
        return Place(folder, at, ".".join(reversed(parts)), not bare, tuple(bare))

    def _is_top(self, folder: str, chain: Sequence[str]) -> bool:
        """Do the dotted names of bare folders start below this one?"""
        top = self.top_of(folder) or (self._cwd if self._cwd in chain else chain[-1])
        if folder == top or folder in self._configured:
            return True
        if os.path.basename(folder) in _SOURCE_FOLDERS and not self._folders.is_package(folder):
            return True
        return self._is_marked(folder) or self._is_checkout(folder)

    def _is_checkout(self, folder: str) -> bool:
        """Does the folder, or its `src`, hold the package it is named after (`httpx/httpx`)?"""
        name = os.path.basename(folder)
        return any(
            self._folders.has(root, name) and self._folders.is_package(os.path.join(root, name))
            for root in (folder, *_sources(folder))
        )

    def _is_marked(self, folder: str) -> bool:
        return self._folders.has_any(folder, MARKERS)

    def chain(self, folder: str) -> tuple[str, ...]:
        """`folder` and its parents up to the top of its repository, else of its project."""
        chain = self._chains.get(folder)
        if chain is None:
            chain = self._chains[folder] = self._climb(folder)
        return chain

    def _climb(self, folder: str) -> tuple[str, ...]:
        upwards = _upwards(folder)
        top = self.top_of(folder)
        if top:
            return tuple(upwards[: upwards.index(top) + 1])
        # Nothing says where the project ends: not as far as the home folder or the disk's root.
        levels = _UNMARKED_LEVELS
        if self._cwd in upwards:
            levels = max(levels, upwards.index(self._cwd) + 1)
        limits = (upwards[-1], os.path.expanduser("~"))
        near = [at for at in upwards[:levels] if at == self._cwd or at not in limits]
        return tuple(near) or (folder,)

    def top_of(self, folder: str) -> str:
        """The folder of the repository, else of the nearest project file; '' without either."""
        top = self._tops.get(folder)
        if top is None:
            top = self._repository(folder)
            if not top:
                top = next((at for at in _upwards(folder) if self._is_marked(at)), "")
            self._tops[folder] = top
        return top

    def _repository(self, folder: str) -> str:
        trail: list[str] = []
        at = folder
        while at not in self._repositories:
            trail.append(at)
            above = os.path.dirname(at)
            if any(self._folders.has(at, marker) for marker in _REPOSITORY):
                self._repositories[at] = at
            elif above == at:
                self._repositories[at] = ""
            else:
                at = above
        top = self._repositories[at]
        for folder in trail:
            self._repositories[folder] = top
        return top

    def roots_for(self, place: Place) -> tuple[Root, ...]:
        """Where an absolute import of a file in `place` is looked up, in order, no folder twice."""
        found: dict[str, Trust] = {}

        if place.sure:
            found[place.root] = Trust.SURE
        found.update(dict.fromkeys(self._configured, Trust.SURE))
        for folder in place.bare:
            self._add(folder, Trust.GUESS, found)
        here = self.place_of(self._cwd)
        for folder in (*self.chain(place.folder), place.root, here.root):
            self._add(folder, Trust.LIKELY, found)
        self._add(self._cwd, Trust.GUESS if here.bare else Trust.LIKELY, found)
        return tuple(Root(folder, trust) for folder, trust in found.items())

    def _add(self, folder: str, trust: Trust, found: dict[str, Trust]) -> None:
        for root in (folder, *_sources(folder)):
            if self._folders.names(root) is None:
                continue
            # Many a repository has a stray `__init__` file at its top.
            if not self._folders.is_package(root) or self._is_marked(root):
                found.setdefault(root, trust)

    def neighbours(self, place: Place) -> tuple[str, ...]:
        """Roots of the other distributions in the same repository (`packages/x`, `packages/x/src`).

        A distribution is a folder with a build file, at most two levels below the top; outside a
        repository the top is the outermost project file's folder, not far above the nearest's.
        """
        top = self.top_of(place.folder)
        if not top:
            return ()
        if not self._repository(top):
            above = _upwards(top)[1 : _UNMARKED_LEVELS + 1]
            limits = (os.path.expanduser("~"), _upwards(top)[-1])
            marked = [at for at in above if at not in limits and self._is_marked(at)]
            top = marked[-1] if marked else top
        known = self._neighbours.get(top)
        if known is None:
            known = self._neighbours[top] = tuple(self._search_neighbours(top))
        return known

    def _search_neighbours(self, top: str) -> list[str]:
        found: list[str] = []
        level = [top]
        listings = 0
        for _ in range(2):
            below: list[str] = []
            for folder in level:
                for name in sorted(self._folders.names(folder) or ()):
                    if "." in name or name in _NOT_PROJECTS or listings >= _NEIGHBOUR_LISTINGS:
                        continue
                    listings += 1
                    child = os.path.join(folder, name)
                    if self._folders.names(child) is None or self._folders.is_package(child):
                        continue
                    below.append(child)
                    if self._folders.has_any(child, DISTRIBUTION):
                        found.extend((child, *_sources(child)))
            level = below
        return found


def _sources(folder: str) -> list[str]:
    if os.path.dirname(folder) == folder:
        return []  # /lib is not a project's
    return [os.path.join(folder, name) for name in _SOURCE_FOLDERS]


def _upwards(folder: str) -> list[str]:
    found = [folder]
    while (above := os.path.dirname(folder)) != folder:
        found.append(above)
        folder = above
    return found
