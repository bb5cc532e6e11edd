"""flake8's front: options in, 4-tuples out; nothing is decided here.

Reference: flake8's documentation, "Writing Plugins for Flake8" (parameters and options).
"""

from __future__ import annotations

import argparse
import ast
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from flake8.options.manager import OptionManager

from flake8_async_yield import __version__
from flake8_async_yield.project.results import Report, Results
from flake8_async_yield.settings import OPT_IN, Settings

if TYPE_CHECKING:
    from flake8_async_yield.project.index import Index


GROWTH = 4
"""Modules that are read before the index is frozen again."""

MOST_LINTED = 200
"""After so many files the index is made anew, so that a run's memory does not grow with it."""


class Plugin:
    """What flake8 makes for each file; `run` gives its reports."""

    name = "flake8-async-yield"
    version = __version__
    settings: ClassVar[Settings] = Settings()
    index: ClassVar[Index | None] = None
    results: ClassVar[Results | None] = None
    linted: ClassVar[int] = 0
    """How many files the index has served."""
    frozen: ClassVar[int] = 0
    """The size of the index when it was last frozen."""
    off: ClassVar[frozenset[str]] = OPT_IN

    def __init__(self, tree: ast.Module, lines: list[str], filename: str) -> None:
        self.tree = tree
        self.lines = lines
        self.filename = filename

    @staticmethod
    def add_options(parser: OptionManager) -> None:
        """Tell flake8 our options, and which codes are off until selected."""
        for name, text in LIST_OPTIONS.items():
            parser.add_option(
                name,
                default="",
                comma_separated_list=True,
                parse_from_config=True,
                help=text,
            )
        for name, text in TEXT_OPTIONS.items():
            parser.add_option(name, default="", parse_from_config=True, help=text)
        parser.add_option(
            "--async-yield-no-cache",
            action="store_true",
            default=False,
            parse_from_config=True,
            help="Keep no summaries of modules on disk.",
        )
        parser.extend_default_ignore(sorted(OPT_IN))

    @classmethod
    def parse_options(cls, options: argparse.Namespace) -> None:
        """Take the options of this run; nothing of an earlier run in this process stays."""
        cls.settings = settings_from(options)
        cls.results = None
        cls.drop_index()
        cls.off = codes_off(options)

    @classmethod
    def freeze_index(cls) -> None:
        """Put what the index holds out of the collector's sight, where it has grown.

        Looking for garbage there, again and again, took a third of a cold run and found nothing.
        It is done before another file is linted: an editor, which asks for one, need not wait.
        """
        if cls.index is not None and cls.index.size - cls.frozen >= GROWTH and gc.isenabled():
            cls.frozen = cls.index.size
            gc.collect()
            gc.freeze()

    @classmethod
    def drop_index(cls) -> None:
        """Let go of what was read, and of what was frozen with it."""
        if cls.index is not None:
            cls.index = None
            cls.frozen = 0
            gc.unfreeze()
            gc.collect()

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        """(line from 1, column from 0 in code points, text, this class) for each report."""
        cls = type(self)
        if cls.results is None:
            cls.results = Results(cls.settings, cls.off)
        path = absolute(self.filename)
        text = "".join(self.lines)
        reports = cls.results.load(path, text)
        if reports is None:
            reports = self._linted(path, text, cls.results)
        for line, column, code, message in reports:
            if code not in cls.off:
                yield line, column, f"{code} {message}", cls

    def _linted(self, path: str, text: str, results: Results) -> list[Report]:
        # What is needed to lint is imported when something has to be linted.
        from flake8_async_yield.engine import lint
        from flake8_async_yield.project.index import Index
        from flake8_async_yield.rules.base import checks
        from flake8_async_yield.source import Source

        cls = type(self)
        if cls.linted == MOST_LINTED:
            cls.drop_index()
        cls.freeze_index()
        if cls.index is None:
            cls.index = Index(cls.settings)
            cls.linted = 0
        cls.linted += 1
        source = Source(path, self.lines, self.tree)
        with uncollected():
            violations = lint(source, cls.index, cls.settings, checks(cls.off))
            reports = [(v.span.line, v.span.column, v.code, v.message) for v in violations]
            cls.index.release()
        results.store(path, text, reports, cls.index.evidence)
        return reports


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is looked for inside: what linting a file makes is nearly all still in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


LIST_OPTIONS = {
    "--async-yield-transparent-decorators": "Decorators that leave what they decorate as it is.",
    "--async-yield-context-manager-decorators": (
        "Decorators that make an async context manager of an async generator function."
    ),
    "--async-yield-roots": "Folders that hold top-level packages, where they can't be guessed.",
}
TEXT_OPTIONS = {
    "--async-yield-python": "The interpreter or environment whose packages are read.",
    "--async-yield-cache-dir": "Where summaries of modules are kept.",
}


def settings_from(options: argparse.Namespace) -> Settings:
    """The settings that flake8's parsed `options` stand for."""
    return Settings(
        transparent_decorators=frozenset(options.async_yield_transparent_decorators),
        context_manager_decorators=frozenset(options.async_yield_context_manager_decorators),
        roots=tuple(options.async_yield_roots),
        python=options.async_yield_python,
        cache_dir=options.async_yield_cache_dir,
        use_cache=not options.async_yield_no_cache,
    )


def codes_off(options: argparse.Namespace) -> frozenset[str]:
    """The opt-in codes that no option names in full.

    flake8's own default ignore list would not do: `--select=AY` overrules it for all of them.
    """
    lists = (options.select, options.extend_select, options.enable_extensions)
    named = {code for codes in lists for code in codes or ()}
    return OPT_IN - named


def absolute(filename: str) -> str:
    """The absolute path of a file as flake8 names it; standard input stands in the cwd."""
    if filename in ("-", "stdin"):
        return os.path.join(os.getcwd(), "<stdin>.py")
    return os.path.abspath(filename)
