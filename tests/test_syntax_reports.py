"""What AY201 to AY206 say, where they say it, and the fixes that they offer."""

from __future__ import annotations

import ast
from inspect import CO_ASYNC_GENERATOR, CO_GENERATOR

import pytest

from flake8_async_yield.engine import lint
from flake8_async_yield.names.generators import is_generator, yield_lines
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source
from flake8_async_yield.violation import Safety, Violation

SETTINGS = Settings(use_cache=False)
REFUSED = "Python refuses the module (SyntaxError)"


def violations(text: str, path: str = "/nowhere/program.py") -> list[Violation]:
    """Our reports on `text` that are about syntax."""
    found = lint(Source.parse(path, text), Index(SETTINGS), SETTINGS, all_rules())
    return [violation for violation in found if violation.code.startswith("AY20")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "def get_session():\n async with s: pass",
            f"'async with' in the plain function 'get_session': {REFUSED}; make it 'async def'",
            id="function",
        ),
        pytest.param(
            "class C:\n def __init__(self):\n  async for x in s: pass",
            f"'async for' in the plain function '__init__': {REFUSED}; "
            "do it in an 'async def' of its own, this special method cannot be one",
            id="special-method",
        ),
        pytest.param(
            "await x",
            f"'await' at module level: {REFUSED}; "
            "put it into an 'async def' and run that with 'asyncio.run'",
            id="module",
        ),
        pytest.param(
            "class C:\n await x",
            f"'await' in the body of class 'C': {REFUSED}; put it into an 'async def'",
            id="class",
        ),
        pytest.param(
            "lambda: await x",
            f"'await' in a lambda: {REFUSED}; write an 'async def' instead",
            id="lambda",
        ),
        pytest.param(
            "def g():\n async def f(x=await y): pass",
            "'await' in the header of 'async def f' is evaluated outside it, "
            f"in the plain function 'g': {REFUSED}; make it 'async def'",
            id="header",
        ),
        pytest.param(
            "from __future__ import annotations\nasync def f(x: await y): pass",
            f"'await' in an annotation: {REFUSED}; take it out",
            id="annotation",
        ),
        pytest.param(
            "def f(): return {await y: 1 for y in x}",
            f"an asynchronous dict comprehension in the plain function 'f': {REFUSED}; "
            "make it 'async def'",
            id="comprehension",
        ),
        pytest.param(
            "async def f():\n yield\n return 1",
            f"'return' with a value in the async generator 'f': {REFUSED}; "
            "yield the value, and leave with a bare 'return'",
            id="return",
        ),
        pytest.param(
            "async def f():\n yield\n return None",
            f"'return None' in the async generator 'f': {REFUSED}; leave with a bare 'return'",
            id="return-none",
        ),
        pytest.param(
            "async def g(): yield\nasync def f():\n yield from g()",
            f"'yield from' in the async function 'f': {REFUSED}; "
            "write 'async for item in ...: yield item'",
            id="yield-from-async-generator",
        ),
        pytest.param(
            "async def f():\n yield from [1]",
            f"'yield from' in the async function 'f': {REFUSED}; "
            "write 'for item in ...: yield item'",
            id="yield-from-list",
        ),
        pytest.param(
            "async def g(): return 1\nasync def f():\n yield from g()",
            f"'yield from' in the async function 'f': {REFUSED}; write 'await'",
            id="yield-from-coroutine",
        ),
        pytest.param(
            "async def f(x):\n yield from x",
            f"'yield from' in the async function 'f': {REFUSED}; "
            "yield each item in a loop, 'async for' over an async generator, else 'for'",
            id="yield-from-unknown",
        ),
    ],
)
def test_message(text: str, message: str) -> None:
    assert [violation.message for violation in violations(text)] == [message]


@pytest.mark.parametrize(
    ("text", "fixes"),
    [
        ("def f():\n async with s: pass", [("make-async-def", (1, 0))]),
        ("def f():\n async for x in s: pass", [("make-async-def", (1, 0))]),
        ("def f(): await s", [("make-async-def", (1, 0))]),
        ("class C:\n @d\n def __aenter__(self): await s", [("make-async-def", (3, 1))]),
        ("def g():\n async def f(x=await y): pass", [("make-async-def", (1, 0))]),
        ("class C:\n def __init__(self): await s", [None]),
        ("class C:\n def f(self): return lambda: await s", [None]),
        ("def f(): return [await x for x in s]", [None]),
        ("await s", [None]),
        ("async def f():\n yield from [1]", [("yield-from-to-loop", (2, 1))]),
        ("async def f():\n x = yield from [1]", [None]),
        ("async def f(x):\n yield from x", [None]),
        ("async def f(x):\n yield\n return None", [None]),
    ],
)
def test_fix(text: str, fixes: list[tuple[str, tuple[int, int]] | None]) -> None:
    found = [violation.fix for violation in violations(text)]
    assert [fix and (fix.edit, (fix.span.line, fix.span.column)) for fix in found] == fixes
    assert all(fix is None or fix.safety is Safety.UNSAFE for fix in found)


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("async def g(): yield\nasync def f():\n yield from g()", "async"),
        ("def g(): yield\nasync def f():\n yield from g()", "sync"),
        ("async def f():\n yield from range(3)", "sync"),
        ("async def f():\n yield from (x async for x in y)", "async"),
    ],
)
def test_the_loop_in_place_of_yield_from(text: str, loop: str) -> None:
    (violation,) = violations(text)
    assert violation.fix is not None
    assert violation.fix.arguments == (("loop", loop),)


@pytest.mark.parametrize(
    ("text", "path", "reported"),
    [
        pytest.param("await x\n", "/nowhere/a.ipynb", False, id="the name of a notebook"),
        pytest.param("# %%\nawait x\n", "/nowhere/a.py", False, id="an editor's cells"),
        pytest.param("# In[1]:\nawait x\n", "/nowhere/a.py", False, id="nbconvert's cells"),
        pytest.param("x = 1\nawait x  # %%\n", "/nowhere/a.py", True, id="a comment like a cell"),
        pytest.param("'# %%'\nawait x\n", "/nowhere/a.py", True, id="a string like a cell"),
        pytest.param("def f(): await x\n", "/nowhere/a.ipynb", True, id="not at module level"),
    ],
)
def test_notebook(text: str, path: str, reported: bool) -> None:
    assert bool(violations(text, path)) == reported


def test_a_column_counts_characters() -> None:
    (violation,) = violations("def f(): 'é𝄞'; await x\n")
    assert (violation.span.line, violation.span.column) == (1, 15)


@pytest.mark.parametrize(
    ("body", "generates"),
    [
        ("yield", True),
        ("if 0: yield", True),
        ("return\n    yield", True),
        ("x: (yield)", True),
        ("def g(x=(yield)): pass", True),
        ("def g(x: (yield)): pass", True),
        ("def g() -> (yield): pass", True),
        ("@(yield)\n    def g(): pass", True),
        ("@(yield)\n    class C: pass", True),
        ("class C((yield), k=(yield)): pass", True),
        ("lambda x=(yield): x", True),
        ("[x for x in (yield)]", True),
        ("(x for x in (yield))", True),
        ("match (yield):\n        case 1: pass", True),
        ("f'{(yield)}'", True),
        ("lambda: (yield)", False),
        ("def g(): yield", False),
        ("class C:\n        def g(self): yield", False),
        ("'yield'", False),
        ("yielded = 1", False),
    ],
)
@pytest.mark.parametrize("keyword", ["def", "async def"])
def test_is_generator(keyword: str, body: str, generates: bool) -> None:
    text = f"{keyword} f():\n    {body}\n"
    (function,) = ast.parse(text).body
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
    assert is_generator(function) is generates
    assert is_generator(function, yield_lines(text.splitlines())) is generates
    code = compile(text, "<program>", "exec", dont_inherit=True).co_consts[0]
    assert bool(code.co_flags & (CO_GENERATOR | CO_ASYNC_GENERATOR)) is generates


def test_a_plain_function_that_only_delegates_is_a_generator() -> None:
    (function,) = ast.parse("def f(): return (yield from a)").body
    assert isinstance(function, ast.FunctionDef)
    assert is_generator(function)
