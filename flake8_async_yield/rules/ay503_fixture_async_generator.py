"""AY503: an `async def` fixture that no plugin of pytest will run."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.definitions import decorators, has_yield

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

FIXTURES = frozenset({"pytest.fixture", "_pytest.fixtures.fixture"})
ALWAYS = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini")
SECTIONS = {
    "pyproject.toml": r"(?m)^\[tool\.pytest",
    "tox.ini": r"(?m)^\[pytest\]",
    "setup.cfg": r"(?m)^\[tool:pytest\]",
}
"""pytest's configuration files: some count by being there, others by a section.

The first that is found on the way up wins (pytest's documentation, "Configuration").
"""
PICKED_UP = (
    r"asyncio_mode\s*=\s*[\"']?auto|asyncio-mode[= ]auto|anyio|trio_mode"
    r"|aiohttp[._]pytest|pytest[-_](aiohttp|trio|tornado|tornasync|twisted|sanic|curio)|aiomisc"
)
"""Signs of a plugin that runs async fixtures under `@pytest.fixture`."""

SPOKEN_OF = r"anyio|^\s*import trio\b|^\s*from trio\b|mark\.trio\b"
"""Signs of it in a file of tests: pytest-trio runs the fixtures of tests that bear its mark."""


class FixtureAsyncGenerator(Rule):
    """# AY503 fixture-async-generator

    ## What it does

    Reports an `async def` under plain `@pytest.fixture` where no plugin can pick it up:
    pytest-asyncio is not in its auto mode, and there is no sign of anyio.

    ## Why it fails

    pytest itself does not run coroutines. Up to pytest 8 the test gets a coroutine or an async
    generator in place of the session (8.4 warns), since pytest 9 it is an error. pytest-asyncio
    in its strict mode, the default, only runs what is decorated with `@pytest_asyncio.fixture`.

    ## Wrong

    ```python
    # prints: exit status 1
    import contextlib
    import io
    import pathlib
    import tempfile

    import pytest

    TEST = '''
    import pytest

    @pytest.fixture
    async def session():
        yield "session"

    def test_session(session):
        assert session == "session"
    '''


    @pytest.fixture
    async def session():
        yield "session"


    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "test_session.py")
        path.write_text(TEST)
        with contextlib.redirect_stdout(io.StringIO()):
            status = pytest.main([str(path), "-p", "no:cacheprovider"])
    print("exit status", int(status))
    ```

    ## Right

    ```python
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def session():
        yield "session"
    ```

    ## What it does not flag

    - `asyncio_mode = auto` in pytest's configuration, which is looked for upwards from the file.
      Where there is neither a configuration nor the root of a git repository, nothing is reported.
    - A file, a `conftest.py` or a configuration above it that speaks of anyio, whose plugin runs
      such fixtures for the tests that are marked. A file or a `conftest.py` that imports trio or
      sets pytest-trio's mark.
    - A project whose configuration names another plugin that runs such fixtures, as
      pytest-aiohttp and pytest-trio do.

    ## Options

    Off by default: pytest's mode may also be given on the command line, which cannot be seen
    from here. `--extend-select=AY503` turns it on.

    ## Fix

    None. Write `@pytest_asyncio.fixture`, or set `asyncio_mode = auto`.

    ## Since

    0.1.0

    ## References

    - [pytest-asyncio: Modes](https://pytest-asyncio.readthedocs.io/en/stable/concepts.html#test-discovery-modes)
    - [anyio: Using async fixtures](https://anyio.readthedocs.io/en/stable/testing.html#using-async-fixtures)
    - [pytest: sync test depending on async fixture](https://docs.pytest.org/en/stable/deprecations.html#sync-test-depending-on-async-fixture)
    """

    codes: ClassVar[dict[str, str]] = {"AY503": "fixture-async-generator"}
    opt_in: ClassVar[frozenset[str]] = frozenset({"AY503"})
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the fixture `node`."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if not any("fixture" in ast.dump(decorator) for decorator in node.decorator_list):
            return
        names = decorators(node, context)
        if len(names) != 1 or names[0] not in FIXTURES:
            return
        if any(re.search(SPOKEN_OF, line) for line in context.source.lines):
            return
        if _may_be_picked_up(context):
            return
        what = "an async generator" if has_yield(node, context) else "a coroutine"
        context.report(
            "AY503",
            node,
            f"'{node.name}' is {what} function under plain '@pytest.fixture', which pytest "
            "itself does not run; write '@pytest_asyncio.fixture'",
        )


def _may_be_picked_up(context: Context) -> bool:
    """Whether pytest's configuration, or a `conftest.py` below it, names a plugin for it.

    Where neither a configuration nor the root of a repository is found, nothing is known.
    """
    finder = context.evaluator.index.finder
    for folder in Path(context.source.path).parents:
        conftest = finder.text(str(folder / "conftest.py"))
        if re.search(PICKED_UP, conftest) or re.search(f"(?m){SPOKEN_OF}", conftest):
            return True
        for name in (*ALWAYS, *SECTIONS):
            text = finder.text(str(folder / name))
            section = SECTIONS.get(name)
            if re.search(section, text) if section is not None else finder.has(str(folder), name):
                return re.search(PICKED_UP, text) is not None
        if finder.has(str(folder), ".git"):
            return False
    return True
