"""A method of an `async with` target is called after the block has ended."""

from contextlib import asynccontextmanager

import aiohttp
import httpx


async def client():
    async with httpx.AsyncClient() as client:
        await client.get("/")
    return await client.get("/2")  # error: AY309:18


async def response(session: aiohttp.ClientSession):
    async with session.get("/") as answer:
        answer.raise_for_status()
    return await answer.json()  # error: AY309:18


async def alias():
    async with aiohttp.ClientSession() as session:
        other = session
    await other.get("/")  # error: AY309:11


async def not_read(client):
    async with client.messages.stream(model="x") as stream:
        print("open")
    return await stream.get_final_message()  # error: AY309:18


async def handed_something_else(client, consume):
    async with client.messages.stream(model="x") as stream:
        consume("stream")
    return await stream.get_final_message()  # error: AY309:18


@asynccontextmanager
async def taken(pool):
    conn = await pool.take()
    try:
        yield conn
    finally:
        await conn.release()


async def used_late(pool):
    async with taken(pool) as conn:
        pass
    await conn.execute("select 1")  # error: AY309:11
