"""The plugin in the real flake8: its ways of being called, its options, what it may never print."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_async_yield.rules.base import all_codes, opt_in_codes
from front import EVERY_CODE, flake8, lay, reports, run
from marked import Mark

SHOP = Path(__file__).parent / "projects" / "bookshop" / "wrong"

USERS = """\
async def get_users():
    yield 1


async def get_user():
    return 1
"""
MAIN = """\
from .users import get_user, get_users


async def main():
    await get_users()
    async for user in get_user():
        print(user)
"""
FOUND = [Mark(5, 5, "AY101"), Mark(6, 23, "AY102")]


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A folder with the package `app`, whose `main.py` has the two mistakes of FOUND."""
    lay(tmp_path, {"app/__init__.py": "", "app/users.py": USERS, "app/main.py": MAIN})
    return tmp_path


def ours(output: str) -> list[Mark]:
    """The AY reports among the lines of flake8's output."""
    return [mark for _, mark in reports(output) if mark.code.startswith("AY")]


# -- the same reports however flake8 is called


def test_jobs_and_order() -> None:
    files = sorted(str(path.relative_to(SHOP)) for path in SHOP.rglob("*.py"))
    alone = flake8("-j1", *files, cwd=SHOP)
    assert len({path for path, _ in alone}) > 10
    assert flake8("-j2", *files, cwd=SHOP) == alone
    for seed in range(3):
        random.Random(seed).shuffle(files)
        assert flake8("-j1", *files, cwd=SHOP) == alone
        assert flake8("-j2", *files, cwd=SHOP) == alone


@pytest.mark.parametrize(
    "name", ["app/main.py", "./app/main.py", "app/../app/main.py", "{cwd}/app/main.py"]
)
def test_names_of_a_file(app: Path, name: str) -> None:
    path = name.format(cwd=app)
    assert [mark for _, mark in flake8(path, cwd=app)] == FOUND
    buffer = flake8("-", f"--stdin-display-name={path}", cwd=app, text=MAIN)
    assert [mark for _, mark in buffer] == FOUND


def test_folders_to_start_from(app: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert [mark for _, mark in flake8(str(app), cwd=elsewhere)] == FOUND
    assert [mark for _, mark in flake8("main.py", cwd=app / "app")] == FOUND


def test_a_buffer_without_a_name(app: Path) -> None:
    """Emacs' flymake gives no name and works in the file's own folder."""
    assert flake8("-", cwd=app / "app", text=MAIN) == [("stdin", mark) for mark in FOUND]


def test_the_buffer_counts_and_not_the_file(app: Path) -> None:
    mended = MAIN.replace("await get_users()", "await get_user()")
    arguments = ("-", "--stdin-display-name=app/main.py")
    assert flake8(*arguments, cwd=app, text=mended) == [("app/main.py", FOUND[1])]
    further_down = [("app/main.py", Mark(7, 23, "AY102"))]
    assert flake8(*arguments, cwd=app, text="\n" + mended) == further_down


def test_a_buffer_that_is_not_on_disk(app: Path) -> None:
    found = flake8("-", "--stdin-display-name=app/new.py", cwd=app, text=MAIN)
    assert found == [("app/new.py", mark) for mark in FOUND]


def test_a_cycle_leads_back_to_the_buffer(tmp_path: Path) -> None:
    disk = "from b import again\nasync def get_users():\n    return 1\n"
    lay(tmp_path, {"a.py": disk, "b.py": "from a import get_users as again\n"})
    use = "async def main():\n    await again()\n"
    assert flake8("-", "--stdin-display-name=a.py", cwd=tmp_path, text=disk + use) == []
    buffer = disk.replace("return", "yield") + use
    found = flake8("-", "--stdin-display-name=a.py", cwd=tmp_path, text=buffer)
    assert found == [("a.py", Mark(5, 5, "AY101"))]


def test_crowded_command_line(app: Path) -> None:
    """The same file twice is reported as flake8 does for every plugin: per mention, no more."""
    once = flake8("app/main.py", cwd=app)
    assert set(flake8("app/main.py", "app/main.py", cwd=app)) == set(once)


# -- choosing codes


def test_on_by_default_and_quiet(app: Path) -> None:
    done = run(".", cwd=app)
    assert done.stderr == ""
    assert done.returncode == 1
    assert ours(done.stdout) == FOUND


def test_nothing_wrong_is_exit_0(app: Path) -> None:
    done = run("app/users.py", cwd=app)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


OPT_IN = """\
class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.close()

    async def close(self):
        pass


async def main():
    session = Session()
    try:
        print(session)
    finally:
        await session.close()
"""


def test_opt_in_codes(tmp_path: Path) -> None:
    assert opt_in_codes() == ("AY307", "AY308", "AY309", "AY312", "AY503")
    lay(tmp_path, {"app.py": OPT_IN})
    found = [Mark(17, 9, "AY308")]
    assert ours(run("app.py", cwd=tmp_path).stdout) == []
    assert ours(run("--extend-select=AY308", "app.py", cwd=tmp_path).stdout) == found
    assert ours(run("--select=AY308", "app.py", cwd=tmp_path).stdout) == found
    assert ours(run("--extend-select=AY309", "app.py", cwd=tmp_path).stdout) == []
    assert ours(run("--select=AY", "app.py", cwd=tmp_path).stdout) == []
    assert ours(run("--select=AY", "--extend-select=AY308", "app.py", cwd=tmp_path).stdout) == found


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ("--select=A", ["AY101", "AY102"]),
        ("--ignore=A", []),
        ("--extend-ignore=AY", []),
        ("--extend-ignore=AY102", ["AY101"]),
        ("--select=AY1", ["AY101", "AY102"]),
        ("--select=AY102", ["AY102"]),
        ("--per-file-ignores=app/main.py:AY101", ["AY102"]),
        ("--per-file-ignores=app/users.py:AY101", ["AY101", "AY102"]),
        ("--extend-exclude=app", []),
    ],
)
def test_selection(app: Path, options: str, codes: list[str]) -> None:
    done = run(options, ".", cwd=app)
    assert [mark.code for mark in ours(done.stdout)] == codes


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("# noqa: AY101", ["AY102"]),
        ("# noqa:AY101,E501", ["AY102"]),
        ("# noqa: AY1", ["AY102"]),
        ("# noqa", ["AY102"]),
        ("# NOQA : ay101", ["AY102"]),
        ("# noqa: AY102", ["AY101", "AY102"]),
        ("# not qa: AY101", ["AY101", "AY102"]),
    ],
)
def test_noqa(app: Path, comment: str, codes: list[str]) -> None:
    text = MAIN.replace("await get_users()", f"await get_users()  {comment}")
    done = run("-", "--stdin-display-name=app/main.py", cwd=app, text=text)
    assert [mark.code for mark in ours(done.stdout)] == codes


def test_noqa_over_several_lines(app: Path) -> None:
    """flake8 takes a noqa at the end of a string's lines for all of them."""
    text = MAIN.replace("await get_users()", 'await get_users("""\n    """)  # noqa: AY101')
    done = run("-", "--stdin-display-name=app/main.py", cwd=app, text=text)
    assert [mark.code for mark in ours(done.stdout)] == ["AY102"]


def test_disable_noqa(app: Path) -> None:
    text = MAIN.replace("await get_users()", "await get_users()  # noqa: AY101")
    done = run("-", "--disable-noqa", "--stdin-display-name=app/main.py", cwd=app, text=text)
    assert ours(done.stdout) == FOUND


# -- our options

DECORATED = """\
def logged(function):
    return registry[function]


@logged
async def get_users():
    yield 1


async def main():
    await get_users()
"""


@pytest.mark.parametrize("name", [".flake8", "setup.cfg", "tox.ini"])
def test_options_from_a_file(tmp_path: Path, name: str) -> None:
    config = "[flake8]\nasync-yield-transparent-decorators = timed, logged\n"
    lay(tmp_path, {"app.py": "registry = {}\n\n\n" + DECORATED, name: config})
    assert ours(run("app.py", cwd=tmp_path).stdout) == []
    assert ours(run("app.py", cwd=tmp_path, isolated=False).stdout) == [Mark(14, 5, "AY101")]


def test_help_names_the_options(tmp_path: Path) -> None:
    shown = run("--help", cwd=tmp_path).stdout
    for option in ("transparent-decorators", "context-manager-decorators", "roots", "python"):
        assert f"--async-yield-{option}" in shown
    assert "--async-yield-cache-dir" in shown
    assert "--async-yield-no-cache" in shown


def test_version_names_the_plugin(tmp_path: Path) -> None:
    assert "flake8-async-yield: 0.1.0" in run("--version", cwd=tmp_path).stdout


# -- what clients rely on


def test_messages_are_one_line_under_their_code() -> None:
    folders = (SHOP, Path(__file__).parent / "cases")
    lines = "".join(run(*EVERY_CODE, ".", cwd=folder).stdout for folder in folders).splitlines()
    assert len(lines) > 1000
    for line in lines:
        code, space, text = line.split(":", 3)[3][1:].partition(" ")
        assert code in all_codes()
        assert space
        assert text == text.strip()
        assert len(text) > 20
        assert not any(slip in text for slip in SLIPS), line


SLIPS = ("''", " an User", "  ", "<", "object at")
"""What no message holds: names that are empty or quoted twice, objects' own descriptions."""


LEGACY = """\
import sys
from pathlib import Path
from flake8.api import legacy

def once():
    guide = legacy.get_style_guide(select=["AY"])
    return guide.check_files(["app/main.py"]).get_statistics("AY")

print(once())
print(once())
Path("app/users.py").write_text("async def get_users():\\n    return 12345678\\n")
print(once())
"""


def test_twice_in_one_process(app: Path) -> None:
    """An editor lints for days in one process: options are new each time, and so are files."""
    done = subprocess.run(
        [sys.executable, "-c", LEGACY],
        cwd=app,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONSAFEPATH": "1"},
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    assert "AY101" in lines[0]
    assert "AY102" in lines[0]
    assert lines[1] == lines[0]
    assert lines[2] == "[]"


LISTED = """\
import sys
from flake8.main.cli import main
main(sys.argv[1:])
print(*sys.modules)
"""


def test_linting_imports_no_libcst_and_no_linted_module(app: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LISTED, "--isolated", "-j1", "app"],
        cwd=app,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    modules = done.stdout.splitlines()[-1].split()
    assert "AY101" in done.stdout
    assert "flake8_async_yield.plugin" in modules
    assert [name for name in modules if name.split(".")[0] in ("libcst", "app")] == []
