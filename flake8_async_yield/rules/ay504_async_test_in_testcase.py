"""AY504: an `async def` test in a plain `unittest.TestCase`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import Scope, ScopeKind
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.classes import Ancestry, ancestry
from flake8_async_yield.rules.definitions import TRANSPARENT, decorators, has_yield
from flake8_async_yield.violation import Fix, Safety

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

TEST_CASES = frozenset({"unittest.TestCase", "unittest.case.TestCase"})
UNITTEST = TEST_CASES | {"builtins.object"}
LEAVES_ASYNC = frozenset(
    {
        "unittest.mock.patch",
        "unittest.mock.patch.object",
        "unittest.mock.patch.dict",
        "unittest.mock.patch.multiple",
        "unittest.skipIf",
        "unittest.skipUnless",
        "unittest.case.skipIf",
        "unittest.case.skipUnless",
    }
)
"""Decorators of tests that make a coroutine function of a coroutine function."""

OTHER_RUNNERS = ("anyio", "trio", "pulsar.api", "pulsar.apps")
"""Words of what runs coroutines of a TestCase too: pytest plugins, if the test is marked, and
the runner of a framework that has its own."""

RUNS_TESTS = (
    "run",
    "debug",
    "__call__",
    "__init__",
    "__init_subclass__",
    "__getattribute__",
    "_callTestMethod",
)
"""A class that has one of its own may run coroutines."""


class AsyncTestInTestCase(Rule):
    """# AY504 async-test-in-testcase

    ## What it does

    Reports `async def test_…` in a class whose base is plain `unittest.TestCase`, directly or
    through other classes in sight.

    ## Why it fails

    `TestCase` calls the method and looks at nothing but exceptions. The call gives a coroutine
    that is never awaited: the body does not run, and the test passes. Python says so in a
    `RuntimeWarning` (and since 3.11 in a `DeprecationWarning`) that test runs seldom show.

    ## Wrong

    ```python
    # prints: 1 run, 0 failures
    import io
    import unittest
    import warnings


    class TestSession(unittest.TestCase):
        async def test_session(self):
            self.fail("never comes here")


    warnings.simplefilter("ignore")
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestSession)
    result = unittest.TextTestRunner(io.StringIO()).run(suite)
    print(f"{result.testsRun} run, {len(result.failures)} failures")
    ```

    ## Right

    ```python
    import io
    import unittest


    class TestSession(unittest.IsolatedAsyncioTestCase):
        async def test_session(self):
            self.fail("comes here")


    suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestSession)
    result = unittest.TextTestRunner(io.StringIO()).run(suite)
    assert len(result.failures) == 1
    ```

    ## What it does not flag

    - `IsolatedAsyncioTestCase`, and the TestCase classes of Django, Twisted, aiohttp and other
      libraries, which run coroutines.
    - A class with a base, a metaclass or a decorator that is not known, or with a `run`,
      `__call__` or `__init__` of its own.
    - A test under a decorator that is not known: it may run the coroutine.
    - A file that speaks of anyio or trio, whose plugins run marked tests of a TestCase too.
      pytest-asyncio's mark changes nothing in a TestCase.

    ## Options

    `--async-yield-transparent-decorators` names decorators that change nothing.

    ## Fix

    Unsafe: the base becomes `unittest.IsolatedAsyncioTestCase`. Tests that never ran begin to
    run, and may fail.

    ## Since

    0.1.0

    ## References

    - [unittest.IsolatedAsyncioTestCase](https://docs.python.org/3/library/unittest.html#unittest.IsolatedAsyncioTestCase)
    - [What's New in Python 3.11: returning a value from a test is deprecated](https://docs.python.org/3/whatsnew/3.11.html#deprecated)
    """

    codes: ClassVar[dict[str, str]] = {"AY504": "async-test-in-testcase"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef,)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the test method `node`."""
        assert isinstance(node, ast.AsyncFunctionDef)
        if not node.name.startswith("test") or context.scope.kind is not ScopeKind.CLASS:
            return
        cls, around = context.scope.node, context.scope.parent
        if not isinstance(cls, ast.ClassDef) or around is None:
            return
        above = ancestry(cls, around, context)
        if not _is_plain_test_case(above) or not all(
            name in TRANSPARENT or name in LEAVES_ASYNC or name.startswith("pytest.mark.")
            for name in decorators(node, context)
        ):
            return
        if any(word in line for line in context.source.lines for word in OTHER_RUNNERS):
            return
        what = "async generator" if has_yield(node, context) else "coroutine"
        context.report(
            "AY504",
            node,
            f"'{node.name}' is an 'async def' in a plain TestCase: unittest drops the {what}, "
            "and the test passes without running; derive from unittest.IsolatedAsyncioTestCase",
            _fix(above, around, context),
        )


def _is_plain_test_case(above: Ancestry) -> bool:
    if not above.is_complete or not above.names & TEST_CASES:
        return False
    if any(above.defines(name) for name in RUNS_TESTS):
        return False
    return all(name in UNITTEST for name in above.libraries)


def _fix(above: Ancestry, scope: Scope, context: Context) -> Fix | None:
    """The fix on the class of this file that names TestCase as its base."""
    for cls in above.statements:
        for base in cls.bases:
            if context.qualified_name(base, scope) in TEST_CASES:
                span = context.source.span(base)
                to = (("to", "unittest.IsolatedAsyncioTestCase"),)
                return Fix("change-base", Safety.UNSAFE, span, to)
    return None
