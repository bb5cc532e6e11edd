"""What becomes of a resource when its `async with` ends: the well-known libraries, as data.

What is said of each was seen by running it: aiohttp 3.14, httpx 0.28, aiosqlite 0.22,
SQLAlchemy 2.1, anyio 4.16 (`tests/test_lives.py` runs it again).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from flake8_async_yield.rules.words import words


class Life(NamedTuple):
    """`ends`: the target is of no use after the block.

    `closed_by`: the methods that do what the exit does anyway; None: not known. `after`: what a
    later use meets, '' if not known. `name`: what the thing is called. `is_known`: told by
    something better than a name.
    """

    ends: bool
    closed_by: frozenset[str] | None
    after: str
    name: str
    is_known: bool = True
    is_response: bool = False


UNREAD = "its body can no longer be read"

USABLE = Life(False, frozenset(), "", "")
UNKNOWN_LIFE = Life(False, None, "", "", is_known=False)

CLOSE = frozenset({"close"})
ACLOSE = frozenset({"aclose"})
BOTH = frozenset({"close", "aclose"})
NOTHING: frozenset[str] = frozenset()

QUIET_SESSION = (
    "its next statement quietly takes a new connection, which nobody gives back"
)

LIVES: dict[str, Life] = {
    "aiohttp.ClientSession": Life(
        True, CLOSE, "its requests raise RuntimeError('Session is closed')", "ClientSession"
    ),
    "aiohttp.ClientResponse": Life(
        True, NOTHING, UNREAD, "ClientResponse", is_response=True
    ),
    "aiohttp._RequestContextManager": Life(
        True, NOTHING, UNREAD, "ClientResponse", is_response=True
    ),
    "aiohttp._BaseRequestContextManager": Life(
        True, NOTHING, UNREAD, "ClientResponse", is_response=True
    ),
    "httpx.AsyncClient": Life(
        True, ACLOSE, "its requests raise RuntimeError", "AsyncClient"
    ),
    "aiosqlite.Connection": Life(
        True, CLOSE, "its methods raise ValueError('no active connection')", "Connection"
    ),
    "aiosqlite.connect": Life(
        True, CLOSE, "its methods raise ValueError('no active connection')", "Connection"
    ),
    "aiosqlite.Cursor": Life(
        True, CLOSE, "its methods raise sqlite3.ProgrammingError", "Cursor"
    ),
    "sqlalchemy.AsyncSession": Life(True, CLOSE, QUIET_SESSION, "AsyncSession"),
    "sqlmodel.AsyncSession": Life(True, CLOSE, QUIET_SESSION, "AsyncSession"),
    "sqlalchemy.AsyncConnection": Life(
        True, CLOSE, "its statements raise ResourceClosedError", "AsyncConnection"
    ),
    "anyio.open_file": Life(
        True, ACLOSE, "its methods raise ValueError('I/O operation on closed file')", "AsyncFile"
    ),
    "anyio.AsyncFile": Life(
        True, ACLOSE, "its methods raise ValueError('I/O operation on closed file')", "AsyncFile"
    ),
    "aiofiles.open": Life(
        True, CLOSE, "its methods raise ValueError('I/O operation on closed file')", "file"
    ),
    "contextlib.aclosing": Life(True, ACLOSE, "it yields nothing more", ""),
    # Connects again when it is used again.
    "redis.Redis": Life(False, BOTH, "", "Redis"),
    "redis.RedisCluster": Life(False, BOTH, "", "RedisCluster"),
    "redis.Pipeline": Life(False, NOTHING, "", "Pipeline"),
    # Only given back to its pool.
    "asyncpg.PoolAcquireContext": Life(
        True, NOTHING, "its methods raise InterfaceError", "connection"
    ),
    "asyncpg.Pool": Life(True, CLOSE, "its methods raise InterfaceError", "Pool"),
    "asyncpg.create_pool": Life(True, CLOSE, "its methods raise InterfaceError", "Pool"),
}
"""package.Class (or package.function) of the manager -> its life."""

BY_TARGET = frozenset({"aiosqlite.context.Result"})
"""Classes of managers that close what they give, if it is of a class that is closed."""

PACKAGES = frozenset(name.partition(".")[0] for name in LIVES)

LEAVES_USABLE = frozenset(
    {
        "asyncio.Lock", "asyncio.Semaphore", "asyncio.BoundedSemaphore", "asyncio.Condition",
        "asyncio.timeout", "asyncio.timeout_at", "asyncio.TaskGroup", "asyncio.Timeout",
        "anyio.Lock", "anyio.Semaphore", "anyio.Condition", "anyio.CapacityLimiter",
        "anyio.create_task_group", "anyio.CancelScope", "anyio.TaskGroup", "anyio.fail_after",
        "anyio.move_on_after", "anyio.open_process", "anyio.TemporaryDirectory",
        "anyio.abc.TaskGroup", "anyio.NamedTemporaryFile",
        "trio.Lock", "trio.Semaphore", "trio.Condition", "trio.CapacityLimiter",
        "trio.StrictFIFOLock", "trio.open_nursery", "trio.CancelScope", "trio.Nursery",
        "trio.fail_after", "trio.move_on_after",
        "async_timeout.timeout", "async_timeout.timeout_at", "async_timeout.Timeout",
        "contextlib.nullcontext", "contextlib.suppress", "contextlib.AsyncExitStack",
        "sqlalchemy.AsyncTransaction", "sqlalchemy.AsyncSessionTransaction",
        "asyncpg.Transaction", "aiolimiter.AsyncLimiter", "redis.Lock",
    }
)
"""Managers whose target stays of use when their block has ended."""

NAMES_NO_RESOURCE = frozenset(
    """lock locked rlock mutex semaphore sem limiter limit throttle timeout timeouts deadline after
    scope nursery nurseries group groups tg cancel shield suppress nullcontext null barrier event
    condition guard transaction tx atomic savepoint nested trace tracer tracing span timer timeit
    stopwatch clock measure measured metrics metric profile profiler progress spinner status typing
    patch patched mock mocked override overrides capture captured captures record recorder recording
    raises warns assert asserts ctx context contexts environ environment chdir cwd settings config
    stats retry retries attempt attempts batch collect collector counter log logs logger logging
    sandbox tmp temp temporary tempdir tempfile process subprocess executor runner stack exitstack
    result results value values info state collected report summary elapsed freeze frozen signal
    signals observe observer watch tasks task spawn expect expects step section phase cache cached
    quota permit ticket token slot inject injected bind bound raw""".split()
)
"""Words of managers, or of their targets, that stay of use after the block."""

NAMES_RESOURCE = frozenset(
    """session sessions sessionmaker sessionlocal connection connections conn con connect connected
    client clients file files fp open opened cursor cur db database databases sqlite postgres mysql
    mongo socket sock stream streams reader writer channel transport response resp websocket ws
    redis memcached browser page driver broker consumer producer publisher subscriber subscription
    pubsub server smtp imap ftp sftp ssh http acquire acquired resource resources pool listener
    tunnel rabbit kafka amqp mqtt nats""".split()
)
"""Words of managers, or of their targets, that are closed when the block ends."""

PLAIN = r"(?i)_(ids?|names?|count|number|index|keys?|paths?|ur[il]|size|length|version|code|info)$"
"""Ends of a name that is no resource, whatever the resource is that it speaks of: `stream_id`."""

POOLED = frozenset({"acquire", "pool", "pooled", "checkout", "borrow", "lease", "connection"})
"""Words of managers that may only give their target back to a pool."""


def short_name(qualified: str) -> str:
    """The last part of a dotted name."""
    return qualified.rpartition(".")[2]


def known_life(qualified: str) -> Life | None:
    """The life of a manager with this qualified name, wherever its library keeps it."""
    package, _, rest = qualified.partition(".")
    key = f"{package}.{short_name(rest)}"
    if qualified in LEAVES_USABLE or key in LEAVES_USABLE:
        return USABLE
    return LIVES.get(key) if package in PACKAGES else None


def life_by_name(called: str, target: str) -> Life:
    """The life of the target of `async with called(...) as target`, by the names alone."""
    said, aimed = words(called), words(target)
    if not NAMES_NO_RESOURCE.isdisjoint(said | aimed) or re.search(PLAIN, target):
        return UNKNOWN_LIFE
    is_class = called.lstrip("_")[:1].isupper()
    if not is_class and NAMES_RESOURCE.isdisjoint(said | aimed):
        return UNKNOWN_LIFE
    closed_by = NOTHING if POOLED & said and not is_class else None
    return Life(True, closed_by, "", "", is_known=False)
