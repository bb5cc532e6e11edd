"""Closes near a `yield` that are needed, or may be."""

from contextlib import AsyncExitStack, asynccontextmanager

import anyio
import httpx
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)


# Another object.
@asynccontextmanager
async def db():
    eng = create_async_engine("sqlite+aiosqlite://")
    try:
        async with eng.connect() as c:
            yield c
    finally:
        await eng.dispose()


async def another():
    async with SessionLocal() as session, httpx.AsyncClient() as client:
        yield client
        await session.flush()


# Before the `yield`.
async def before(flag):
    async with SessionLocal() as session:
        if flag:
            await session.close()
            return
        yield session


async def instead(flag):
    async with SessionLocal() as session:
        if flag:
            yield session
        else:
            await session.close()


# With arguments.
async def with_arguments(make):
    async with make() as session:
        yield session
        await session.close(1000)


# The exit only gives it back to the pool.
async def pooled(pool):
    async with pool.acquire() as conn:
        yield conn
        await conn.close()


# The exit only shuts down.
class Application:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.shutdown()

    async def shutdown(self): ...

    async def close(self):
        await self.send("bye")

    async def send(self, text): ...


async def application():
    async with Application() as app:
        yield app
        await app.close()


# The reader in the task group ends when this is closed; the group waits for it.
async def half_close(reader):
    send, recv = anyio.create_memory_object_stream(1)
    async with send, recv, anyio.create_task_group() as tg:
        tg.start_soon(reader, recv)
        yield send
        await send.aclose()


async def group_inside(reader):
    async with httpx.AsyncClient() as client:
        async with anyio.create_task_group() as tg:
            tg.start_soon(reader, client)
            yield client
            await client.aclose()


# What is awaited afterwards may need it.
async def waited_for(make, done):
    async with httpx.AsyncClient() as client:
        yield client
        await client.aclose()
        await done.wait()


# The name means something else by now.
async def rebound():
    async with SessionLocal() as session:
        yield session
        session = SessionLocal()
        await session.close()


# After the block it is another matter.
async def afterwards():
    async with SessionLocal() as session:
        yield session
    await session.close()


# A stack that was emptied, and closed later.
@asynccontextmanager
async def emptied():
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient())
        stack.pop_all()
        try:
            yield client
        finally:
            await client.aclose()


# What follows looks at what was closed.
@asynccontextmanager
async def websocket(connect):
    async with connect("/") as ws:
        yield ws
        await ws.close()
        assert ws.closed


class Counted:
    closed = 0

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.left = True

    async def close(self):
        self.closed += 1


async def close_notes_something_else():
    async with Counted() as counted:
        yield counted
        await counted.close()
