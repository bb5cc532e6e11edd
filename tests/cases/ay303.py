"""A release after the `yield` that a consumer's error skips."""

import asyncio
import contextlib
from contextlib import asynccontextmanager
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI

app = FastAPI()


async def get_file():
    file = await open_file("data.txt")
    yield file
    await file.close()  # error: AY303:5


async def given_back(redis_pool):
    conn = await redis_pool.acquire()
    yield conn
    await redis_pool.release(conn)  # error: AY303:5


@asynccontextmanager
async def closed_without_await():
    writer = open_writer()
    yield writer
    writer.close()  # error: AY303:5
    await writer.wait_closed()


@contextlib.asynccontextmanager
async def not_handed_out():
    server = await start_server()
    yield
    await server.stop()  # error: AY303:5


async def get_client():
    client = httpx.AsyncClient()
    yield client
    await client.aclose()  # error: AY303:5


@app.get("/")
async def index(client: Annotated[httpx.AsyncClient, Depends(get_client)]):
    return await client.get("/")


@asynccontextmanager
async def connected(broker):
    await broker.connect()
    yield broker
    await broker.disconnect()  # error: AY303:5


@asynccontextmanager
async def success_and_clean_up():
    session = make_session()
    yield session
    await session.commit()
    await session.close()  # error: AY303:5


@asynccontextmanager
async def finally_for_something_else(lock):
    conn = await connect()
    try:
        yield conn
    finally:
        lock.release()
    await conn.close()  # error: AY303:5


@asynccontextmanager
async def handler_that_raises():
    conn = await connect()
    try:
        yield conn
    except Exception:
        print("failed")
        raise
    await conn.close()  # error: AY303:5


async def two():
    one = await connect()
    other = await connect()
    yield one, other
    await one.close()  # error: AY303:5
    await other.close()  # error: AY303:5


@asynccontextmanager
async def made_before_and_after():
    conn = await connect()
    yield conn
    await conn.close()  # error: AY303:5
    conn = await connect()
    await conn.close()


@asynccontextmanager
async def taken_from_a_pool(pool):
    conn = await pool.get()
    yield conn
    await conn.close()  # error: AY303:5


# A pool does not take back what was acquired of it, and a task group knows nothing of this task.
@asynccontextmanager
async def of_a_pool(make_pool):
    async with make_pool() as pool:
        connection = await pool.acquire()
        yield connection
        await connection.close()  # error: AY303:9


@asynccontextmanager
async def beside_the_group(work, make_group):
    async with make_group() as group:
        task = asyncio.create_task(work())
        yield group
        task.cancel()  # error: AY303:9
