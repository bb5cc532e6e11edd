"""Random functions round a resource that counts its closes, and what running them shows.

A function is drawn from a small grammar of statements, run in every way that its two switches
and its consumer allow, and the runs are compared with the reports on its source.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

PRELUDE = '''\
import sys
from contextlib import aclosing, asynccontextmanager


class Resource:
    made = []

    def __init__(self):
        self.closes = []
        self.made.append(self)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.close()

    async def close(self):
        self.closes.append(sys._getframe(1).f_lineno)

    async def use(self):
        if self.closes:
            raise RuntimeError("used after close")


async def acquire():
    return Resource()


'''


class Failure(Exception):
    """What the consumer raises, and what `risky()` does."""


@dataclass
class Writer:
    """The lines of a function that is being drawn, and the names bound on the way."""

    lines: list[str] = field(default_factory=list)
    count: int = 0
    risky: bool = False

    def add(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"


def yields(lines: list[str]) -> bool:
    """Whether a `yield` stands in `lines`."""
    return any("yield" in line for line in lines)


def condition(draw: Any) -> str:
    """A test of the one switch that a function is given."""
    return str(draw(st.sampled_from(["flag", "not flag"])))


def block(draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]) -> None:
    """One to three statements; `names` are the resources that are surely bound here."""
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from([k for k in kinds if depth < 4 or k in SIMPLE]))
        if kind == "leave":
            writer.add(depth, draw(st.sampled_from(["return", "raise Failure"])))
            return
        names += STATEMENTS[kind](draw, writer, depth, names, kinds) or ()


def simple(draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]) -> None:
    writer.add(depth, "log()")


def yielding(
    draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]
) -> None:
    writer.add(depth, f"yield {draw(st.sampled_from(names))}" if names else "yield")


def closing(
    draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]
) -> None:
    writer.add(depth, f"await {draw(st.sampled_from(names))}.close()" if names else "log()")


def acquiring(
    draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]
) -> tuple[str, ...]:
    name = writer.name("h")
    writer.add(depth, f"{name} = {draw(st.sampled_from(['await acquire()', 'Resource()']))}")
    return (name,)


def entering(
    draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]
) -> None:
    name = writer.name("w")
    writer.add(depth, f"async with Resource() as {name}:")
    block(draw, writer, depth + 1, (*names, name), kinds)


def choosing(
    draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]
) -> None:
    writer.add(depth, f"if {condition(draw)}:")
    block(draw, writer, depth + 1, names, kinds)
    if draw(st.booleans()):
        writer.add(depth, "else:")
        block(draw, writer, depth + 1, names, kinds)


def looping(
    draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]
) -> None:
    writer.add(depth, "for _ in range(2):")
    block(draw, writer, depth + 1, names, kinds)
    if draw(st.booleans()):
        writer.add(depth + 1, "break")


def trying(
    draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]
) -> None:
    """A `try` round a `yield`: what stands in it raises only what the consumer throws in."""
    writer.add(depth, "try:")
    start = len(writer.lines)
    block(draw, writer, depth + 1, names, [k for k in kinds if k != "leave"])
    if not yields(writer.lines[start:]):
        yielding(draw, writer, depth + 1, names, kinds)
    handles = draw(st.booleans())
    if handles:
        narrow = draw(st.booleans())
        writer.add(depth, "except KeyError:" if narrow else "except Exception:")
        # Nothing raises the narrow one: a `yield` in its handler would show nothing.
        left_out = ("leave", "yield", "try") if narrow else ("leave",)
        block(draw, writer, depth + 1, names, [k for k in kinds if k not in left_out])
        if draw(st.booleans()):
            writer.add(depth + 1, "raise")
    if draw(st.booleans()) or not handles:
        writer.add(depth, "finally:")
        quiet = [k for k in kinds if k in ("log", "close", "yield")]
        block(draw, writer, depth + 1, names, quiet)


def risking(
    draw: Any, writer: Writer, depth: int, names: tuple[str, ...], kinds: list[str]
) -> None:
    """A `try` without a `yield` whose handler may be taken; one in a function."""
    if writer.risky:
        writer.add(depth, "log()")
        return
    writer.risky = True
    writer.add(depth, "try:")
    writer.add(depth + 1, "risky()")
    writer.add(depth, "except Exception:")
    block(draw, writer, depth + 1, names, kinds)


SIMPLE = ("log", "yield", "close", "acquire", "leave")
STATEMENTS: dict[str, Any] = {
    "log": simple,
    "yield": yielding,
    "close": closing,
    "acquire": acquiring,
    "with": entering,
    "if": choosing,
    "for": looping,
    "try": trying,
    "risk": risking,
}
KINDS = [*STATEMENTS, "leave", "yield", "try", "with"]


@st.composite
def managers(draw: Any) -> str:
    """The source of `manage(flag)`, an async generator function."""
    writer = Writer()
    writer.add(0, "async def manage(flag):")
    block(draw, writer, 1, (), KINDS)
    if not yields(writer.lines):
        yielding(draw, writer, 1, (), KINDS)
    return "\n".join(writer.lines) + "\n"


@st.composite
def returners(draw: Any) -> str:
    """The source of `make(flag)`, a coroutine function that may return a resource."""
    writer = Writer()
    writer.add(0, "async def make(flag):")
    _returning_block(draw, writer, 1, ())
    return "\n".join(writer.lines) + "\n"


def _returning_block(draw: Any, writer: Writer, depth: int, names: tuple[str, ...]) -> None:
    for _ in range(draw(st.integers(1, 3))):
        kinds = ["log", "acquire", "alias", "return", "return", "rebind"]
        kind = draw(st.sampled_from(kinds if depth > 3 else [*kinds, "if", "with", "with", "try"]))
        if kind == "return":
            writer.add(depth, f"return {_returned(draw, names)}")
            return
        if kind == "if":
            writer.add(depth, f"if {condition(draw)}:")
            _returning_block(draw, writer, depth + 1, names)
        elif kind == "with":
            name = writer.name("w")
            writer.add(depth, f"async with Resource() as {name}:")
            _returning_block(draw, writer, depth + 1, (*names, name))
            names += (name,)
        elif kind == "try":
            writer.add(depth, "try:")
            _returning_block(draw, writer, depth + 1, names)
            writer.add(depth, "finally:")
            writer.add(depth + 1, "log()")
        elif kind == "acquire":
            names += STATEMENTS[kind](draw, writer, depth, names, [])
        elif kind in ("alias", "rebind") and names:
            old = draw(st.sampled_from(names))
            new = old if kind == "rebind" else writer.name("a")
            writer.add(depth, f"{new} = {old if kind == 'alias' else 'Resource()'}")
            names += (new,)
        else:
            writer.add(depth, "log()")


def _returned(draw: Any, names: tuple[str, ...]) -> str:
    if not names:
        return "None"
    name = draw(st.sampled_from(names))
    other = draw(st.sampled_from(names))
    forms = ["{0}", "({0}, {1})", "[{0}]", "{{'r': {0}}}", "{0}.closes[:0]"]
    return str(draw(st.sampled_from(forms)).format(name, other))


# -- running


@dataclass
class Run:
    """One run: what the consumer did, what came of it, and the lines that closed each resource."""

    consumer_fails: bool
    error: BaseException | None
    entered: bool
    before: list[list[int]]
    after: list[list[int]]


def namespace(source: str, *, fails: bool) -> dict[str, Any]:
    """The names of a module with `source`, compiled so that lines are those of the whole text."""

    def risky() -> None:
        if fails:
            raise Failure

    names: dict[str, Any] = {"log": lambda: None, "risky": risky, "Failure": Failure}
    exec(compile(PRELUDE + source, "program.py", "exec", dont_inherit=True), names)
    return names


def closes(names: dict[str, Any]) -> list[list[int]]:
    """For each resource in the order of making, the lines that closed it."""
    return [list(resource.closes) for resource in names["Resource"].made]


def run_manager(source: str) -> list[Run]:
    """All ways of using `manage` as a context manager."""
    runs: list[Run] = []
    for flag, fails, consumer_fails in itertools.product((False, True), repeat=3):
        names = namespace(source, fails=fails)
        run = Run(consumer_fails, None, False, [], [])

        async def consume(
            names: dict[str, Any] = names, flag: bool = flag, run: Run = run
        ) -> None:
            async with asynccontextmanager(names["manage"])(flag):
                run.entered = True
                run.before = closes(names)
                if run.consumer_fails:
                    raise Failure("consumer")

        try:
            quiet(consume())
        except (Failure, RuntimeError) as error:
            run.error = error
        run.after = closes(names)
        runs.append(run)
    return runs


ASKED, FAILED, MISSED, CLOSED = range(4)
"""What a consumer does at a `yield`: asks for the next item, throws one of two errors, closes."""
ERRORS = {FAILED: Failure, MISSED: KeyError}
LONGEST = 40
"""So many choices in one run, at most: behind them nothing fails, and the generator is closed."""


class Choices:
    """What happens at each point of one run where something may: as told, and then the first."""

    def __init__(self, told: tuple[int, ...]) -> None:
        self.told = told
        self.widths: list[int] = []
        self.over = False

    def choose(self, width: int) -> int:
        """One of `range(width)`; always the first once it is over."""
        if self.over:
            return 0
        place = len(self.widths)
        self.widths.append(width)
        return self.told[place] if place < len(self.told) else 0

    def others(self) -> list[tuple[int, ...]]:
        """The runs that are told the same, and one thing more that was not the first choice."""
        known = len(self.told)
        return [
            (*self.told, *[0] * (place - known), choice)
            for place in range(known, min(len(self.widths), LONGEST))
            for choice in range(1, self.widths[place])
        ]


def ignores_exit(source: str) -> bool:
    """Whether `manage`, closed at one of its `yield`s, yields once more on some way.

    All ways are tried on which up to three things go another way than well: a call that fails,
    an error from the consumer, the end.
    """
    told: list[tuple[int, ...]] = [()]
    for _ in range(4):
        further: list[tuple[int, ...]] = []
        for flag, way in itertools.product((False, True), told):
            choices = Choices(way)
            if _ignores_exit(source, flag, choices):
                return True
            further += choices.others()
        told = list(dict.fromkeys(further))
    return False


def _ignores_exit(source: str, flag: bool, choices: Choices) -> bool:
    """Whether the run that these choices make ends with an ignored `GeneratorExit`."""
    names = namespace(source, fails=False)

    def call() -> None:
        if choices.choose(2):
            raise Failure

    names.update(log=call, risky=call)

    async def consume() -> None:
        generator = names["manage"](flag)
        await anext(generator)
        while (given := choices.choose(4)) != CLOSED and len(choices.widths) < LONGEST:
            await (generator.athrow(ERRORS[given]()) if given else anext(generator))
        choices.over = True  # No rule speaks of a call that fails while a generator is closed.
        await generator.aclose()

    try:
        consume().send(None)  # Nothing in it waits, so that one step is the whole run.
    except RuntimeError as error:
        return "ignored GeneratorExit" in str(error)
    except (Failure, KeyError, StopIteration, StopAsyncIteration):
        pass
    return False


def temporary(source: str) -> list[bool]:
    """For each way in which `await anext(manage(flag))` gives a resource: is it closed soon?"""
    answers: list[bool] = []
    for flag, fails in itertools.product((False, True), repeat=2):
        names = namespace(source, fails=fails)

        async def first(names: dict[str, Any] = names, flag: bool = flag) -> None:
            resource = await anext(names["manage"](flag), None)
            if resource is not None and not resource.closes:
                for _ in range(5):
                    await asyncio.sleep(0)
                answers.append(bool(resource.closes))

        with suppress(Failure, RuntimeError):
            quiet(first())
    return answers


def run_returner(source: str) -> dict[int, bool]:
    """line of each `return` that ran -> whether it gave a closed resource, on some way."""
    found: dict[int, bool] = {}
    lines = (PRELUDE + source).splitlines()
    for flag in (False, True):
        names = namespace(source, fails=False)
        seen = [0]

        def trace(frame: Any, event: str, argument: Any, seen: list[int] = seen) -> Any:
            if frame.f_code.co_name != "make":
                return None
            if event == "line" and lines[frame.f_lineno - 1].lstrip().startswith("return"):
                seen.append(frame.f_lineno)
            return trace

        previous = sys.gettrace()
        sys.settrace(trace)
        try:
            result = quiet(names["make"](flag))
        finally:
            sys.settrace(previous)
        last = seen[-1]
        if last:
            found[last] = found.get(last, False) or any(r.closes for r in resources(result))
    return found


def resources(result: Any) -> list[Any]:
    """The resources in what a function has returned."""
    if isinstance(result, dict):
        result = list(result.values())
    if not isinstance(result, (list, tuple)):
        result = [result]
    return [r for r in result if hasattr(r, "use")]


def quiet(coroutine: Any) -> Any:
    """`asyncio.run` without the loop's complaints about generators that were dropped."""

    async def main() -> Any:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        return await coroutine

    return asyncio.run(main())
