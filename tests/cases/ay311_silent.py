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


# What is yielded is a line, not the reader that is closed.
async def lines(open_reader):
    async with open_reader() as reader:
        while not reader.at_eof():
            line = await reader.readline()
            yield len(line), line.decode()


async def first_line(open_reader):
    _, line = await anext(lines(open_reader))
    return line
