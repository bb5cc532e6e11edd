"""The vocabulary of the fixes: which edits there are, as plain data that rules name as strings.

A rule attaches ``Fix(edit=<name>, safety, span, arguments)``; `fixes.rewrite` knows how each is
done. A span is what `Source.span` gives for the ``ast`` node named below (an `async def` starts
at `async`, a decorated one at its `def`; parentheses round an expression are not part of it).
Every loop edit takes the loop statement or its iterable, a comprehension's loop has no place of
its own and takes the iterable alone.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Reach(enum.Enum):
    """Which lines an edit may touch, the import lines aside."""

    STATEMENT = "the lines of the statement, of a compound one its header with its decorators"
    FUNCTION = "those, and the header of the function round it and the end of the statement above"
    BLOCK = "from the statement to the end of its block, or to the end of the span"
    PARENT = "the statement, and the compound statement that holds it"


@dataclass(frozen=True, slots=True)
class Edit:
    """One word of the vocabulary.

    `span` says which node the fix's span denotes; `arguments` maps each argument's name to what
    it holds (all of them are optional unless `does` says otherwise); `refuses` says when the
    edit leaves the code as it is although a fix asks for it.
    """

    name: str
    span: str
    does: str
    refuses: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    reach: Reach = Reach.STATEMENT


LOOP = "the `for`/`async for` statement, or the iterable of it or of a comprehension's"
GENEXP = "a generator expression that is not the only argument of list(), sum() and their like"
TEXT = ("text", "the new annotation, quoted or not; `{}` stands for the old one (required)")
IMPORT = ("import", "`module:name` that the text needs; may be given several times")
TO = ("to", "the full dotted name to write: `contextlib.asynccontextmanager` (required)")

_EDITS = (
    # -- loops
    Edit(
        "iterate-directly",
        LOOP,
        "`for x in await g()` and `async for x in await g()` become `async for x in g()`",
        f"an iterable that is no `await`; {GENEXP}",
    ),
    Edit(
        "await-iterable",
        LOOP,
        "`async for x in f()` becomes `async for x in await f()`",
        "an iterable that is awaited already",
    ),
    Edit(
        "sync-for-await",
        LOOP,
        "`async for x in f()` becomes `for x in await f()`",
        "a loop that is no `async for`",
    ),
    Edit("for-to-async-for", LOOP, "`for` becomes `async for`", f"an `async for`; {GENEXP}"),
    Edit("async-for-to-for", LOOP, "`async for` becomes `for`", "a plain `for`"),
    Edit(
        "yield-from-to-loop",
        "the `yield from` expression",
        "`yield from g()` as a statement becomes a loop that yields each item",
        "a `yield from` whose value is used",
        (("loop", "`async` (the default) or `sync`"),),
    ),
    # -- collecting what an async iterator gives
    Edit(
        "collect-async",
        "the `await` expression, or the async iterable where nothing awaits it",
        "`await g()` becomes `[x async for x in g()]`",
    ),
    Edit(
        "collect-call",
        "the call that consumes its first argument, or that argument",
        "`list(g())` becomes `[x async for x in g()]`, `set(g())` a set comprehension; in any "
        "other call the argument becomes the list",
        "a call without arguments",
    ),
    # -- await
    Edit(
        "insert-await",
        "the expression to await",
        "`await` is put before it, with parentheses where they are needed",
        f"an expression that is awaited already; one in {GENEXP}",
    ),
    Edit("remove-await", "the `await` expression", "the `await` is taken out"),
    # -- calls and arguments
    Edit("call", "the expression to call", "`()` is put behind it"),
    Edit(
        "star-argument",
        "the argument",
        "`gather([a(), b()])` becomes `gather(*[a(), b()])`",
        "what is no positional argument, or has its star",
    ),
    Edit(
        "uncall-depends",
        "the call inside `Depends(...)`",
        "`Depends(f())` becomes `Depends(f)`",
        "a call with arguments",
    ),
    # -- with
    Edit(
        "with-to-async-with",
        "the item's context expression",
        "`with` becomes `async with`; a statement with other items is split, those keep their "
        "kind; several such fixes of one statement are done together",
        "items that are set apart by comments, when they have to be split",
        reach=Reach.BLOCK,
    ),
    Edit(
        "async-with-to-with",
        "the item's context expression",
        "`async with` becomes `with`, otherwise as `with-to-async-with`",
        "as `with-to-async-with`",
        reach=Reach.BLOCK,
    ),
    Edit(
        "use-aclosing",
        "the `async for` statement, or the async generator's call in a statement",
        "the generator is put into `async with aclosing(...)` round the loop, or round the "
        "statement and what follows it in its block",
        "a call in the header of a compound statement, or on a line with other statements",
        reach=Reach.BLOCK,
    ),
    # -- definitions
    Edit(
        "make-async-def",
        "the `def` statement",
        "`def` becomes `async def`",
        "special methods that Python calls at once",
    ),
    Edit(
        "remove-async", "the `async def` statement", "`async def` becomes `def`"
    ),
    Edit(
        "make-context-manager",
        "the `async def` statement",
        "`@asynccontextmanager` is put above it, nearest to the `def`, with its import",
        "a function that has the decorator",
    ),
    Edit(
        "replace-annotation",
        "the annotation's expression",
        "the annotation becomes `text`; imports that only the old one needed go",
        arguments=(TEXT, IMPORT),
    ),
    Edit(
        "replace-decorator",
        "the decorator's expression",
        "`contextmanager` becomes `asynccontextmanager`, its import with it",
        arguments=(TO,),
    ),
    Edit(
        "change-base",
        "the base class in the class statement",
        "`TestCase` becomes `IsolatedAsyncioTestCase`, its import with it",
        arguments=(TO,),
    ),
    # -- statements round a yield
    Edit(
        "return-to-yield",
        "the `return` statement",
        "`return s` becomes `yield s`; a return annotation that names no generator is wrapped in "
        "`AsyncIterator[...]`",
        "`return` without a value",
        reach=Reach.FUNCTION,
    ),
    Edit(
        "remove-statement",
        "the statement",
        "it is taken out; a `finally` left empty goes, and a `try` that is left with nothing but "
        "its body; any other block left empty gets `pass`",
        reach=Reach.PARENT,
    ),
    Edit(
        "protect-yield",
        "from the start of the statement that yields to the end of the last release",
        "`try:` round the yield and what follows it, the releases in its `finally:`",
        "statements of different blocks, or on one line",
        (("releases", "how many statements at the span's end are releases (1)"),),
        reach=Reach.BLOCK,
    ),
    Edit(
        "raise-in-handler",
        "the `except` handler",
        "`raise` is put at its end, in place of a lone `pass`",
        "a handler that ends with `return`, `raise`, `break` or `continue`",
        reach=Reach.BLOCK,
    ),
)

EDITS: dict[str, Edit] = {edit.name: edit for edit in _EDITS}
"""name -> edit."""
