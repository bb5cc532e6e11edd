"""Closes in an `async with` that mean something."""

import anyio
import httpx


# The exit does something else.
class Application:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.shutdown()

    async def shutdown(self): ...

    async def stop(self):
        print("stopping")


async def main(app: Application):
    async with app:
        await app.stop()


async def entered():
    async with Application() as app:
        await app.stop()


# Not the last statement.
async def early(task):
    async with httpx.AsyncClient() as client:
        await client.aclose()
        await task


# Ends the reader.
async def pump(send, recv, reader):
    async with send, recv, anyio.create_task_group() as tg:
        tg.start_soon(reader, recv)
        await send.aclose()


# Not known.
async def unknown():
    async with AsyncSessionLocal() as session:
        await session.close()


# Given back, not closed.
async def pooled(pool):
    async with pool.acquire() as conn:
        await conn.close()


# With arguments.
async def with_arguments(make):
    async with make() as ws:
        await ws.close(1000)
