"""First items of generators that are kept, or hold nothing."""

from contextlib import aclosing

import httpx


async def get_client():
    async with httpx.AsyncClient() as client:
        yield client


async def numbers():
    yield 1
    yield 2


# Kept in a name.
async def kept():
    clients = get_client()
    client = await anext(clients)
    try:
        return await client.get("/")
    finally:
        await clients.aclose()


async def closing():
    async with aclosing(get_client()) as clients:
        client = await anext(clients)
        return await client.get("/")


# Holds nothing.
async def first():
    return await anext(numbers())


# Unknown.
async def unknown(make):
    return await anext(make())


async def shadowed(anext):
    return await anext(get_client())
