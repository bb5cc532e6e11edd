"""Releases after a `yield` that nothing skips, and what is meant for success only."""

import asyncio
from contextlib import AsyncExitStack, aclosing, asynccontextmanager

import pytest
import pytest_asyncio
from fastapi import FastAPI


async def in_a_finally():
    file = await open_file("data.txt")
    try:
        yield file
    finally:
        await file.close()


# Meant for success only.
async def commit():
    session = make_session()
    try:
        yield session
        await session.commit()
        await session.publish()
    finally:
        await session.close()


@asynccontextmanager
async def log():
    logger = make_logger()
    yield logger
    logger.info("done")
    await logger.publish("done")


# pytest resumes a fixture whatever the test did.
@pytest_asyncio.fixture
async def client():
    c = make()
    yield c
    await c.aclose()


@pytest.fixture(scope="session")
async def server():
    s = await start()
    yield s
    await s.stop()


# A lifespan is documented like this.
@asynccontextmanager
async def lifespan(app: FastAPI):
    pool = await make_pool()
    yield {"pool": pool}
    await pool.close()


@asynccontextmanager
async def life(application):
    pool = await make_pool()
    yield {"pool": pool}
    await pool.close()


@asynccontextmanager
async def handed_over():
    pool = await make_pool()
    yield {"pool": pool}
    await pool.close()


app = FastAPI(lifespan=handed_over)


# Guarded by a `with` or a stack.
@asynccontextmanager
async def guarded():
    stream = make_stream()
    async with aclosing(stream):
        yield stream
    await stream.close()


@asynccontextmanager
async def in_a_stack():
    async with AsyncExitStack() as stack:
        stream = make_stream()
        stack.push_async_callback(stream.aclose)
        yield stream
        await stream.aclose()


# Both ways are covered.
@asynccontextmanager
async def handler_and_else():
    conn = await connect()
    try:
        yield conn
    except BaseException:
        await conn.close()
        raise
    await conn.close()


@asynccontextmanager
async def finally_hands_it_on(give_back):
    conn = await connect()
    try:
        yield conn
    finally:
        give_back(conn)
    await conn.close()


# A parameter is somebody else's.
@asynccontextmanager
async def somebody_elses(conn):
    yield conn
    await conn.close()


# A stream of items is no resource that is handed out.
async def rows(conn):
    cursor = await conn.cursor()
    async for row in cursor:
        yield row
    await cursor.close()


async def numbers():
    source = open_source()
    yield source
    await source.close()


async def drive():
    async for n in numbers():
        print(n)


# Closed before the `yield`.
@asynccontextmanager
async def before():
    conn = await connect()
    await conn.close()
    yield conn


# Only on the other branch.
@asynccontextmanager
async def other_branch(flag):
    conn = await connect()
    if flag:
        yield None
        return
    try:
        yield conn
    finally:
        await conn.close()


# Made after the `yield`: an error of the consumer comes before there is anything to release.
@asynccontextmanager
async def made_after():
    yield "namespace"
    watcher = await connect()
    print(watcher)
    await watcher.close()


# Looked up: whoever set it has it in his care.
@asynccontextmanager
async def answering(current_sink, sinks):
    sink = current_sink.get()
    other = sinks.get("other")
    try:
        yield
    except BaseException:
        sink.fail()
        raise
    else:
        sink.close()
        other.close()


# What the entered manager gave ends with it: a task group cancels its tasks.
@asynccontextmanager
async def in_a_group(work):
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work())
        yield task
        task.cancel()


@asynccontextmanager
async def of_an_entered_attribute(self, work):
    async with self.browsers:
        browser = await self.browsers.chromium.launch()
        yield browser
        await browser.close()
