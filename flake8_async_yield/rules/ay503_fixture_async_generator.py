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
CONFIGURATION = (
    "pytest.toml",
    ".pytest.toml",
    "pytest.ini",
    ".pytest.ini",
    "pyproject.toml",
    "tox.ini",
    "setup.cfg",
    "conftest.py",
)
"""Where pytest's options stand, and where anyio's plugin is told of its backend."""
PICKED_UP = re.compile(
    r"asyncio_mode\s*=\s*[\"']?auto|asyncio-mode[= ]auto|anyio|trio_mode"
    r"|aiohttp[._]pytest|pytest[-_](aiohttp|trio|tornado|tornasync|twisted|sanic)"
)
"""Signs of a plugin that runs async fixtures under `@pytest.fixture`."""
LARGEST = 1 << 18
"""Configuration files of more bytes than this are not read."""


class FixtureAsyncGenerator(Rule):
    """# AY503 fixture-async-generator

    ## What it does
    Reports an `async def` under plain `@pytest.fixture` where no plugin can pick it up:
    pytest-asyncio is not in its auto mode, and there is no sign of anyio.

    ## Why it fails
    pytest itself calls the function and hands its result to the test: a coroutine or an async
    generator in place of the session. In its strict mode, the default, pytest-asyncio only runs
    what is decorated with `@pytest_asyncio.fixture`.

    ## Wrong
    ```python
    # prints: the test got async_generator
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
        print("the test got", type(session).__name__)
    '''

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "test_session.py")
        path.write_text(TEST)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            pytest.main([str(path), "-s", "-q", "-p", "no:cacheprovider", "-W", "ignore"])
    print(*[line.lstrip(".") for line in said.getvalue().splitlines() if "the test got" in line])


    @pytest.fixture
    async def session():
        yield "session"
    ```

    ## Right
    ```python
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def session():
        yield "session"
    ```

    ## What it does not flag
    - `asyncio_mode = auto`, in a configuration file of a folder above.
    - A file, a `conftest.py` or a configuration above it that speaks of anyio, whose plugin runs
      such fixtures for the tests that are marked.
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
        if any("anyio" in line for line in context.source.lines) or _is_picked_up(context):
            return
        what = "an async generator" if has_yield(node, context) else "a coroutine"
        context.report(
            "AY503",
            node,
            f"'{node.name}' is {what} function under plain '@pytest.fixture': the test gets "
            f"{what} unless a plugin runs it; write '@pytest_asyncio.fixture'",
        )


def _is_picked_up(context: Context) -> bool:
    """Whether a configuration file above says so, up to the project's root."""
    for folder in Path(context.source.path).parents:
        for name in CONFIGURATION:
            path = folder / name
            try:
                if not path.is_file() or path.stat().st_size > LARGEST:
                    continue
                text = path.read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            if PICKED_UP.search(text):
                return True
        if (folder / ".git").exists():
            return False
    return False
