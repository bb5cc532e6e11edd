"""What the user's flake8 configuration says, asked of flake8 itself.

The modules of flake8 that are used here are those that its own `Application` is made of
(flake8 7.0 to 7.5): they find the configuration files, parse them and the command line, expand
paths, and decide whether a code is selected in a file and whether a line is silenced.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence

from flake8.discover_files import expand_paths
from flake8.exceptions import ExecutionError
from flake8.options.parse_args import parse_args
from flake8.processor import FileProcessor
from flake8.style_guide import Decision, StyleGuideManager
from flake8.violation import Violation as Flake8Violation

from flake8_async_yield.engine import lint
from flake8_async_yield.fixes.proof import Findings, Unparsed
from flake8_async_yield.plugin import absolute, settings_from
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules, opt_in_codes
from flake8_async_yield.source import Source
from flake8_async_yield.violation import Violation


class ConfigurationError(Exception):
    """flake8 refuses the configuration; the text is flake8's."""


class Configuration:
    """One run's options, as flake8 reads them from its files and from `argv`.

    A wrong option ends the program as it ends flake8 (`SystemExit`, 2).
    """

    def __init__(self, argv: Sequence[str]) -> None:
        self.argv = list(argv)
        try:
            _, self.options = parse_args(self.argv)
        except ExecutionError as error:
            raise ConfigurationError(str(error)) from error
        self.settings = settings_from(self.options)
        self._index = Index(self.settings)
        # The formatter is for what flake8 prints; here nothing is printed through flake8.
        self._guides = StyleGuideManager(self.options, formatter=None)

    # -- files

    def files(self) -> list[str]:
        """The files to mend, each once, in order; '-' for standard input."""
        options = self.options
        found = expand_paths(
            paths=options.filenames,
            stdin_display_name=options.stdin_display_name,
            filename_patterns=options.filename,
            exclude=(*options.exclude, *options.extend_exclude),
        )
        return sorted(dict.fromkeys(found))

    @property
    def uses_stdin(self) -> bool:
        """Whether standard input is to be mended."""
        return "-" in self.options.filenames

    def jobs(self) -> int:
        """How many processes `--jobs` asks for."""
        if self.options.jobs.is_auto:
            return os.cpu_count() or 1
        return max(1, int(self.options.jobs.n_jobs))

    # -- findings

    def is_ignored(self, path: str, text: str) -> bool:
        """Whether a `# flake8: noqa` line tells flake8 to leave the whole file alone."""
        return bool(self._processor(path, text).should_ignore_file())

    def find(self, path: str, text: str) -> Findings:
        """What our rules find in `text`, which stands at `path`; raises `Unparsed`."""
        try:
            source = Source.parse(absolute(path), text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Unparsed(str(error) or type(error).__name__) from error
        violations = lint(source, self._index, self.settings, all_rules())
        if not violations:
            return Findings((), ())
        guide = self._guides.style_guide_for(path)
        selected = {
            code: guide.should_report_error(code) is Decision.Selected
            for code in {violation.code for violation in violations}
        }
        off = set(opt_in_codes())
        counted = [v for v in violations if selected[v.code] or v.code not in off]
        chosen = [v for v in violations if selected[v.code]]
        if chosen:
            processor = self._processor(path, text)
            chosen = [v for v in chosen if not self._is_silenced(path, v, processor)]
        return Findings(tuple(counted), tuple(chosen))

    def _is_silenced(self, path: str, violation: Violation, processor: FileProcessor) -> bool:
        line = violation.span.line
        said = Flake8Violation(
            violation.code,
            path,
            line,
            violation.span.column + 1,
            violation.message,
            processor.noqa_line_for(line) or "",
        )
        return bool(said.is_inline_ignored(self.options.disable_noqa))

    def _processor(self, path: str, text: str) -> FileProcessor:
        return FileProcessor(path, self.options, lines=list(io.StringIO(text, newline=None)))
