"""Uses after an `async with` that work."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import httpx


# Inside.
async def inside():
    async with httpx.AsyncClient() as client:
        await client.get("/")


# The body was read.
async def read(session: aiohttp.ClientSession):
    async with session.get("/") as answer:
        await answer.read()
    return await answer.json()


# Bound anew.
async def rebound():
    async with httpx.AsyncClient() as client:
        await client.get("/")
    client = httpx.AsyncClient()
    return await client.get("/")


# Can be used again.
async def lock():
    async with asyncio.Lock() as held:
        pass
    await held.acquire()


# Closing twice is harmless.
async def closed():
    async with httpx.AsyncClient() as client:
        await client.get("/")
    await client.aclose()


# Another one on the other path.
async def on_one_path(flag, client):
    if flag:
        async with httpx.AsyncClient() as client:
            pass
    await client.get("/")


# A loop enters it anew.
async def in_a_loop():
    for page in range(3):
        async with httpx.AsyncClient() as client:
            await client.get(f"/{page}")


# The end of a stream that was read to the end.
async def streamed(client):
    async with client.messages.stream(model="x") as stream:
        async for text in stream.text_stream:
            print(text)
    return await stream.get_final_message()


# What failed was the body's kind: it was read before, and is there still.
async def read_again(session: aiohttp.ClientSession):
    try:
        async with session.get("/") as response:
            return await response.json()
    except aiohttp.ContentTypeError:
        return await response.text()


# Whoever it was handed to may have read it to the end.
async def handed_on(client, consume):
    async with client.messages.stream(model="x") as stream:
        await consume(stream.text_stream)
    return await stream.get_final_message()


# Who waits for the end does not wait.
class Scheduler:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.close()

    async def close(self):
        self.connection.close()

    async def finished(self):
        await self.event.wait()


async def over():
    async with Scheduler() as scheduler:
        print("running")
    await scheduler.finished()


# A lock that was let go can be asked, and taken again.
@asynccontextmanager
async def held(make):
    semaphore = make()
    await semaphore.acquire()
    try:
        yield semaphore
    finally:
        await semaphore.release()


async def let_go(make):
    async with held(make) as semaphore:
        pass
    await semaphore.is_acquired()
