"""The fixes as libcst codemods, for those who run a project's codemods with libcst's own tool.

``python -m libcst.tool codemod -x flake8_async_yield.fixes.rewrite.codemods.SafeFixes PATHS``.
They know nothing of flake8's configuration; `# noqa` is honoured.
"""

from __future__ import annotations

import argparse
import os
from typing import ClassVar

import libcst as cst
from flake8.violation import Violation as Flake8Violation
from libcst.codemod import CodemodCommand, CodemodContext

from flake8_async_yield.engine import lint
from flake8_async_yield.fixes.mend import mend
from flake8_async_yield.fixes.proof import Findings, Unparsed
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules, opt_in_codes
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source
from flake8_async_yield.violation import Violation


class SafeFixes(CodemodCommand):
    """The safe fixes of the AY rules, each proven as `flake8-async-yield fix` proves them."""

    DESCRIPTION: str = "Mend what flake8-async-yield reports, by safe fixes alone."
    UNSAFE: ClassVar[bool] = False

    def __init__(self, context: CodemodContext, select: str = "AY") -> None:
        super().__init__(context)
        self._select = tuple(part.strip() for part in select.split(",") if part.strip())
        self._settings = Settings()
        self._index = Index(self._settings)

    @staticmethod
    def add_args(arg_parser: argparse.ArgumentParser) -> None:
        """Tell libcst's tool our one option."""
        arg_parser.add_argument(
            "--select",
            default="AY",
            help="codes or their beginnings, comma-separated; opt-in rules only in full",
        )

    def transform_module_impl(self, tree: cst.Module) -> cst.Module:
        """`tree` mended; the same tree where there is nothing to mend, or nothing that can be."""
        try:
            mended = mend(tree.code, self._find, unsafe=self.UNSAFE)
        except Unparsed as error:
            self.warn(f"cannot be parsed: {error}")
            return tree
        for violation, reason in mended.unmended:
            self.warn(f"{violation.span.line}: {violation.code} not mended: {reason}")
        if mended.text == tree.code:
            return tree
        config = cst.PartialParserConfig(encoding=tree.encoding)
        module = cst.parse_module(mended.text, config)
        return module if module.code == mended.text else tree

    def _find(self, text: str) -> Findings:
        path = os.path.abspath(self.context.filename or "<codemod>.py")
        try:
            source = Source.parse(path, text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Unparsed(str(error)) from error
        found = lint(source, self._index, self._settings, all_rules())
        off = frozenset(opt_in_codes()) - frozenset(self._select)
        counted = tuple(v for v in found if v.code not in off)
        chosen = (v for v in counted if v.code.startswith(self._select))
        return Findings(counted, tuple(v for v in chosen if not _is_silenced(v, source)))


class UnsafeFixes(SafeFixes):
    """The unsafe fixes too: the body of a function may start to run, callers may have to change."""

    DESCRIPTION: str = "Mend what flake8-async-yield reports, by unsafe fixes too."
    UNSAFE: ClassVar[bool] = True


def _is_silenced(violation: Violation, source: Source) -> bool:
    """Whether a `# noqa` on the lines of the violation silences it."""
    span = violation.span
    lines = "".join(source.lines[span.line - 1 : span.end_line])
    said = Flake8Violation(violation.code, source.path, span.line, 0, violation.message, lines)
    return bool(said.is_inline_ignored(False))
