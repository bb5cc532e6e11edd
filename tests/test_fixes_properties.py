"""On random programs: mending ends, mending again changes nothing, and what ran runs the same.

A program is a fixed set of definitions of every kind, and an `async def main()` of random uses
of them, right and wrong, in random layout. Running it gives a trace, or the error it ends with.
"""

from __future__ import annotations

import ast
import asyncio
import functools
import gc
import warnings

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from async_programs import Writer
from flake8_async_yield.cli.configuration import Configuration
from flake8_async_yield.fixes.mend import Mended, mend

DEFINITIONS = '''\
import asyncio
from contextlib import asynccontextmanager, contextmanager

trace = []


def note(v):
    trace.append(v if isinstance(v, (int, list, tuple)) else type(v).__name__)


class Opened:
    async def __aenter__(self):
        trace.append("enter")
        return self

    async def __aexit__(self, *error):
        trace.append("exit")

    async def close(self):
        trace.append("close")

    value = 7


class Plain:
    def __enter__(self):
        trace.append("in")
        return self

    def __exit__(self, *error):
        trace.append("out")


async def agen(n=2):
    for i in range(n):
        yield i


async def coro(n=2):
    trace.append("coro")
    return [n, n + 1]


async def opened():
    return Opened()


async def source():
    return agen()


@asynccontextmanager
async def acm():
    async with Opened() as o:
        yield o


@contextmanager
def cm():
    yield 3


def plain(n=2):
    return [n]


def gen(n=2):
    yield n


'''

ITERABLES = ["agen()", "coro()", "source()", "plain()", "gen()", "agen(3)", "[1, 2]", "range(2)"]
MANAGERS = ["Opened()", "Plain()", "opened()", "acm()", "cm()", "asyncio.Lock()"]
PREFIXES = ["", "await "]
CONSUMERS = ["list", "set", "tuple", "sum", "sorted", "len", "print_"]

expressions = st.one_of(
    st.builds("{}{}".format, st.sampled_from(PREFIXES), st.sampled_from([*ITERABLES, "opened()"])),
    st.builds(
        "{}({}{})".format,
        st.sampled_from(["list", "set", "tuple", "sum", "sorted"]),
        st.sampled_from(PREFIXES),
        st.sampled_from(ITERABLES),
    ),
    st.builds(
        "[x {}for x in {}{}]".format,
        st.sampled_from(["", "async "]),
        st.sampled_from(PREFIXES),
        st.sampled_from(ITERABLES),
    ),
    st.builds(
        "sum(x {}for x in {}{})".format,
        st.sampled_from(["", "async "]),
        st.sampled_from(PREFIXES),
        st.sampled_from(ITERABLES),
    ),
    st.builds("(await asyncio.gather({}))".format, st.sampled_from(["coro()", "[coro()]"])),
    st.sampled_from(["opened().value", "(await opened()).value", "coro", "7"]),
    st.sampled_from(["coro()[0]", "(\n    coro()\n)[0]"]),
)


def indented(lines: str) -> str:
    return "\n".join("    " + line if line else line for line in lines.split("\n"))


def assigned(expression: str, comment: str) -> str:
    return f"v = ({expression}){comment}\nnote(v)"


def looped(prefix: str, await_: str, iterable: str, comment: str, body: str) -> str:
    return f"{prefix}for x in {await_}{iterable}:{comment}\n    note(x)\n{indented(body)}"


def entered(prefix: str, managers: list[str], comment: str, body: str) -> str:
    items = ", ".join(f"{manager} as m{number}" for number, manager in enumerate(managers))
    return f"{prefix}with {items}:{comment}\n{indented(body)}"


comments = st.sampled_from(["", "  # note", "  # type: ignore"])
simple = st.one_of(
    st.builds(assigned, expressions, comments),
    st.builds("{}; trace.append(1){}".format, expressions, comments),
    st.builds("one, *others = {}\nnote(one)".format, expressions),
    st.just("# only a comment\n\npass"),
)
blocks = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds("{}\n{}".format, inner, inner),
        st.builds("if trace:\n{}\nelse:\n{}".format, inner.map(indented), inner.map(indented)),
        st.builds(
            looped,
            st.sampled_from(["", "async "]),
            st.sampled_from(PREFIXES),
            st.sampled_from(ITERABLES),
            comments,
            inner,
        ),
        st.builds(
            entered,
            st.sampled_from(["", "async "]),
            st.lists(st.sampled_from(MANAGERS), min_size=1, max_size=3),
            comments,
            inner,
        ),
    ),
    max_leaves=4,
)


@functools.cache
def configuration() -> Configuration:
    return Configuration(["--isolated", "--async-yield-no-cache", "--select=AY"])


def mended(text: str, *, unsafe: bool) -> Mended:
    return mend(text, lambda text: configuration().find("program.py", text), unsafe=unsafe)


def outcome(text: str) -> tuple[str, list[object]]:
    """The error that running `text` ends with ('' for none), and its trace."""
    names: dict[str, object] = {"__name__": "program"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(text, "<program>", "exec"), names)
            asyncio.run(names["main"]())  # type: ignore[operator]
        except Exception as error:
            return type(error).__name__, list(names.get("trace", ()))  # type: ignore[call-overload]
        finally:
            gc.collect()
    return "", list(names["trace"])  # type: ignore[call-overload]


def program(block: str) -> str:
    return f"{DEFINITIONS}async def main():\n{indented(block)}\n"


checked = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@checked
@given(blocks)
def test_what_ran_runs_the_same(block: str) -> None:
    text = program(block)
    result = mended(text, unsafe=False)
    error, trace = outcome(text)
    if not error:
        assert outcome(result.text) == ("", trace)


@checked
@given(blocks, st.booleans())
def test_mending_again_changes_nothing(block: str, unsafe: bool) -> None:
    text = program(block)
    result = mended(text, unsafe=unsafe)
    again = mended(result.text, unsafe=unsafe)
    assert again.text == result.text
    assert again.mended == ()
    assert result.text.count("#") == text.count("#")


@checked
@given(blocks, st.booleans())
def test_what_compiled_compiles(block: str, unsafe: bool) -> None:
    text = program(block)
    result = mended(text, unsafe=unsafe)
    compile(result.text, "<program>", "exec")
    if result.mended:
        assert result.text != text


@checked
@given(st.randoms(use_true_random=False))
def test_any_nesting_of_async_syntax(random: object) -> None:
    text = Writer(random).program()  # type: ignore[arg-type]
    result = mended(text, unsafe=True)
    ast.parse(result.text)
    assert mended(result.text, unsafe=True).text == result.text


def test_the_programs_have_something_to_mend() -> None:
    """The properties above are about texts that change."""
    text = program("for x in await agen():\n    trace.append(x)\nv = coro()[0]\ntrace.append(v)")
    result = mended(text, unsafe=False)
    assert len(result.mended) == 2
    assert outcome(text)[0] == "TypeError"
    assert outcome(result.text) == ("", [0, 1, "coro", 2])
