"""Reads feeds."""

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

import aiohttp


class Client:
    def __init__(self, base: str) -> None:
        self.session = aiohttp.ClientSession(base)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.session.close()

    async def text(self) -> str:
        response = await self.session.get("/feed")
        return await response.text()

    async def entries(self) -> AsyncIterator[str]:
        async with self.session.get("/feed") as response:
            async for line in response.content:
                yield line.decode().strip()

    async def add(self, entry: str) -> int:
        async with self.session.post("/feed", json={"entry": entry}) as response:
            return int(await response.json())


async def status(base: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"{base}/feed") as response:
        return response.status


async def fetch(base: str) -> aiohttp.ClientResponse:
    async with aiohttp.ClientSession() as session, session.get(f"{base}/feed") as response:
        await response.read()
        return response
