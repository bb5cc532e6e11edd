"""What the README says is so: its output, its commands, its table, its options."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest
from flake8.options.manager import OptionManager

from flake8_async_yield.plugin import Plugin
from flake8_async_yield.rules.pages import with_table
from front import run

OUTPUT = re.compile(
    r"<!-- output: flake8 (.+?) -->\n\n```text\n(.*?)```\n\n<!-- /output -->", re.DOTALL
)


@pytest.fixture
def readme(checkout: Path) -> str:
    return (checkout / "README.md").read_text(encoding="utf-8")


def test_the_output_is_that_of_a_run(readme: str, checkout: Path) -> None:
    match = OUTPUT.search(readme)
    assert match is not None
    done = run(*shlex.split(match[1]), cwd=checkout)
    assert match[2] == done.stdout
    assert done.stdout.count("AY") == 5


def commands(readme: str) -> list[str]:
    """The lines that make a virtual environment of the two blocks under "Try it"."""
    section = readme.partition("## Try it")[2].partition("\n## ")[0]
    return re.findall(r"^```sh\n(python3 -m venv .+)\n```$", section, re.MULTILINE)


def test_two_commands_do_all_the_set_up(readme: str, checkout: Path) -> None:
    first, second = commands(readme)
    shown = OUTPUT.search(readme)
    assert shown is not None
    assert first.endswith(f".venv/bin/flake8 {shown[1]}")
    assert second.endswith(".venv/bin/pytest")


def test_ci_runs_the_test_command(readme: str, checkout: Path) -> None:
    script = (checkout / ".ci/run").read_text()
    pattern = re.search(r"^tests=\$\(grep -E '(.+)' README\.md\)$", script, re.MULTILINE)
    assert pattern is not None
    matching = [line for line in readme.splitlines() if re.match(pattern[1], line)]
    assert matching == [commands(readme)[1]]


def test_the_table_is_the_rules(readme: str) -> None:
    assert with_table(readme) == readme


def test_every_option_is_explained(readme: str) -> None:
    manager = OptionManager(version="", plugin_versions="", parents=[], formatter_names=[])
    before = set(options(manager.parser))
    Plugin.add_options(manager)
    ours = set(options(manager.parser)) - before
    assert set(re.findall(r"^\| `(--[a-z-]+)`", readme, re.MULTILINE)) == ours


def options(parser: argparse.ArgumentParser) -> list[str]:
    """The long options that `parser` knows."""
    return [name for action in parser._actions for name in action.option_strings]


def test_its_files_are_there(readme: str, checkout: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", readme)
    assert len(links) > 2
    assert [link for link in links if not (checkout / link).exists()] == []
