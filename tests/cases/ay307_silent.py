"""Loops over generators that end, are closed, or hold nothing."""

from contextlib import aclosing, suppress

import httpx


async def get_client():
    async with httpx.AsyncClient() as client:
        yield client


async def numbers():
    yield 1
    with suppress(ValueError):
        yield 2


# Run to its end.
async def all_of_them():
    async for client in get_client():
        for page in range(3):
            if await client.get(f"/{page}"):
                break


# Closed by `aclosing`.
async def closed():
    async with aclosing(get_client()) as clients:
        async for client in clients:
            return await client.get("/")


# Holds nothing.
async def nothing():
    async for n in numbers():
        if n == 2:
            break


# Unknown.
async def unknown(source):
    async for item in source.items():
        return item


# Relayed to a loop.
async def relayed():
    async for client in get_client():
        yield 1, client


# A `return` of an inner function.
async def inner():
    async for client in get_client():
        def get():
            return client

        print(get)
