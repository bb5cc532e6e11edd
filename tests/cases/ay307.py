"""A loop over a generator that holds a resource is left before its end."""

from contextlib import asynccontextmanager

import httpx


async def get_client():
    async with httpx.AsyncClient() as client:
        yield client


async def lines(path):
    file = await open_file(path)
    try:
        async for line in file:
            yield line
    finally:
        await file.close()


async def first_line(path):
    async for line in lines(path):
        if line:
            return line  # error: AY307:13
    return None


async def until(path):
    async for line in lines(path):
        for word in line:
            if word:
                break
        if line == "end":
            break  # error: AY307:13


@asynccontextmanager
async def relayed():
    async for client in get_client():
        yield client  # error: AY307:9


class Source:
    async def items(self):
        async with self.lock:
            yield 1

    async def first(self):
        async for item in self.items():
            return item  # error: AY307:13
