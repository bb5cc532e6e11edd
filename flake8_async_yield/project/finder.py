"""From a dotted name to the file that defines it, from the source tree alone.

Nothing is imported or run. The project's own roots come first (`roots.py`), then the environment
(`environment.py`); the standard library's folders are never searched, the shipped data answers for
it. Where the tree can be read in two ways, the answer is "something, but which can't be told": a
`Found` without path or folders.
"""

import os
import sys
from collections.abc import Collection, Sequence
from typing import NamedTuple

from flake8_async_yield.project.environment import Environment, Environments
from flake8_async_yield.project.evidence import Evidence
from flake8_async_yield.project.folders import Folders, Spot
from flake8_async_yield.project.roots import DISTRIBUTION, Place, Root, Roots, Trust

# Already imported before the first line of a program runs, so no file can take their place.
_BEFORE_ANY_FILE = frozenset(sys.builtin_module_names) | {
    *("abc", "codecs", "encodings", "genericpath", "importlib", "io", "ntpath", "os", "posixpath"),
    *("site", "stat", "zipimport", "_collections_abc", "_sitebuiltins"),
}


class Found(NamedTuple):
    """Where a module's text is.

    `name` is the dotted name seen from the module's root (one for each of a project's files, by
    whichever root it was found), `path` the absolute path of its text, '' for a namespace package,
    `origin` 'project' or 'environment', `folders` where a package's submodules are. Without path
    and folders: something has that name, but what can't be told.
    """

    name: str
    path: str
    is_package: bool
    origin: str
    folders: tuple[str, ...]


class _View:
    """What the files of one place see: their roots, their environment, the answers given."""

    __slots__ = ("answers", "beyond", "environment", "place", "roots")

    def __init__(
        self,
        place: Place | None,  # None: a file of the environment, which sees nothing else
        roots: tuple[Root, ...],
        environment: Environment | None = None,
    ) -> None:
        self.place = place
        self.roots = roots
        self.environment = environment
        self.answers: dict[str, Found | None] = {}
        self.beyond: dict[str, Found | None] = {}  # without the guessed roots


class Finder:
    """Finds modules for one run; everything read of the file system is kept as long as this is."""

    def __init__(
        self,
        *,
        roots: Sequence[str] = (),
        python: str = "",
        cwd: str | None = None,
        shipped: Collection[str] = frozenset(),
    ) -> None:
        """`roots` and `python` as in `Settings`; `cwd` is the working folder.

        `shipped` are top-level names that answer without being installed: a project's folder
        without `__init__`, or a script's neighbour, of that name does not hide them.
        """
        self._cwd = os.path.abspath(cwd) if cwd is not None else _working_folder()
        self._shipped = shipped
        self._listing = Folders()
        self.evidence = Evidence(self._listing)
        self._roots = Roots(self._listing, self._cwd, roots)
        self._environments = Environments(self._listing, python, self._cwd)
        self._modules: dict[str, Found] = {}
        self._views: dict[str, _View] = {}
        self._by_folder: dict[str, _View] = {}
        self._shared: dict[tuple[str, tuple[Root, ...]], _View] = {}
        self._outside: dict[int, _View] = {}

    def module_at(self, path: str) -> Found:
        """The module whose text is at `path`, which need not exist (relative: to the cwd)."""
        found = self._modules.get(path)
        if found is None:
            whole = os.path.normpath(os.path.join(self._cwd, path))
            found = self._modules[path] = self._named(whole)
        return found

    def above(self, path: str, name: str) -> list[Found]:
        """The files called `name` in the folder of `path` and those above, to the project's top.

        Where no top is known, to the first folder that is no package and has no such file, but
        for those below the working directory.
        """
        found: list[Found] = []
        folder = os.path.dirname(os.path.normpath(os.path.join(self._cwd, path)))
        top = self._roots.top_of(folder)
        while True:
            has = self._listing.has(folder, name)
            if has:
                found.append(self._named(os.path.join(folder, name)))
            above = os.path.dirname(folder)
            is_below = folder.startswith(os.path.join(self._cwd, ""))
            goes_on = folder != top if top else is_below or has or self._listing.is_package(folder)
            if not goes_on or above == folder:
                return found
            folder = above

    def text(self, path: str) -> str:
        """What stands in a small file that no import leads to, such as `setup.cfg`; '' for none."""
        return self._listing.text(path)

    def has(self, folder: str, name: str) -> bool:
        """Whether something called `name` is in `folder`."""
        return self._listing.has(folder, name)

    def _named(self, path: str) -> Found:
        """The one `Found` of a normal absolute path."""
        found = self._modules.get(path)
        if found is None:
            found = self._modules[path] = self._name(path)
        return found

    def _name(self, path: str) -> Found:
        folder, name = os.path.split(path)
        stem = name.split(".", 1)[0] or name
        if stem == "__init__":
            return Found(self._roots.package_at(folder)[1], path, True, "project", (folder,))
        package = self._roots.place_of(folder).package
        return Found(f"{package}.{stem}" if package else stem, path, False, "project", ())

    def find(self, name: str, importer: Found) -> Found | None:
        """The module that the absolute dotted `name` means in `importer`.

        None when neither the project nor the environment has it: the shipped data may be asked.
        """
        view = self._views.get(importer.path) or self._view(importer)
        if importer.name.endswith(name) and importer.name.endswith("." + name):
            return self._find_beyond(name, view)
        try:
            return view.answers[name]
        except KeyError:
            found = view.answers[name] = self._search(name, view, view.roots)
            return found

    def _find_beyond(self, name: str, view: _View) -> Found | None:
        """`import redis` in app/redis.py means another module, not the script's neighbour."""
        if name not in view.beyond:
            roots = tuple(root for root in view.roots if root.trust is not Trust.GUESS)
            view.beyond[name] = self._search(name, view, roots)
        return view.beyond[name]

    def _view(self, importer: Found) -> _View:
        if importer.origin == "environment":  # seen first through `find`, which kept its view
            return _View(None, ())
        folder = os.path.dirname(importer.path) or next(iter(importer.folders), self._cwd)
        view = self._by_folder.get(folder)
        if view is None:
            place = self._roots.place_of(folder)
            roots = self._roots.roots_for(place)
            view = self._shared.setdefault((place.root, roots), _View(place, roots))
            self._by_folder[folder] = view
        if importer.path:
            self._views[importer.path] = view
        return view

    def _environment(self, view: _View) -> Environment:
        if view.environment is None:
            near = self._roots.chain(view.place.folder) if view.place else ()
            here = self._roots.chain(self._cwd)
            view.environment = self._environments.for_chain((*near, *here))
        return view.environment

    def _search(self, name: str, view: _View, roots: Sequence[Root]) -> Found | None:
        parts = name.split(".")
        top = parts[0]
        if not all(parts) or top in _BEFORE_ANY_FILE:
            return None
        guess: Spot | None = None
        for root in roots:
            spot = self._below(root.folder, parts)
            if spot is None or spot == guess:
                continue
            if guess is not None:
                return _unknown(name)
            if root.trust is Trust.GUESS:
                guess = spot
            elif root.trust is Trust.LIKELY and is_stdlib(top):
                return _unknown(name)
            else:
                return self._project(name, spot)
        if guess is not None:
            return _unknown(name) if self._is_outside(top, view) else self._project(name, guess)
        if not is_stdlib(top):
            spot = self._environment(view).find(parts, self._listing)
            if spot is not None:
                return self._installed(name, spot, view)
            if top not in self._shipped:
                return self._spread(name, parts, view, roots)
        if any(self._below(root.folder, (top,)) for root in roots):
            return _unknown(name)  # a part of the project's package, which the shipped one is not
        return self._inner(name, parts, view)

    def _below(self, folder: str, parts: Sequence[str]) -> Spot | None:
        """The module of that name under a root, where its first part is a module or package."""
        spot = self._listing.look(folder, parts[0])
        return self._listing.descend(spot, parts[1:]) if spot is not None and spot.path else None

    def _is_outside(self, top: str, view: _View) -> bool:
        """Does the name mean something without the project?"""
        if is_stdlib(top) or top in self._shipped:
            return True
        return self._environment(view).find((top,), self._listing) is not None

    def _spread(
        self, name: str, parts: Sequence[str], view: _View, roots: Sequence[Root]
    ) -> Found | None:
        """A namespace package, or the package next door, which a folder with a build file hides."""
        own: list[str] = []
        distributions: list[str] = []
        for root in roots:
            spot = self._listing.look(root.folder, parts[0])
            for folder in spot.folders if spot is not None and not spot.path else ():
                is_distribution = self._listing.has_any(folder, DISTRIBUTION)
                (distributions if is_distribution else own).append(folder)
        found = self._namespace(name, parts, own)
        if found is not None:
            return found
        installed = self._environment(view).portions(parts[0], self._listing)
        spot = self._listing.descend(Spot("", installed), parts[1:])
        if spot is not None and installed:
            return self._installed(name, spot, view)
        found = self._next_door(name, parts, view.place) if view.place is not None else None
        return found or self._namespace(name, parts, distributions)

    def _namespace(self, name: str, parts: Sequence[str], folders: Sequence[str]) -> Found | None:
        spot = self._listing.descend(Spot("", tuple(folders)), parts[1:]) if folders else None
        return self._project(name, spot) if spot is not None else None

    def _next_door(self, name: str, parts: Sequence[str], place: Place) -> Found | None:
        found = {
            spot
            for root in self._roots.neighbours(place)
            if (spot := self._below(root, parts)) is not None
        }
        if len(found) > 1:
            return _unknown(name)
        return self._project(name, found.pop()) if found else None

    def _inner(self, name: str, parts: Sequence[str], view: _View) -> Found | None:
        """What only a relative import can mean: a part of the importer's own namespace package."""
        place = view.place
        if place is None or len(parts) == 1 or place.package.split(".")[0] != parts[0]:
            return None
        spot = self._listing.descend(Spot("", (place.root,)), parts)
        return self._project(name, spot) if spot is not None else None

    def _project(self, name: str, spot: Spot) -> Found:
        if spot.path:
            return self._named(spot.path)
        return Found(name, "", True, "project", spot.folders)

    def _installed(self, name: str, spot: Spot, view: _View) -> Found:
        environment = self._environment(view)
        path = spot.path
        if path.endswith(".py") and self._listing.has(*os.path.split(f"{path}i")):
            path += "i"  # a stub that a package brings says what its source means (PEP 561)
        if path and path not in self._views:
            self._views[path] = self._outside.setdefault(
                id(environment), _View(None, (), environment)
            )
        return Found(name, path, bool(spot.folders), "environment", spot.folders)


def absolute_name(importer: str, is_package: bool, level: int, source: str) -> str:
    """The dotted name of `from {'.' * level}{source} import …` in the module `importer`.

    '' where it leads above the importer's root. Level 0 is an absolute import.
    """
    if level == 0:
        return source
    parts = importer.split(".")
    kept = len(parts) - level + is_package
    if kept < 1:
        return ""
    base = ".".join(parts[:kept])
    return f"{base}.{source}" if source else base


def is_stdlib(name: str) -> bool:
    """Does the dotted name belong to the running Python's standard library?"""
    return name.partition(".")[0] in sys.stdlib_module_names


def _unknown(name: str) -> Found:
    return Found(name, "", True, "project", ())


def _working_folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return os.path.abspath(os.sep)
