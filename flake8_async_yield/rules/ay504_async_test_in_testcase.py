"""AY504: an `async def` test in a plain `unittest.TestCase`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.names.scopes import Function, Scope, ScopeKind
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.classes import Ancestry, ancestry, is_of_project
from flake8_async_yield.rules.definitions import TRANSPARENT, decorators, has_yield
from flake8_async_yield.rules.sources import syntax_of
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

PREPARING = "setUpClass"
"""What unittest calls before it looks the tests up: it may put others in their place.

`setUp` comes too late for its own test.
"""


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
      `__call__` or `__init__` of its own, or whose `setUpClass` puts other methods into it
      (`setattr(cls, name, wrapped)`).
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
        if any(_puts_methods_in(method) for method in _preparing(above, context)):
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


def _preparing(above: Ancestry, context: Context) -> Iterator[Function]:
    """The `setUpClass` of this class and of those above that are the project's own."""
    for cls in above.statements:
        for method in cls.body:
            if isinstance(method, ast.FunctionDef) and method.name == PREPARING:
                yield method
    for holder in above.above:
        record = holder.module.function(holder.record.attribute(PREPARING))
        if record is not None and is_of_project(holder.module):
            syntax = syntax_of(context, holder.module, record)
            if syntax is not None:
                yield syntax.node


def _puts_methods_in(method: Function) -> bool:
    """Whether the method sets attributes of its own class whose names it looks up."""
    own = {argument.arg for argument in method.args.args[:1]}
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "setattr"
        and len(node.args) == 3
        and not isinstance(node.args[1], ast.Constant)
        and any(isinstance(n, ast.Name) and n.id in own for n in ast.walk(node.args[0]))
        for node in ast.walk(method)
    )


def _fix(above: Ancestry, scope: Scope, context: Context) -> Fix | None:
    """The fix on the class of this file that names TestCase as its base."""
    for cls in above.statements:
        for base in cls.bases:
            if context.qualified_name(base, scope) in TEST_CASES:
                span = context.source.span(base)
                to = (("to", "unittest.IsolatedAsyncioTestCase"),)
                return Fix("change-base", Safety.UNSAFE, span, to)
    return None
