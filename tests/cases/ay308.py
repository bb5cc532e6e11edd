"""`try … finally: await s.close()` for what is an async context manager itself."""

import aiohttp
import httpx


class Door:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.close()

    async def close(self): ...

    async def knock(self): ...


async def session():
    session = aiohttp.ClientSession()
    try:
        return await session.get("/")
    finally:
        await session.close()  # error: AY308:9


async def client():
    client = httpx.AsyncClient()
    client.headers["x"] = "y"
    try:
        await client.get("/")
    finally:
        await client.aclose()  # error: AY308:9


async def door():
    door = Door()
    try:
        await door.knock()
    finally:
        await door.close()  # error: AY308:9


async def unknown():
    session = AsyncSessionLocal()
    try:
        return await session.execute("select 1")
    finally:
        await session.close()  # error: AY308:9
