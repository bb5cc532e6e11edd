"""The hooks in a real git repository under the real pre-commit, installed from this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GENERATOR = "async def get_users():\n    yield 1\n"
BAD = """\
from users import get_users


async def main():
    for user in await get_users():
        print(user)
"""
GOOD = BAD.replace("for user in await", "async for user in")
CONFIG = """\
repos:
  - repo: {source}
    rev: {revision}
    hooks:
      - id: flake8-async-yield
{second}"""
FIX = "      - id: flake8-async-yield-fix\n"


class Repository:
    """A git repository of the test's own, deaf to the user's configuration of git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("GIT_")
        } | {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.org",
            "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        }
        folder.mkdir(exist_ok=True)
        self.run("git", "init", "--quiet")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run `command` in the repository and wait for it."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def commit(self, *names: str) -> subprocess.CompletedProcess[str]:
        """Stage `names` and commit them."""
        self.run("git", "add", "--", *names)
        return self.run("git", "commit", "--message=change")

    @property
    def commits(self) -> int:
        """How many commits there are."""
        return len(self.run("git", "log", "--format=%H").stdout.split())


@pytest.fixture(scope="module")
def source(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with what the checkout holds now, committed or not."""
    folder = tmp_path_factory.mktemp("pre-commit") / "source"
    folder.mkdir()
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(checkout / name, folder)
    shutil.copytree(
        checkout / "flake8_async_yield",
        folder / "flake8_async_yield",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    repository = Repository(folder)
    assert repository.commit(".").returncode == 0
    return repository


def project(source: Repository, name: str, *, fixing: bool) -> Repository:
    """A repository beside `source` whose hooks come from there."""
    repository = Repository(source.folder.parent / name)
    config = CONFIG.format(
        source=source.folder,
        revision=source.run("git", "rev-parse", "HEAD").stdout.strip(),
        second=FIX if fixing else "",
    )
    (repository.folder / ".pre-commit-config.yaml").write_text(config)
    (repository.folder / "users.py").write_text(GENERATOR)
    installed = repository.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    first = repository.commit(".")
    assert first.returncode == 0, first.stdout + first.stderr
    return repository


def test_a_bad_commit_is_refused_and_a_good_one_passes(source: Repository) -> None:
    repository = project(source, "linted", fixing=False)
    main = repository.folder / "main.py"
    main.write_text(BAD)
    refused = repository.commit("main.py")
    assert refused.returncode != 0
    assert "main.py:5:17: AY101" in refused.stdout + refused.stderr
    assert repository.commits == 1
    main.write_text(GOOD)
    taken = repository.commit("main.py")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert repository.commits == 2


def test_the_fixing_hook_mends_and_fails(source: Repository) -> None:
    repository = project(source, "fixed", fixing=True)
    main = repository.folder / "main.py"
    main.write_text(BAD)
    assert repository.commit("main.py").returncode != 0
    assert main.read_text() == GOOD
    assert repository.commits == 1
    taken = repository.commit("main.py")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert repository.commits == 2
