"""The command `flake8-async-yield`: fix, explain, rules. Each loads only what it needs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from flake8_async_yield import __version__

USAGE = "flake8-async-yield {fix,explain,rules} ..."
FIX_HELP = """\
Mends what the AY rules report in PATHS (folders are searched, '-' is standard input), with the
configuration, the '# noqa' comments and the exclusions that flake8 itself would use. Every option
of flake8 is taken as well: --select, --ignore, --extend-select, --exclude, --config,
--stdin-display-name, -j, --exit-zero, -q and the --async-yield-... ones among them.
"""
FIX_EPILOG = """\
exit status: 0 nothing is left to report, 1 something is (or with --diff something would change),
2 a file could not be mended, or the options are wrong
"""


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; flake8's own options are left to flake8."""
    top = argparse.ArgumentParser("flake8-async-yield", allow_abbrev=False)
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", required=True, metavar="{fix,explain,rules}")
    fix = commands.add_parser(
        "fix",
        help="mend what is reported",
        usage="flake8-async-yield fix [options] [PATHS ... | -]",
        description=FIX_HELP,
        epilog=FIX_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    fix.add_argument("--diff", action="store_true", help="print what would change, write nothing")
    fix.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="apply fixes too that may change what a program that runs does",
    )
    fix.add_argument(
        "--exit-non-zero-on-fix",
        action="store_true",
        help="exit with 1 where a file was changed, even if nothing is left",
    )
    explain = commands.add_parser("explain", help="print the page of a rule", allow_abbrev=False)
    explain.add_argument("code", help="AY301, or a rule's name")
    rules = commands.add_parser("rules", help="list the rules", allow_abbrev=False)
    for command in (explain, rules):
        command.add_argument("--format", choices=("text", "json"), default="text")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name); the exit status."""
    options, rest = parser().parse_known_args(argv)
    try:
        if options.command == "fix":
            from flake8_async_yield.cli.fix import Mode, fix

            mode = Mode(options.diff, options.unsafe_fixes, options.exit_non_zero_on_fix)
            return fix(rest, mode)
        if rest:
            parser().error(f"unrecognized arguments: {' '.join(rest)}")
        from flake8_async_yield.cli import pages

        if options.command == "explain":
            return pages.explain(options.code, options.format)
        return pages.rules(options.format)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader went away (`| head`); nothing more can be told it, at exit neither.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
