"""The index: which module a name means, and what is known of it.

The project's own files come first, then the environment's, then the shipped data. A module is
read when a question first leads to it; files are read as bytes and never imported.
"""

from __future__ import annotations

import ast
import os
import tokenize
import warnings
from io import BytesIO
from typing import Any

from flake8_async_yield import __version__
from flake8_async_yield.libraries import LIBRARIES, load
from flake8_async_yield.names.definitions import Module, StoredModule
from flake8_async_yield.names.terms import LiveModule
from flake8_async_yield.project.cache import Cache
from flake8_async_yield.project.finder import Finder, Found, absolute_name
from flake8_async_yield.project.sight import LARGEST, Sight
from flake8_async_yield.project.summary import VERSION, as_data, empty, frozen, live_module
from flake8_async_yield.settings import Settings

ALWAYS_SHIPPED = frozenset({"typing_extensions", "_typeshed"})
"""Known to every type checker by their stubs, which are part of the standard library's."""


class Index:
    """Finds and keeps modules for one run."""

    def __init__(self, settings: Settings, cwd: str | None = None) -> None:
        self.settings = settings
        self.finder = Finder(
            roots=settings.roots, python=settings.python, cwd=cwd, shipped=LIBRARIES
        )
        folder = (settings.cache_dir or Cache.default_folder()) if settings.use_cache else ""
        self.cache = Cache(folder, f"{__version__}/{VERSION}")
        self._modules: dict[str, Module | None] = {}
        self._shipped: dict[str, Module | None] = {}
        self._above: dict[tuple[str, str], list[Module]] = {}
        self._linted: LiveModule | None = None
        self.evidence = self.finder.evidence
        self.sight = Sight(self.finder)

    @property
    def size(self) -> int:
        """How many modules have been looked for."""
        return len(self._modules) + len(self._shipped)

    # -- modules by name

    def module(self, name: str, importer: Module | None) -> Module | None:
        """The module that the absolute dotted `name` means in `importer` (None: a library)."""
        if importer is None or importer.found is None or name in ALWAYS_SHIPPED:
            return self._library(name)
        found = self.finder.find(name, importer.found)
        if found is None:
            return self._library(name)
        if not found.path:
            return self._namespace(found) if found.folders else None
        self.evidence.leads(importer.path, found.path)
        return self._at(found)

    def imported(self, module: Module, level: int, source: str) -> Module | None:
        """The module of `from {'.' * level}{source} import …` in `module`."""
        return self.resolve(module, level, source)[1]

    def resolve(self, module: Module, level: int, source: str) -> tuple[str, Module | None]:
        """The absolute dotted name of a relative one, and its module."""
        name = absolute_name(module.name, module.is_package, level, source)
        if not name:
            return "", None
        return name, self.module(name, module)

    def known_module(self, name: str, importer: Module) -> Module | None:
        """The project's module called `name`, if there is one."""
        if importer.found is None:
            return None
        found = self.finder.find(name, importer.found)
        if found is None or not found.path:
            return None
        self.evidence.leads(importer.path, found.path)
        return self._at(found)

    def above(self, module: Module, name: str) -> list[Module]:
        """The modules of the files called `name` beside `module` and in the folders above it."""
        key = (os.path.dirname(module.path), name)
        if key not in self._above:
            found = [self._at(found) for found in self.finder.above(module.path, name)]
            self._above[key] = [one for one in found if one is not None]
        for one in self._above[key]:
            self.evidence.leads(module.path, one.path)
        return self._above[key]

    def _library(self, name: str) -> Module | None:
        if name not in self._shipped:
            self._shipped[name] = load(name)
        return self._shipped[name]

    def _namespace(self, found: Found) -> Module:
        key = f"namespace {found.name} {found.folders}"
        module = self._modules.get(key)
        if module is None:
            module = self._modules[key] = empty(found.name)
            module.found = found
        return module

    def _at(self, found: Found) -> Module | None:
        if found.path not in self._modules:
            self._modules[found.path] = None  # while it is being read
            module = self._read(found)
            if module is not None:
                module.found = found
            self._modules[found.path] = module
        return self._modules[found.path]

    # -- reading

    def _read(self, found: Found) -> Module | None:
        live = self._linted
        if live is not None and live.path == found.path:
            return self._stored(found, frozen(as_data(live)))
        if not found.path.endswith((".py", ".pyi")):
            return None
        try:
            stamp = self.evidence.stamp(found.path)
            if not stamp[0] or stamp[1] > LARGEST:
                return None
            data = self.cache.load(found.path, stamp)
            if data is None:
                data = summarise(found)
                self.cache.store(found.path, stamp, data)
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return self._stored(found, data)

    def _stored(self, found: Found, data: Any) -> Module:
        return StoredModule(
            found.name,
            found.path,
            data,
            is_package=found.is_package,
            is_stub=found.path.endswith(".pyi"),
        )

    # -- the linted file

    def linted(self, path: str, tree: ast.Module, text: str) -> LiveModule:
        """The module of the file that is being linted, whose text need not be on disk."""
        found = self.finder.module_at(path)
        live = live_module(
            found.name,
            path,
            tree,
            text,
            is_package=found.is_package,
            is_stub=path.endswith(".pyi"),
        )
        live.found = found
        self._linted = live
        return live

    def release(self) -> None:
        """The file that was linted is done with: nothing more will be asked of it."""
        if self._linted is not None:
            self._linted.forget()
            self._linted = None


def summarise(found: Found) -> dict[str, Any]:
    """The data of the file at `found.path`; raises what reading and parsing raise."""
    with open(found.path, "rb") as file:
        raw = file.read(LARGEST + 1)
    text = decode(raw)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes of files that nobody asked about
        tree = ast.parse(raw)
    live = live_module(
        found.name,
        found.path,
        tree,
        text,
        is_package=found.is_package,
        is_stub=found.path.endswith(".pyi"),
        bodies=found.origin == "project",
    )
    data = frozen(as_data(live))
    live.forget()
    return data


def decode(raw: bytes) -> str:
    """Python source as text, by its BOM or coding line (PEP 263)."""
    if raw.isascii():
        return raw.decode("ascii")
    encoding, _ = tokenize.detect_encoding(BytesIO(raw).readline)
    return raw.decode(encoding)
