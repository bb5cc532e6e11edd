"""What a project's files say of the releases it works with, and what that keeps us from saying."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_async_yield.project.finder import Finder
from flake8_async_yield.project.requirements import is_for_older, specifiers
from front import lay, run

OLDER = {
    "requirements.txt": "discord.py==1.7.3\n",
    "requirements.in": "Discord_Py[voice]>=1.5, <2  # as long as it goes\n",
    "setup.cfg": "[options]\ninstall_requires =\n    discord-py <= 1.9; python_version < '3.12'\n",
    "setup.py": "setup(install_requires=['discord.py (~=1.7)', 'aiohttp'])\n",
    "pyproject.toml": '[tool.poetry.dependencies]\n"discord.py" = "^1.7"\n',
    "Pipfile": '[packages]\ndiscord-py = {extras = ["voice"], version = "==1.*"}\n',
    "poetry.lock": '[[package]]\nname = "discord-py"\nversion = "1.7.3"\n',
}
NOT_OLDER = {
    "no release": "discord.py\naiohttp<2\n",
    "from one on": "discord.py>=1.7\n",
    "today's": "discord.py>=2.0,<3\n",
    "not one": "discord.py!=1.7.3\n",
    "another": "discord.py-stubs==1.7\nnot-discord.py==1.7\ndiscord.py.ext<1\n",
    "in a list": "install_requires=['discord.py', 'aiohttp<2']\n",
    "one of several": '"discord.py" = "^1.7 || ^2.0"\n',
    "an address": "https://host/discord.py/archive/1.7.tar.gz\n",
    "no version": 'name = "discord.py"\nsummary = "1.0"\n',
}


@pytest.mark.parametrize("name", OLDER)
def test_a_file_that_asks_for_an_older_release(name: str, tmp_path: Path) -> None:
    lay(tmp_path, {".git/HEAD": "", name: OLDER[name], "app/main.py": ""})
    finder = Finder(cwd=str(tmp_path))
    path = str(tmp_path / "app" / "main.py")
    assert is_for_older(finder, path, "discord.py", (2,))
    assert not is_for_older(finder, path, "discord.py", (1,))
    assert not is_for_older(finder, path, "discord", (2,))


@pytest.mark.parametrize("text", NOT_OLDER.values(), ids=NOT_OLDER)
def test_a_file_that_does_not(text: str, tmp_path: Path) -> None:
    lay(tmp_path, {".git/HEAD": "", "requirements.txt": text, "app/main.py": ""})
    finder = Finder(cwd=str(tmp_path))
    assert not is_for_older(finder, str(tmp_path / "app" / "main.py"), "discord.py", (2,))


@pytest.mark.parametrize(
    ("specifier", "since", "is_older"),
    [
        ("~=1.4.2", (1, 5), True),
        ("~=1.4", (1, 5), False),
        ("~=1.4", (2,), True),
        ("^0.3", (0, 4), True),
        ("^0.3", (0, 3), False),
        ("~1", (2,), True),
        ("<1.4", (1, 4), True),
        ("<1.4.0", (1, 4), True),
        ("<=1.4", (1, 4), False),
        ("==2.0.0b1", (2,), False),
        ("===1.3.24", (1, 4), True),
    ],
)
def test_specifiers(specifier: str, since: tuple[int, ...], is_older: bool, tmp_path: Path) -> None:
    sign = "" if specifier[0] in "<=" or specifier.startswith("~=") else " = "
    line = f'thing = "{specifier}"\n' if sign else f"thing{specifier}\n"
    assert specifiers(line, "thing") == [specifier]
    lay(tmp_path, {"pyproject.toml": line, "main.py": ""})
    finder = Finder(cwd=str(tmp_path))
    assert is_for_older(finder, str(tmp_path / "main.py"), "thing", since) == is_older


MAIN = """\
import asyncio

import async_timeout
from discord.ext import commands


async def main(bot: commands.Bot) -> None:
    with async_timeout.timeout(3):
        bot.load_extension("cogs.greetings")
    asyncio.sleep(1)
"""


def test_what_is_right_under_the_release_that_is_asked_for(tmp_path: Path) -> None:
    """Neither library is among those that the tests need, so that neither is installed."""
    lay(tmp_path, {"pyproject.toml": "[project]\n", "app/main.py": MAIN})
    arguments = ("-j1", "--select=AY", "--async-yield-no-cache", "app")
    assert codes(run(*arguments, cwd=tmp_path).stdout) == ["AY109", "AY110", "AY110"]
    asks = '[project]\ndependencies = ["discord.py>=1.7,<2", "async-timeout~=4.0"]\n'
    lay(tmp_path, {"pyproject.toml": asks})
    assert codes(run(*arguments, cwd=tmp_path).stdout) == ["AY110"]


def codes(output: str) -> list[str]:
    """The codes of flake8's output, in its order."""
    return [line.split()[1] for line in output.splitlines()]
