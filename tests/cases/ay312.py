"""The close as the last statement of its own `async with`."""

import aiohttp
import httpx


async def session():
    async with aiohttp.ClientSession() as session:
        await session.get("/")
        await session.close()  # error: AY312:9


async def client():
    async with httpx.AsyncClient() as client:
        await client.get("/")
        await client.aclose()  # error: AY312:9


class Door:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.close()

    async def close(self): ...


async def door():
    async with Door() as door:
        await door.close()  # error: AY312:9
