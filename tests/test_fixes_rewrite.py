# ruff: noqa: E501, because a case is one row of a table
"""Each edit by itself, on hand-made fixes: what it writes, what it keeps, what it refuses."""

from __future__ import annotations

import ast
import textwrap

import pytest

from flake8_async_yield.fixes.edits import EDITS
from flake8_async_yield.fixes.rewrite import WRITERS, Rewritten, apply
from flake8_async_yield.source import Source
from flake8_async_yield.violation import Fix, Safety, Span


def spans(text: str, snippet: str) -> list[Span]:
    """Where the nodes of `text` stand whose source is `snippet` (or starts so, for a block)."""
    source = Source.parse("<text>", text)
    kinds = (ast.expr, ast.stmt, ast.ExceptHandler)
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, kinds):
            segment = ast.get_source_segment(text, node) or ""
            header = isinstance(node, (ast.stmt, ast.ExceptHandler)) and snippet.endswith(":")
            if segment == snippet or (header and segment.startswith(snippet)):
                found.append(source.span(node))
    return sorted(set(found))


def rewritten(text: str, edit: str, snippet: str, **arguments: str) -> Rewritten:
    places = spans(text, snippet)
    assert places, f"{snippet!r} is not in the case"
    words = tuple((name.rstrip("_"), value) for name, value in arguments.items())
    return apply(text, [Fix(edit, Safety.SAFE, place, words) for place in places])


def body(text: str) -> str:
    """`text` as the body of an `async def`."""
    return "async def main():\n" + textwrap.indent(textwrap.dedent(text).strip("\n"), "    ") + "\n"


BODIES = [
    # -- loops
    ("iterate-directly", "for x in await g():", "for x in await g():  # c\n    pass", "async for x in g():  # c\n    pass"),
    ("iterate-directly", "await g()", "for x in await g(): pass", "async for x in g(): pass"),
    ("iterate-directly", "await g()", "for x in (\n    await g()  # one\n):\n    pass", "async for x in (\n    g()  # one\n):\n    pass"),
    ("iterate-directly", "await g()", "async for x in await g():\n    pass\nelse:\n    pass", "async for x in g():\n    pass\nelse:\n    pass"),
    ("iterate-directly", "await g()", "y = [x for x in await g() if x]", "y = [x async for x in g() if x]"),
    ("iterate-directly", "await g()", "y = sum(x for x in await g())", "y = sum([x async for x in g()])"),
    ("iterate-directly", "await g()", "y = list(x for x in await g())", "y = [x async for x in g()]"),
    ("iterate-directly", "await g(\n        1,  # one\n        2,\n    )", "for x in await g(\n    1,  # one\n    2,\n):\n    pass", "async for x in g(\n    1,  # one\n    2,\n):\n    pass"),
    ("await-iterable", "f()", "async for x in f():\n    pass", "async for x in await f():\n    pass"),
    ("await-iterable", "f() or g()", "async for x in f() or g():\n    pass", "async for x in await (f() or g()):\n    pass"),
    ("await-iterable", "f()", "y = {x async for x in f()}", "y = {x async for x in await f()}"),
    ("sync-for-await", "f()", "async for x in f():\n    pass", "for x in await f():\n    pass"),
    ("sync-for-await", "f(a)", "y = [x for a in b async for x in f(a)]", "y = [x for a in b for x in await f(a)]"),
    ("for-to-async-for", "for x in g():", "if a:\n    for x in g():\n        pass  # p", "if a:\n    async for x in g():\n        pass  # p"),
    ("for-to-async-for", "g()", "y = {x: 1 for x in g()}", "y = {x: 1 async for x in g()}"),
    ("for-to-async-for", "g()", "y = any(x for x in g())", "y = any([x async for x in g()])"),
    ("for-to-async-for", "g()", "y = sorted((x for x in g()), key=k)", "y = sorted([x async for x in g()], key=k)"),
    ("async-for-to-for", "async for x in xs:", "async for x in xs:\n    pass", "for x in xs:\n    pass"),
    ("async-for-to-for", "xs", "y = [x async for x in xs]", "y = [x for x in xs]"),
    ("yield-from-to-loop", "yield from g()", "yield from g()  # all", "async for item in g():  # all\n    yield item"),
    ("yield-from-to-loop", "yield from g(item)", "a(); yield from g(item); b()  # b", "a()\nasync for each in g(item):\n    yield each\nb()  # b"),
    ("yield-from-to-loop", "yield from g()", "if a: yield from g()", "if a:\n    async for item in g():\n        yield item"),
    # -- collecting
    ("collect-async", "await g()", "xs = await g()", "xs = [x async for x in g()]"),
    ("collect-async", "await g(x)", "xs = (await g(x))[0]", "xs = [item async for item in g(x)][0]"),
    ("collect-async", "g()", "a, b = g()", "a, b = [x async for x in g()]"),
    ("collect-call", "list(g())", "y = list(g())", "y = [x async for x in g()]"),
    ("collect-call", "g()", "y = list(g())", "y = [x async for x in g()]"),
    ("collect-call", "set(g())", "y = set(g())", "y = {x async for x in g()}"),
    ("collect-call", "tuple(g())", "y = tuple(g())", "y = tuple([x async for x in g()])"),
    ("collect-call", "sorted(g(), key=k)", "y = sorted(g(), key=k)", "y = sorted([x async for x in g()], key=k)"),
    ("collect-call", "g()", "print(*g())", "print(*[x async for x in g()])"),
    ("collect-call", "map(f, g())", "y = map(f, g())", "y = map(f, [x async for x in g()])"),
    ("collect-call", "list(x async for x in g())", "y = list(x async for x in g())", "y = [x async for x in g()]"),
    ("collect-call", "sum((x async for x in g()), 0)", "y = sum((x async for x in g()), 0)", "y = sum([x async for x in g()], 0)"),
    # -- await
    ("insert-await", "f()", "x = f()", "x = await f()"),
    ("insert-await", "f()", "return f().name[0]", "return (await f()).name[0]"),
    ("insert-await", "f()", "x = (f()).name", "x = (await f()).name"),
    ("insert-await", "f()", "f()()", "(await f())()"),
    ("insert-await", "f(a)", "x = [f(a) for a in b]", "x = [await f(a) for a in b]"),
    ("insert-await", "f(a)", "x = sum(f(a) for a in b)", "x = sum([await f(a) for a in b])"),
    ("insert-await", "f()", "x = sum(a for a in f())", "x = sum(a for a in await f())"),
    ("insert-await", "f()", "for x in f(): pass", "for x in await f(): pass"),
    ("insert-await", "f()", "async with f() as x: pass", "async with await f() as x: pass"),
    ("insert-await", "f()", "x = -f() ** 2", "x = -await f() ** 2"),
    ("insert-await", "f()", "x = not f()", "x = not await f()"),
    ("insert-await", "f()", "x = (\n    f()  # call\n    .name\n)", "x = (\n    (await f())  # call\n    .name\n)"),
    ("insert-await", "f()", "g(*f(), **f())", "g(*await f(), **await f())"),
    ("insert-await", "f()", "a = 1; f(); b = 2", "a = 1; await f(); b = 2"),
    ("insert-await", "f", "await_ = f", "await_ = await f"),
    ("insert-await", "a if b else c", "x = a if b else c", "x = await (a if b else c)"),
    ("insert-await", "f()", "print(f'{f()}')", "print(f'{await f()}')"),
    ("remove-await", "await f()", "x = await f()", "x = f()"),
    ("remove-await", "await f()", "x = (await f()).name", "x = f().name"),
    ("remove-await", "await (a or b)", "x = await (a or b)", "x = (a or b)"),
    ("remove-await", "await f()", "x = (  # c\n    await f()\n)", "x = (  # c\n    f()\n)"),
    ("remove-await", "await f()", "if await f(): pass", "if f(): pass"),
    # -- calls
    ("call", "f", "await f", "await f()"),
    ("call", "S.make", "async with S.make as s: pass", "async with S.make() as s: pass"),
    ("call", "a or b", "await (a or b)", "await (a or b)()"),
    ("star-argument", "[a(), b()]", "await gather([a(), b()])", "await gather(*[a(), b()])"),
    ("star-argument", "(f(x) for x in xs)", "await gather(f(x) for x in xs)", "await gather(*(f(x) for x in xs))"),
    ("uncall-depends", "db.get()", "x = Depends(db.get())", "x = Depends(db.get)"),
    # -- with
    ("with-to-async-with", "s()", "with s() as x:  # c\n    pass", "async with s() as x:  # c\n    pass"),
    ("with-to-async-with", "s()", "with s() as x, open(p) as f:  # c\n    a()\n    # end", "async with s() as x:\n    with open(p) as f:  # c\n        a()\n        # end"),
    ("with-to-async-with", "s()", "with open(p) as f, s() as x: a()", "with open(p) as f:\n    async with s() as x: a()"),
    ("with-to-async-with", "s()", "with (\n    s() as x,\n    open(p) as f,\n):\n    a()", "async with s() as x:\n    with open(p) as f:\n        a()"),
    ("with-to-async-with", "s()", "with s() as x, s() as y:\n    a()", "async with s() as x, s() as y:\n    a()"),
    ("async-with-to-with", "open(p)", "async with open(p) as f:\n    pass", "with open(p) as f:\n    pass"),
    ("async-with-to-with", "open(p)", "async with s() as x, s() as y, open(p) as f:\n    pass", "async with s() as x, s() as y:\n    with open(p) as f:\n        pass"),
    # -- statements
    ("remove-statement", "await s.close()", "async with S() as s:\n    a()\n    # comment\n    await s.close()  # close", "async with S() as s:\n    a()\n    # comment"),
    ("remove-statement", "await s.close()", "async with S() as s:\n    yield s\n    # why\n\n    await s.close()\n    b()", "async with S() as s:\n    yield s\n    # why\n\n    b()"),
    ("remove-statement", "await s.close()", "async with S() as s:\n    try:\n        yield s\n    finally:\n        await s.close()", "async with S() as s:\n    yield s"),
    ("remove-statement", "await s.close()", "async with S() as s:\n    # one\n    try:  # two\n        # three\n        yield s  # four\n        # five\n    # six\n    finally:  # seven\n        # eight\n        await s.close()\n    b()", "async with S() as s:\n    # one\n    # two\n    # three\n    yield s  # four\n    # five\n    # six\n    # seven\n    # eight\n    b()"),
    ("remove-statement", "await s.close()", "async with S() as s:\n    try:\n        yield s\n    except E:\n        raise\n    finally:\n        await s.close()", "async with S() as s:\n    try:\n        yield s\n    except E:\n        raise"),
    ("remove-statement", "await s.close()", "try:\n    yield s\nexcept E:\n    await s.close()  # c", "try:\n    yield s\nexcept E:\n    pass  # c"),
    ("remove-statement", "await s.close()", "a(); await s.close(); b()", "a(); b()"),
    ("remove-statement", "await s.close()", "a(); await s.close()  # c", "a()  # c"),
    ("remove-statement", "await s.close()", "try: yield s\nexcept E: raise\nfinally: await s.close()", "try: yield s\nexcept E: raise"),
    ("raise-in-handler", "except E:", "try:\n    yield\nexcept E:\n    log()\n    # end", "try:\n    yield\nexcept E:\n    log()\n    raise\n    # end"),
    ("raise-in-handler", "except E:", "try:\n    yield\nexcept E:\n    pass  # c", "try:\n    yield\nexcept E:\n    raise  # c"),
    ("raise-in-handler", "except E:", "try:\n    yield\nexcept E: pass", "try:\n    yield\nexcept E: raise"),
    ("raise-in-handler", "except E:", "try:\n    yield\nexcept E: log(); a()  # c", "try:\n    yield\nexcept E: log(); a(); raise  # c"),
    ("return-to-yield", "return s", "async with S() as s:\n    return s  # c", "async with S() as s:\n    yield s  # c"),
    ("return-to-yield", "return s", "async with S() as s:\n    pass\n\nreturn s", "async with S() as s:\n    yield s"),
    ("return-to-yield", "return s, t", "async with S() as s: return s, t", "async with S() as s: yield s, t"),
    ("use-aclosing", "async for x in g():", "# why\nasync for x in g():  # c\n    break\nelse:\n    a()", "# why\nasync with aclosing(g()) as stream:\n    async for x in stream:  # c\n        break\n    else:\n        a()"),
    ("use-aclosing", "g()", "a()\n\n# first\ns = await anext(g())  # c\n\nb(s)", "a()\n\n# first\nasync with aclosing(g()) as stream:\n    s = await anext(stream)  # c\n\n    b(s)"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "snippet", "before", "after"), BODIES)
def test_in_a_body(edit: str, snippet: str, before: str, after: str) -> None:
    result = rewritten(body(before), edit, snippet)
    assert not result.refused
    expected = body(after)
    if "aclosing" in after:
        expected = "from contextlib import aclosing\n\n\n" + expected
    assert result.text == expected
    ast.parse(result.text)


MODULES = [
    ("make-async-def", "def f(", "@deco\ndef f(  # c\n    a,\n):\n    async with a: pass\n", "@deco\nasync def f(  # c\n    a,\n):\n    async with a: pass\n", {}),
    ("remove-async", "async def f(self)", "class A:\n    async def f(self) -> X: ...\n", "class A:\n    def f(self) -> X: ...\n", {}),
    ("make-context-manager", "async def f(", "# head\n\n# above\nasync def f():\n    yield\n", "# head\n\nfrom contextlib import asynccontextmanager\n\n\n# above\n@asynccontextmanager\nasync def f():\n    yield\n", {}),
    ("make-context-manager", "async def f(", "import contextlib\n\n@a\nasync def f(): yield\n", "import contextlib\n\n@a\n@contextlib.asynccontextmanager\nasync def f(): yield\n", {}),
    ("make-context-manager", "async def f(", '"""Doc."""\n\nimport asyncio\nimport os\nfrom os import path\n\nimport flask\n\nasync def f(): yield\n', '"""Doc."""\n\nimport asyncio\nimport os\nfrom contextlib import asynccontextmanager\nfrom os import path\n\nimport flask\n\n@asynccontextmanager\nasync def f(): yield\n', {}),
    ("make-context-manager", "async def f(", "from __future__ import annotations\nimport flask\nasync def f(): yield\n", "from __future__ import annotations\n\nfrom contextlib import asynccontextmanager\n\nimport flask\n@asynccontextmanager\nasync def f(): yield\n", {}),
    ("make-context-manager", "async def f(", "from contextlib import (\n    aclosing,  # c\n    suppress,\n)\nasync def f(): yield\n", "from contextlib import (\n    aclosing,  # c\n    asynccontextmanager,\n    suppress,\n)\n@asynccontextmanager\nasync def f(): yield\n", {}),
    ("replace-decorator", "contextmanager", "from contextlib import contextmanager\n\n@contextmanager  # c\nasync def f(): yield\n", "from contextlib import asynccontextmanager\n\n@asynccontextmanager  # c\nasync def f(): yield\n", {"to": "contextlib.asynccontextmanager"}),
    ("replace-decorator", "contextmanager", "from contextlib import contextmanager, suppress\n\n@contextmanager\nasync def f(): yield\n\ng = contextmanager\n", "from contextlib import asynccontextmanager, suppress\n\n@asynccontextmanager\nasync def f(): yield\n\ng = asynccontextmanager\n", {"to": "contextlib.asynccontextmanager"}),
    ("replace-decorator", "contextlib.contextmanager", "import contextlib\n@contextlib.contextmanager\nasync def f(): yield\n", "import contextlib\n@contextlib.asynccontextmanager\nasync def f(): yield\n", {"to": "contextlib.asynccontextmanager"}),
    ("change-base", "unittest.TestCase", "import unittest\nclass T(A, unittest.TestCase): pass\n", "import unittest\nclass T(A, unittest.IsolatedAsyncioTestCase): pass\n", {"to": "unittest.IsolatedAsyncioTestCase"}),
    ("replace-annotation", "AsyncSession", "from sqlalchemy import AsyncSession\n\nasync def f() -> AsyncSession:\n    yield 1\n", "from collections.abc import AsyncIterator\n\nfrom sqlalchemy import AsyncSession\n\nasync def f() -> AsyncIterator[AsyncSession]:\n    yield 1\n", {"text": "AsyncIterator[{}]", "import_": "collections.abc:AsyncIterator"}),
    ("replace-annotation", "'S'", "import collections.abc as t\n\nasync def f() -> 'S':\n    yield 1\n", "import collections.abc as t\n\nasync def f() -> 't.AsyncIterator[S]':\n    yield 1\n", {"text": "AsyncIterator[{}]", "import_": "collections.abc:AsyncIterator"}),
    ("replace-annotation", "Generator[int, None, None]", "from typing import Any, Generator, cast\n\nasync def f() -> Generator[int, None, None]:\n    yield 1\n", "from typing import Any, AsyncGenerator, cast\n\nasync def f() -> AsyncGenerator[int, None]:\n    yield 1\n", {"text": "AsyncGenerator[int, None]", "import_": "collections.abc:AsyncGenerator"}),
    ("replace-annotation", "Iterator[int]", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from collections.abc import Iterator\n\nasync def f() -> Iterator[int]:\n    yield 1\n", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from collections.abc import AsyncIterator\n\nasync def f() -> AsyncIterator[int]:\n    yield 1\n", {"text": "AsyncIterator[int]", "import_": "collections.abc:AsyncIterator"}),
    ("return-to-yield", "return s", "async def f() -> S:\n    async with S() as s:\n        return s\n", "from collections.abc import AsyncIterator\n\n\nasync def f() -> AsyncIterator[S]:\n    async with S() as s:\n        yield s\n", {}),
    ("return-to-yield", "return s", "async def f() -> AsyncGenerator[S, None]:\n    async with S() as s:\n        if a:\n            return s\n        return s\n", "async def f() -> AsyncGenerator[S, None]:\n    async with S() as s:\n        if a:\n            yield s\n        yield s\n", {}),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "snippet", "before", "after", "arguments"), MODULES)
def test_in_a_module(
    edit: str, snippet: str, before: str, after: str, arguments: dict[str, str]
) -> None:
    places = spans(before, snippet) or [
        Source.parse("<text>", before).span(node)
        for node in ast.walk(ast.parse(before))
        if isinstance(node, ast.stmt)
        and (ast.get_source_segment(before, node) or "").startswith(snippet)
    ]
    assert places
    words = tuple((name.rstrip("_"), value) for name, value in arguments.items())
    result = apply(before, [Fix(edit, Safety.SAFE, place, words) for place in places])
    assert not result.refused
    assert result.text == after
    compile(result.text, "<text>", "exec")


def test_every_edit_has_a_writer_and_a_case() -> None:
    assert set(WRITERS) == set(EDITS)
    shown = {case[0] for case in BODIES} | {case[0] for case in MODULES}
    assert set(EDITS) - shown == {"protect-yield"}  # a span of several statements: below


def between(text: str, first: str, last: str) -> Span:
    """From the start of the statement `first` to the end of the statement `last`."""
    start, end = spans(text, first)[0], spans(text, last)[0]
    return Span(start.line, start.column, end.end_line, end.end_column)


def test_protect_yield() -> None:
    before = body(
        """
        s = await acquire()

        # hand it over
        yield s  # here
        await s.commit()

        # give it back
        await s.release()  # there
        log()
        """
    )
    after = body(
        """
        s = await acquire()

        # hand it over
        try:
            yield s  # here
            await s.commit()
        finally:
            # give it back
            await s.release()  # there
        log()
        """
    )
    span = between(before, "yield s", "await s.release()")
    result = apply(before, [Fix("protect-yield", Safety.UNSAFE, span)])
    assert result.text == after


def test_protect_yield_with_two_releases() -> None:
    before = body("yield s\nawait s.release()\nawait p.close()")
    after = body("try:\n    yield s\nfinally:\n    await s.release()\n    await p.close()")
    span = between(before, "yield s", "await p.close()")
    fix = Fix("protect-yield", Safety.UNSAFE, span, (("releases", "2"),))
    assert apply(before, [fix]).text == after


REFUSALS = [
    ("insert-await", "f()", "def main():\n    x = f()\n", "not inside an 'async def'"),
    ("insert-await", "f()", "async def main():\n    x = await f()\n", "awaited already"),
    ("insert-await", "f()", "async def main():\n    x = lambda: f()\n", "not inside an 'async def'"),
    ("insert-await", "f(a)", "async def main():\n    g(f(a) for a in b)\n", "generator expression"),
    ("insert-await", "f(a)", "async def main():\n    x = [f(a)for a in b]\n", "libcst refuses"),
    ("remove-await", "f()", "async def main():\n    x = f()\n", "no 'await' here"),
    ("for-to-async-for", "b", "async def main():\n    g(a for a in b)\n", "generator expression"),
    ("async-for-to-for", "b", "async def main():\n    g(a async for a in b)\n", "plain generator"),
    ("iterate-directly", "g()", "async def main():\n    for x in g(): pass\n", "not awaited"),
    ("uncall-depends", "f(1)", "x = Depends(f(1))\n", "has arguments"),
    ("star-argument", "xs", "gather(*xs)\n", "not a plain positional"),
    ("yield-from-to-loop", "yield from g()", "def f():\n    x = yield from g()\n", "is used"),
    ("use-aclosing", "g()", "async def f():\n    if await anext(g()): pass\n", "line of its own"),
    ("with-to-async-with", "a()", "async def f():\n    with (a(),  # a\n          b()): pass\n", "comments"),
    ("replace-decorator", "contextmanager", "asynccontextmanager = 1\n@contextmanager\nasync def f(): yield\n", "something else"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "snippet", "before", "reason"), REFUSALS)
def test_refuses(edit: str, snippet: str, before: str, reason: str) -> None:
    words = {"to": "contextlib.asynccontextmanager"} if edit == "replace-decorator" else {}
    result = rewritten(before, edit, snippet, **words)
    assert result.text == before
    assert not result.applied
    assert reason in result.refused[0][1]


def test_what_libcst_rejects_does_not_stop_the_others() -> None:
    before = "async def main():\n    x = [f(a)for a in b]\n    g()\n"
    places = spans(before, "f(a)") + spans(before, "g()")
    result = apply(before, [Fix("insert-await", Safety.SAFE, place) for place in places])
    assert result.text == before.replace("    g()", "    await g()")
    assert len(result.applied) == len(result.refused) == 1


def test_overlapping_edits_wait_for_the_next_round() -> None:
    before = "async def main():\n    x = await f(g())\n"
    fixes = [
        Fix("collect-async", Safety.UNSAFE, spans(before, "await f(g())")[0]),
        Fix("insert-await", Safety.SAFE, spans(before, "g()")[0]),
    ]
    result = apply(before, fixes)
    assert result.text == "async def main():\n    x = [x async for x in f(g())]\n"
    assert result.deferred == (fixes[1],)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n  \n"])
def test_line_ends_tabs_and_the_files_end_stay(end: str, tail: str) -> None:
    before = 'async def main():\n\t"""d\n\te"""\n\tfor x in await g():\n\t\tpass\n\n\t# end' + tail
    before = before.replace("\n", end)
    result = rewritten(before, "iterate-directly", "for x in await g():")
    assert result.text == before.replace("for x in await", "async for x in")


def test_new_lines_end_as_the_files_do() -> None:
    before = "import a\r\n\r\nasync def f():\r\n\tyield 1\r\n"
    place = Source.parse("<text>", before).span(ast.parse(before).body[1])
    result = apply(before, [Fix("make-context-manager", Safety.UNSAFE, place)])
    assert result.text == (
        "from contextlib import asynccontextmanager\r\n\r\nimport a\r\n\r\n"
        "@asynccontextmanager\r\nasync def f():\r\n\tyield 1\r\n"
    )


def test_columns_behind_wide_characters() -> None:
    before = 'async def main():\n    print("\N{GRINNING FACE}äö", f().x, "ü", g().y)\n'
    places = spans(before, "f()") + spans(before, "g()")
    result = apply(before, [Fix("insert-await", Safety.SAFE, place) for place in places])
    assert result.text == before.replace("f()", "(await f())").replace("g()", "(await g())")


def test_an_import_that_is_used_elsewhere_stays() -> None:
    before = "from typing import Iterator\nasync def f() -> Iterator[int]: yield 1\nx: Iterator\n"
    words = (("text", "AsyncIterator[int]"), ("import", "collections.abc:AsyncIterator"))
    place = spans(before, "Iterator[int]")[0]
    result = apply(before, [Fix("replace-annotation", Safety.SAFE, place, words)])
    assert result.text == (
        "from typing import AsyncIterator, Iterator\n"
        "async def f() -> AsyncIterator[int]: yield 1\nx: Iterator\n"
    )


def test_an_import_that_is_used_no_more_goes() -> None:
    before = (
        "import os\nfrom typing import Iterator\n\nimport app\n\n\n"
        "async def f() -> Iterator: yield os\n"
    )
    words = (("text", "AsyncIterator[int]"), ("import", "collections.abc:AsyncIterator"))
    place = spans(before, "Iterator")[0]
    result = apply(before, [Fix("replace-annotation", Safety.SAFE, place, words)])
    assert result.text == (
        "import os\nfrom typing import AsyncIterator\n\nimport app\n\n\n"
        "async def f() -> AsyncIterator[int]: yield os\n"
    )
