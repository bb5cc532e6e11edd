"""Which functions and methods take something of ours, and as which argument: data, and one look-up.

Four sorts: what awaits an object it is given, what enters it, what calls a function and awaits
the result, and what calls a function and never awaits. Names are as the standard library's and
the libraries' documentation has them; a method stands under the class that defines it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_async_yield.names.bindings import Bound
from flake8_async_yield.names.definitions import ClassRecord
from flake8_async_yield.names.scopes import last_name
from flake8_async_yield.values import classes
from flake8_async_yield.values.value import Alternative, FunctionValue, Instance, Overloads

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

EVERY = -1
"""A position: every positional argument."""

NO_POSITION = -2
"""A position: the argument is only taken as a keyword."""


class Taker(NamedTuple):
    """The argument that counts: its position (from 0, the receiver not counted) and its keyword.

    `elements`: it is a collection of such things. `effect` and `advice` are for the message.
    `awaited_by`: the class whose instances await what they are given, though they inherit the
    method from one that does not.
    """

    position: int
    keyword: str = ""
    elements: bool = False
    effect: str = ""
    advice: str = ""
    awaited_by: str = ""

    def arguments(self, call: ast.Call) -> list[ast.expr]:
        """The arguments of `call` that count; a starred one before them hides where they are."""
        if self.position == EVERY:
            return [*call.args]
        if self.position != NO_POSITION:
            before = call.args[: self.position + 1]
            if any(isinstance(argument, ast.Starred) for argument in before):
                return []
            if len(before) > self.position:
                return [before[-1]]
        return [k.value for k in call.keywords if k.arg is not None and k.arg == self.keyword]


Takers = dict[str, Taker]
"""Qualified name -> what it takes: `asyncio.run`, `asyncio.taskgroups.TaskGroup.create_task`."""


def on(classes: str, methods: Takers) -> Takers:
    """The same methods on each of `classes` (dotted names, parted by spaces)."""
    return {f"{cls}.{name}": taker for cls in classes.split() for name, taker in methods.items()}


LOOPS = "asyncio.events.AbstractEventLoop asyncio.base_events.BaseEventLoop uvloop.loop.Loop"
FUTURES = "_asyncio.Future _asyncio.Task asyncio.futures.Future asyncio.tasks.Task"
EXECUTORS = (
    "concurrent.futures._base.Executor concurrent.futures.thread.ThreadPoolExecutor "
    "concurrent.futures.process.ProcessPoolExecutor"
)
NURSERIES = "anyio.abc._tasks.TaskGroup trio._core._run.Nursery"

AWAITING: Takers = {
    "asyncio.run": Taker(0, "main"),
    "asyncio.create_task": Taker(0, "coro"),
    "asyncio.ensure_future": Taker(0, "coro_or_future"),
    "asyncio.gather": Taker(EVERY),
    "asyncio.wait_for": Taker(0, "fut"),
    "asyncio.shield": Taker(0, "arg"),
    "asyncio.wait": Taker(0, "fs", elements=True),
    "asyncio.as_completed": Taker(0, "fs", elements=True),
    "asyncio.run_coroutine_threadsafe": Taker(0, "coro"),
    "asyncio.Task": Taker(0, "coro"),
    "asyncio.runners.Runner.run": Taker(0, "coro"),
    "asyncio.taskgroups.TaskGroup.create_task": Taker(0, "coro"),
    **on(LOOPS, {"run_until_complete": Taker(0, "future"), "create_task": Taker(0, "coro")}),
}
"""What awaits what it is given (Python documentation, asyncio)."""

STARTING: Takers = {
    "anyio.run": Taker(0, "func"),
    "anyio.from_thread.run": Taker(0, "func"),
    "trio.run": Taker(0, "async_fn"),
    "trio.from_thread.run": Taker(0, "afn"),
    **on(NURSERIES, {"start_soon": Taker(0), "start": Taker(0)}),
    "anyio.from_thread.BlockingPortal.start_task": Taker(0, "func"),
}
"""What calls the function that it is given, and awaits what that gives."""

CALLING_EITHER: Takers = {
    "starlette.background.BackgroundTask": Taker(0, "func"),
    **on(
        "fastapi.background.BackgroundTasks starlette.background.BackgroundTasks",
        {"add_task": Taker(0, "func")},
    ),
    **on(
        "anyio.from_thread.BlockingPortal",
        {"call": Taker(0, "func"), "start_task_soon": Taker(0, "func")},
    ),
}
"""What calls a function, be it a coroutine function or a plain one."""

ENTERING: Takers = {
    "contextlib._BaseExitStack.enter_context": Taker(0, "cm", advice="use 'enter_async_context'"),
    "unittest.case.TestCase.enterContext": Taker(0, "cm", advice="use 'enterAsyncContext'"),
}
"""What enters the context manager that it is given, as `with` does."""

ENTERING_ASYNC: Takers = {
    "contextlib.AsyncExitStack.enter_async_context": Taker(0, "cm", advice="use 'enter_context'"),
    "unittest.async_case.IsolatedAsyncioTestCase.enterAsyncContext": Taker(
        0, "cm", advice="use 'enterContext'"
    ),
}
"""The same as `async with` does."""

_FIRST = Taker(0)
_SECOND = Taker(1)
_EVERY = Taker(EVERY)

ITERATING: Takers = {
    **on(
        "itertools",
        {
            "accumulate": _FIRST, "batched": _FIRST, "combinations": _FIRST, "cycle": _FIRST,
            "combinations_with_replacement": _FIRST, "compress": _FIRST, "groupby": _FIRST,
            "islice": _FIRST, "pairwise": _FIRST, "permutations": _FIRST, "tee": _FIRST,
            "dropwhile": _SECOND, "filterfalse": _SECOND, "starmap": _SECOND,
            "takewhile": _SECOND, "chain": _EVERY, "product": _EVERY, "zip_longest": _EVERY,
            "chain.from_iterable": _FIRST,
        },
    ),
    **on("collections", {"Counter": _FIRST, "deque": _FIRST, "OrderedDict": _FIRST}),
    **on("heapq", {"merge": _EVERY, "nlargest": _SECOND, "nsmallest": _SECOND}),
    **on("random", {"choice": _FIRST, "choices": _FIRST, "sample": _FIRST, "shuffle": _FIRST}),
    "functools.reduce": _SECOND,
}  # fmt: skip
"""What iterates over its argument, or counts and indexes its items, in the standard library."""

TASK = "make a task of it with 'asyncio.create_task'"
AWAIT = "await it where it stands"
PLAIN = "give it a plain function"
FIRST = "await the results first"
ITERATED = "iterate it in an 'async def' of its own"

OUTSIDE = "await it in a 'with' of its own"

DROPS = "drops the coroutine"
IN_THREAD = "makes the coroutine in a thread and never awaits it"
TESTS = "takes every coroutine for true"
SORTS = "compares coroutines"
CALLS = "makes the coroutines and never awaits them"
WRITES = "puts the coroutine where text belongs"

ISOLATED = "unittest.async_case.IsolatedAsyncioTestCase"


def _soon(position: int, keyword: str = "callback") -> Taker:
    return Taker(position, keyword, effect=DROPS, advice=TASK)


def _dropped(position: int, keyword: str, advice: str = PLAIN) -> Taker:
    return Taker(position, keyword, effect=DROPS, advice=advice)


def _thread(position: int, keyword: str, advice: str = AWAIT) -> Taker:
    return Taker(position, keyword, effect=IN_THREAD, advice=advice)


def _test(position: int, keyword: str = "") -> Taker:
    return Taker(position, keyword, effect=TESTS, advice=FIRST)


def _written(position: int) -> Taker:
    return Taker(position, "repl", effect=WRITES, advice=FIRST)


KEY = Taker(NO_POSITION, "key", effect=SORTS, advice=FIRST)

CALLING: Takers = {
    "asyncio.to_thread": _thread(0, "func"),
    "threading.Thread": _thread(1, "target", "give it a function that calls 'asyncio.run'"),
    "threading.Timer": _thread(1, "function", "give it a function that calls 'asyncio.run'"),
    "multiprocessing.Process": _thread(1, "target", "give it a function that calls 'asyncio.run'"),
    "sched.scheduler.enter": _dropped(2, "action"),
    "sched.scheduler.enterabs": _dropped(2, "action"),
    "anyio.to_thread.run_sync": _thread(0, "func"),
    "trio.to_thread.run_sync": _thread(0, "sync_fn"),
    "atexit.register": _dropped(0, "func"),
    "signal.signal": _dropped(1, "handler"),
    "weakref.finalize": _dropped(1, "func"),
    "contextlib._BaseExitStack.callback": _dropped(0, "callback", "use 'push_async_callback'"),
    "unittest.case.TestCase.addCleanup": Taker(0, "", False, DROPS, PLAIN, ISOLATED),
    "_pytest.fixtures.FixtureRequest.addfinalizer": _dropped(0, "finalizer"),
    "_pytest.fixtures.SubRequest.addfinalizer": _dropped(0, "finalizer"),
    **on("re", {"sub": _written(1), "subn": _written(1)}),
    **on("re.Pattern", {"sub": _written(0), "subn": _written(0)}),
    "builtins.filter": _test(0),
    "itertools.filterfalse": _test(0),
    "itertools.takewhile": _test(0),
    "itertools.dropwhile": _test(0),
    "builtins.sorted": KEY,
    "builtins.min": KEY,
    "builtins.max": KEY,
    "builtins.list.sort": KEY,
    "heapq.nlargest": Taker(2, "key", effect=SORTS, advice=FIRST),
    "heapq.nsmallest": Taker(2, "key", effect=SORTS, advice=FIRST),
    "itertools.groupby": Taker(1, "key", effect=SORTS, advice=FIRST),
    **on(
        LOOPS,
        {
            "call_soon": _soon(0),
            "call_soon_threadsafe": _soon(0),
            "call_later": _soon(1),
            "call_at": _soon(1),
            "add_signal_handler": _soon(1),
            "add_reader": _soon(1),
            "add_writer": _soon(1),
            "set_exception_handler": _soon(0, "handler"),
            "run_in_executor": _thread(1, "func"),
        },
    ),
    **on(FUTURES, {"add_done_callback": _soon(0, "fn")}),
    "concurrent.futures._base.Future.add_done_callback": _dropped(0, "fn"),
    **on(EXECUTORS, {"submit": _thread(0, "fn")}),
}
"""What calls the function that it is given, and drops what that gives or uses it at once."""

RAISING: Takers = {
    **on(
        "unittest.case.TestCase",
        {
            "assertRaises": _dropped(1, "", OUTSIDE),
            "assertWarns": _dropped(1, "", OUTSIDE),
            "assertRaisesRegex": _dropped(2, "", OUTSIDE),
            "assertWarnsRegex": _dropped(2, "", OUTSIDE),
        },
    ),
    **on("pytest _pytest.raises _pytest.python_api", {"raises": _dropped(1, "", OUTSIDE)}),
}
"""The same to see an error, the first argument: the call of an `async def` raises none of its own,
but for a TypeError where the arguments do not fit."""

MAPS_NOW: Takers = on(EXECUTORS, {"map": Taker(0, "fn", effect=CALLS, advice=FIRST)})
"""What calls the function for every item, whoever takes the results."""

MAPS: Takers = {
    "builtins.map": Taker(0, effect=CALLS, advice=FIRST),
    "itertools.starmap": Taker(0, effect=CALLS, advice=FIRST),
    **MAPS_NOW,
}
"""What hands on what the function gives: right, unless that is used at once."""


def taker_of(context: Context, call: ast.Call, takers: Takers) -> tuple[str, Taker] | None:
    """(the name to speak of, what it takes) where `call` is one of `takers`.

    Only a function whose last name is in the table is looked at, whatever it was imported as.
    """
    if called_name(context, call) not in last_names(takers):
        return None
    function = call.func
    name = last_name(function)
    qualified = context.qualified_name(function)
    if qualified:
        found = takers.get(qualified)
        return (qualified.removeprefix("builtins."), found) if found is not None else None
    if not isinstance(function, ast.Attribute):
        return None
    for alternative in context.value_of(function):
        methods = alternative.functions if isinstance(alternative, Overloads) else (alternative,)
        for method in methods:
            found = takers.get(_method_name(method)) if isinstance(method, FunctionValue) else None
            if found is None or _is_of(context, method, found.awaited_by):
                return None
            return name, found
    return None


def _is_of(context: Context, method: Alternative, name: str) -> bool:
    """Whether the method is bound to an instance of the class called `name`, or of an heir."""
    receivers = method.receiver if name and isinstance(method, FunctionValue) else ()
    return any(
        f"{holder.module.name}.{holder.record.qualname}" == name
        for receiver in receivers
        if isinstance(receiver, Instance)
        for holder in classes.order(
            context.evaluator, receiver.cls.module, receiver.cls.record
        ).holders
    )


def _method_name(method: FunctionValue) -> str:
    """`module.Class.name` of a method, '' of a plain function."""
    holder = method.module.record(method.record.class_key) if method.record.class_key else None
    if not isinstance(holder, ClassRecord):
        return ""
    return f"{method.module.name}.{holder.qualname}.{method.record.name}"


def called_name(context: Context, call: ast.Call) -> str:
    """The last name of what is called, as it is called where it was imported from."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    if not isinstance(function, ast.Name):
        return ""
    name: str = function.id
    return _imported_as(context).get(name, name)


_known_last_names: dict[int, frozenset[str]] = {}


def last_names(takers: Takers) -> frozenset[str]:
    """The last names of the table's own entries; the tables are made once and never change."""
    known = _known_last_names.get(id(takers))
    if known is None:
        known = frozenset(name.rpartition(".")[2] for name in takers)
        _known_last_names[id(takers)] = known
    return known


def _imported_as(context: Context) -> dict[str, str]:
    """The names that the module's imports give to something: `from asyncio import run as go`."""
    memo = context.memo
    if "imported as" not in memo:
        memo["imported as"] = {
            name: found[0].detail
            for name, found in context.names.module.bindings.items()
            if found[0].kind is Bound.IMPORT_FROM and found[0].detail != name
        }
    return memo["imported as"]  # type: ignore[no-any-return]
