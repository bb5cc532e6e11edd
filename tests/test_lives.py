"""What the table of well-known libraries says of a resource's end is what they do."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import aiosqlite
import anyio
import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ResourceClosedError
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from flake8_async_yield.rules.lives import LEAVES_USABLE, LIVES, known_life, life_by_name

URL = "http://localhost:1/"


@pytest.mark.parametrize(
    ("name", "make", "use", "error"),
    [
        ("aiohttp.ClientSession", aiohttp.ClientSession, lambda s: s.get(URL), RuntimeError),
        ("httpx.AsyncClient", httpx.AsyncClient, lambda s: s.get(URL), RuntimeError),
        (
            "aiosqlite.Connection",
            lambda: aiosqlite.connect(":memory:"),
            lambda db: db.execute("select 1"),
            ValueError,
        ),
        (
            "sqlalchemy.AsyncConnection",
            lambda: create_async_engine("sqlite+aiosqlite://").connect(),
            lambda c: c.execute(text("select 1")),
            ResourceClosedError,
        ),
    ],
)
def test_a_later_use_raises(
    name: str, make: Callable[[], Any], use: Callable[[Any], Any], error: type[Exception]
) -> None:
    async def main() -> None:
        async with make() as resource:
            pass
        await use(resource)

    with pytest.raises(error):
        asyncio.run(main())
    assert error.__name__ in LIVES[name].after


def test_a_file_and_a_cursor(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("text")

    async def file() -> None:
        async with await anyio.open_file(path) as opened:
            pass
        await opened.read()

    async def row() -> None:
        async with aiosqlite.connect(":memory:") as db:
            async with db.execute("select 1") as rows:
                pass
            await rows.fetchone()

    with pytest.raises(ValueError, match="I/O operation on closed file"):
        asyncio.run(file())
    with pytest.raises(sqlite3.ProgrammingError):
        asyncio.run(row())


def test_a_session_takes_a_connection_again(tmp_path: Path) -> None:
    async def main() -> tuple[int, int]:
        url = f"sqlite+aiosqlite:///{tmp_path}/x.db"
        engine = create_async_engine(url, poolclass=AsyncAdaptedQueuePool)
        pool = engine.pool
        assert isinstance(pool, AsyncAdaptedQueuePool)
        async with async_sessionmaker(engine)() as session:
            await session.execute(text("select 1"))
        before = pool.checkedout()
        await session.execute(text("select 1"))
        after = pool.checkedout()
        await session.close()
        await engine.dispose()
        return before, after

    assert asyncio.run(main()) == (0, 1)


def test_a_name_is_known_wherever_its_library_keeps_it() -> None:
    assert known_life("aiohttp.client.ClientSession") == LIVES["aiohttp.ClientSession"]
    assert known_life("sqlalchemy.ext.asyncio.session.AsyncSession") is not None
    assert known_life("app.database.AsyncSession") is None
    lock = known_life("asyncio.locks.Lock")
    assert lock is not None
    assert not lock.ends
    assert not LEAVES_USABLE & set(LIVES)


@pytest.mark.parametrize(
    ("called", "target", "ends"),
    [
        ("AsyncSessionLocal", "session", True),
        ("open_connection", "conn", True),
        ("Resource", "r", True),
        ("acquire_lock", "lock", False),
        ("session_lock", "session", False),
        ("CapacityLimiter", "x", False),
        ("open_nursery", "nursery", False),
        ("begin", "tx", False),
        ("something", "value", False),
    ],
)
def test_what_the_names_say(called: str, target: str, ends: bool) -> None:
    assert life_by_name(called, target).ends == ends
