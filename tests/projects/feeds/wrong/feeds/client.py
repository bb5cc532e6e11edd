"""Reads feeds."""

from collections.abc import AsyncIterator
from typing import Self

import aiohttp


class Client:
    def __init__(self, base: str) -> None:
        self.session = aiohttp.ClientSession(base)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.session.close()

    async def text(self) -> str:
        response = self.session.get("/feed")
        return await (await response).text()

    async def entries(self) -> AsyncIterator[str]:
        with self.session.get("/feed") as response:  # error: AY109:14
            async for line in response.content:
                yield line.decode().strip()

    async def add(self, entry: str) -> int:
        async with self.session.post("/feed", json={"entry": entry}) as response:
            return response.json()["added"]  # error: AY112:20


class Pool:
    def __init__(self, client: Client) -> None:
        self.client = client

    def __aenter__(self) -> Self:  # error: AY405:5
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.client.session.close()


async def status(base: str) -> int:
    with aiohttp.ClientSession() as session:  # error: AY109:10
        async with session.get(f"{base}/feed") as response:
            return response.status


async def fetch(base: str) -> aiohttp.ClientSession:
    async with aiohttp.ClientSession(base) as session:
        return session  # error: AY301:16


async def count(base: str) -> int:
    async with Client(base) as client:
        return len([entry for entry in client.entries()])  # error: AY107:40
