"""The reports of a file, kept on disk until the file or what they rest on changes.

With them a run over files that nobody has touched costs a look at each, and no analysis.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

import flake8_async_yield
from flake8_async_yield.project.cache import Cache, digest
from flake8_async_yield.project.evidence import Evidence, News, joined
from flake8_async_yield.project.folders import Folders
from flake8_async_yield.settings import Settings

Report = tuple[int, int, str, str]
"""(line from 1, column from 0 in code points, code, message)."""


class Results:
    """Reads and writes the reports of one run's files."""

    def __init__(self, settings: Settings, off: frozenset[str]) -> None:
        """`off` are the codes that are not looked for."""
        folder = (settings.cache_dir or Cache.default_folder()) if settings.use_cache else ""
        self._is_on = bool(folder)
        surroundings = (
            flake8_async_yield.__version__,
            _newest_source() if folder else 0,
            sorted(settings.transparent_decorators),
            sorted(settings.context_manager_decorators),
            settings.roots,
            settings.python,
            sorted(off),
            os.environ.get("VIRTUAL_ENV"),
            sys.prefix,
            _working_folder(),
        )
        self._cache = Cache(folder, f"reports {surroundings!r}")
        self._evidence = Evidence(Folders())
        self._standing: dict[str, bool] = {}
        """Whether surroundings that were kept are the same now, by their name."""
        self._growing: Evidence | None = None
        self._parts: list[_Part] = []
        """What the evidence of this run has looked at so far, as it was kept."""

    def load(self, path: str, text: str) -> list[Report] | None:
        """The reports of the file at the absolute `path` with this text; None: not known."""
        if not self._is_on:
            return None
        kept: Any = self._cache.load(path, _digest(text.encode("utf-8", "surrogatepass")))
        if kept is None:
            return None
        try:
            reports, files, surroundings = kept
            stands = all(map(self._stands, surroundings)) and self._evidence.files_hold(files)
            return list(reports) if stands else None
        except (TypeError, ValueError, LookupError, AttributeError):
            return None

    def store(self, path: str, text: str, reports: Iterable[Report], evidence: Evidence) -> None:
        """Keep the reports of a file that was just linted, unless what they rest on is too new."""
        if not self._is_on:
            return
        files = evidence.files(path)
        if files is None:
            return
        entry = list(reports), files, self._surroundings(evidence)
        self._cache.store(path, _digest(text.encode("utf-8", "surrogatepass")), entry)

    def _surroundings(self, evidence: Evidence) -> tuple[str, ...]:
        """The names under which all that `evidence` has looked at so far is kept.

        What is new is joined with parts that are no larger, so that there are always few of them.
        """
        if self._growing is not evidence:
            self._growing, self._parts = evidence, []
        news = evidence.news()
        if news is not None:
            parts, size = self._parts, 1
            while parts and parts[-1].size <= size:
                last = parts.pop()
                news = joined(last.news, news)
                size += last.size
            name = digest(marshal.dumps(news)).hex()
            self._cache.store(_SURROUNDINGS + name, (0, 0), news)
            parts.append(_Part(size, name, news))
        return tuple(part.name for part in self._parts)

    def _stands(self, name: str) -> bool:
        """Whether the surroundings called `name` are the same now."""
        if name not in self._standing:
            news: Any = self._cache.load(_SURROUNDINGS + name, (0, 0))
            self._standing[name] = news is not None and self._evidence.news_hold(news)
        return self._standing[name]


class _Part(NamedTuple):
    """Surroundings that are kept: how often there was something new in them."""

    size: int
    name: str
    news: News


_SURROUNDINGS = "surroundings "


def _digest(data: bytes) -> tuple[int, int]:
    raw = digest(data)
    return (
        int.from_bytes(raw[:8], "little", signed=True),
        int.from_bytes(raw[8:], "little", signed=True),
    )


def _newest_source() -> int:
    """The newest mtime (ns) of this package's own modules: other rules give other reports."""
    newest = 0
    stack = list(flake8_async_yield.__path__)
    while stack:
        try:
            with os.scandir(stack.pop()) as entries:
                for entry in entries:
                    if entry.name.endswith((".py", ".jsonl")):
                        newest = max(newest, entry.stat().st_mtime_ns)
                    elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                        stack.append(entry.path)
        except OSError:
            continue
    return newest


def _working_folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return ""
