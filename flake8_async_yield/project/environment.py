"""Which installed packages a project sees, read off the environment's folders and never run.

Sources: the documentation of `site` (site-packages, `.pth` files: a line is a folder, unless it
starts with `import`), PEP 405 (`pyvenv.cfg`), setuptools' editable installs (a MAPPING of names to
places in `__editable___*_finder.py`), `editables` (`map_module` calls), PEP 561 (`foo-stubs`).
"""

import ast
import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flake8_async_yield.project.folders import Folders, Spot, is_file

_EDITABLE = ("__editable___", "_editable_impl_")
# Most runs meet few of these, so each is compiled where it is first used.
_TABLE = r"(?m)^(MAPPING|NAMESPACES)\b[^=\n]*=[ \t]*(\{.*\})[ \t]*$"
_MAPPED = r"""(?m)^F\.map_module\((('|").*)\)\s*$"""
_VERSION = r"(?m)^version(?:_info)?\s*=\s*(\d+\.\d+)"
_HOME = r"(?m)^home\s*=\s*(.+?)\s*$"
_SYSTEM = r"(?mi)^include-system-site-packages\s*=\s*true"
_PYTHON = r"(?:python|pypy)(\d+)\.(\d+)t?"
_PACKAGES = ("site-packages", "dist-packages")


class Environment(NamedTuple):
    """Installed packages: `folders` in the order of `sys.path`, `mapped` for editable installs.

    `mapped` leads from a dotted name to a package's folder or a module's path without its suffix;
    `spread` from a namespace package's name to its folders.
    """

    folders: tuple[str, ...]
    mapped: Mapping[str, str]
    spread: Mapping[str, tuple[str, ...]]

    def find(self, parts: Sequence[str], listing: Folders) -> Spot | None:
        """The module or regular package of that dotted name; source first, then stub packages."""
        top, rest = parts[0], parts[1:]
        for folder in self.folders:
            spot = listing.look(folder, top)
            if spot is not None and spot.path:
                spot = listing.descend(spot, rest)
                if spot is not None:
                    return spot
        spot = self._find_mapped(parts, listing)
        if spot is not None:
            return spot
        stubs = top + "-stubs"
        for folder in self.folders:
            if listing.has(folder, stubs):
                spot = listing.descend(listing.look(folder, stubs), rest)
                if spot is not None:
                    return spot
        return None

    def _find_mapped(self, parts: Sequence[str], listing: Folders) -> Spot | None:
        if not self.mapped:
            return None
        for length in range(len(parts), 0, -1):
            place = self.mapped.get(".".join(parts[:length]))
            if place is None:
                continue
            if place.endswith((".py", ".pyi")):
                inside = (os.path.dirname(place),) if _is_init(place) else ()
                spot = Spot(place, inside) if is_file(place) else None
            else:
                spot = listing.look(*os.path.split(place))
            return listing.descend(spot, parts[length:])
        return None

    def portions(self, top: str, listing: Folders) -> tuple[str, ...]:
        """The folders of the namespace package `top`."""
        found = [*self.spread.get(top, ())]
        for folder in self.folders:
            spot = listing.look(folder, top)
            if spot is not None and not spot.path:
                found.extend(spot.folders)
        return tuple(found)


class Environments:
    """Finds the environment of a project; each is read once."""

    def __init__(self, listing: Folders, python: str, cwd: str) -> None:
        self._listing = listing
        self._cwd = cwd
        self._read: dict[tuple[str, ...], Environment] = {}
        self._sites: dict[str, tuple[str, ...]] = {}
        self._chosen = self._sites_of_option(python)
        if not self._chosen and (active := os.environ.get("VIRTUAL_ENV")):
            self._chosen = self.sites_of(os.path.join(cwd, active))

    def for_chain(self, chain: Sequence[str]) -> Environment:
        """The environment seen by a file whose folder and parents are `chain`.

        The one chosen by the option or `VIRTUAL_ENV`, else a `.venv` or `venv` in the chain; the
        running interpreter's comes last in every case.
        """
        sites = self._chosen or self._beside(chain)
        folders = tuple(dict.fromkeys((*sites, *_running())))
        environment = self._read.get(folders)
        if environment is None:
            environment = self._read[folders] = read_environment(folders, self._listing)
        return environment

    def _beside(self, chain: Sequence[str]) -> tuple[str, ...]:
        for folder in chain:
            for name in (".venv", "venv"):
                if self._listing.has(folder, name):
                    sites = self.sites_of(os.path.join(folder, name))
                    if sites:
                        return sites
        return ()

    def _sites_of_option(self, python: str) -> tuple[str, ...]:
        """The site folders of an interpreter (path or command) or of an environment's folder."""
        if not python:
            return ()
        path = os.path.normpath(os.path.join(self._cwd, os.path.expanduser(python)))
        if self._listing.names(path) is not None:
            return self.sites_of(path)
        if not os.path.lexists(path):
            path = shutil.which(python) or ""
        # A venv's interpreter is a link to its base's, so the link comes before what it leads to.
        for binary in dict.fromkeys((path, os.path.realpath(path)) if path else ()):
            folder = os.path.dirname(binary)
            for prefix in (os.path.dirname(folder), folder):
                sites = self.sites_of(prefix, os.path.basename(binary))
                if sites:
                    return sites
        return ()

    def sites_of(self, prefix: str, binary: str = "") -> tuple[str, ...]:
        """The site folders of an environment's folder; () when it is none."""
        known = self._sites.get(prefix)
        if known is not None:
            return known
        self._sites[prefix] = ()  # a pyvenv.cfg whose home is itself
        config = self._listing.text(os.path.join(prefix, "pyvenv.cfg"))
        said = re.search(_VERSION, config) or re.search(r"(\d+\.\d+)", binary)
        sites = self._site_folders(prefix, said.group(1) if said else "")
        home = re.search(_HOME, config)
        if home and re.search(_SYSTEM, config):
            base = os.path.dirname(home.group(1))
            sites += self.sites_of(base, f"python{said.group(1)}" if said else "")
        self._sites[prefix] = tuple(sites)
        return self._sites[prefix]

    def _site_folders(self, prefix: str, version: str) -> tuple[str, ...]:
        found = [os.path.join(prefix, "Lib", "site-packages")]
        for library in (("local", "lib"), ("lib",), ("lib64",)):
            folder = os.path.join(prefix, *library)
            wanted = _interpreter(self._listing.names(folder) or (), version)
            for inner in (wanted, "python3"):  # Debian keeps packages in lib/python3
                if inner:
                    found.extend(os.path.join(folder, inner, name) for name in _PACKAGES)
        there = [folder for folder in found if self._listing.names(folder) is not None]
        real = {os.path.realpath(folder): folder for folder in reversed(there)}  # lib64 -> lib
        return tuple(folder for folder in there if folder in real.values())


def read_environment(sites: Sequence[str], listing: Folders) -> Environment:
    """The environment with these site folders, with what their `.pth` files add."""
    folders: dict[str, None] = {}
    mapped: dict[str, str] = {}
    spread: dict[str, tuple[str, ...]] = {}
    for site in sites:
        folders[site] = None
        for name in sorted(listing.names(site) or ()):
            if name.endswith(".pth") and not name.startswith("."):
                text = listing.text(os.path.join(site, name))
                folders.update(dict.fromkeys(_added_folders(site, text, listing)))
            elif name.endswith(".py") and name.startswith(_EDITABLE):
                _read_editable(listing.text(os.path.join(site, name)), mapped, spread)
    return Environment(tuple(folders), mapped, spread)


def _added_folders(site: str, text: str, listing: Folders) -> list[str]:
    found = []
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith(("#", "import ", "import\t")):
            continue
        folder = os.path.normpath(os.path.join(site, line))
        if listing.names(folder) is not None:
            found.append(folder)
    return found


def _read_editable(text: str, mapped: dict[str, str], spread: dict[str, tuple[str, ...]]) -> None:
    for match in re.finditer(_TABLE, text):
        table = _literal(match.group(2))
        for name, value in table.items() if isinstance(table, dict) else ():
            if not isinstance(name, str):
                continue
            if isinstance(value, str):
                mapped.setdefault(name, value)
            elif isinstance(value, list):
                spread.setdefault(name, tuple(item for item in value if isinstance(item, str)))
    for match in re.finditer(_MAPPED, text):
        pair = _literal(f"({match.group(1)})")
        if isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(p, str) for p in pair):
            mapped.setdefault(*pair)


def _literal(text: str) -> object:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None


def _is_init(path: str) -> bool:
    return os.path.splitext(os.path.basename(path))[0] == "__init__"


def _interpreter(names: Sequence[str] | frozenset[str], version: str) -> str:
    """The folder of the wanted Python version among a `lib` folder's names, else of the newest."""
    found: list[tuple[tuple[int, int], str]] = []
    for name in names:
        match = re.fullmatch(_PYTHON, name)
        if match:
            found.append(((int(match.group(1)), int(match.group(2))), name))
    for number, name in found:
        if f"{number[0]}.{number[1]}" == version:
            return name
    return max(found)[1] if found else ""


def _running() -> list[str]:
    return [
        path
        for path in sys.path
        if isinstance(path, str) and os.path.isabs(path) and os.path.basename(path) in _PACKAGES
    ]
