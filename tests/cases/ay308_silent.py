"""Closes by hand of what has no better way."""

import asyncio

import aiohttp


class Window:
    async def close(self): ...


class Half:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error): ...

    async def close(self): ...


# No context manager.
async def window():
    w = Window()
    try:
        print(w)
    finally:
        await w.close()


# Its exit does not close it.
async def half():
    h = Half()
    try:
        print(h)
    finally:
        await h.close()


# Awaited, or a plain function: nobody knows.
async def file():
    file = await open_file("data.txt")
    try:
        print(file)
    finally:
        await file.close()


async def made():
    thing = make()
    try:
        print(thing)
    finally:
        await thing.close()


# Not its only life.
async def replaced(flag):
    session = aiohttp.ClientSession()
    if flag:
        session = aiohttp.ClientSession(raise_for_status=True)
    try:
        await session.get("/")
    finally:
        await session.close()


async def parameter(session):
    try:
        await session.get("/")
    finally:
        await session.close()


# Entered as well.
async def entered():
    session = aiohttp.ClientSession()
    try:
        async with session:
            await session.get("/")
    finally:
        await session.close()


# Another thing in between that may fail.
async def in_between():
    session = aiohttp.ClientSession()
    async with asyncio.Lock():
        print(session)
    try:
        await session.get("/")
    finally:
        await session.close()


# A class of which nothing is known may be no context manager at all.
async def cloud():
    cloud = RiscoCloud("user", "password")
    try:
        await cloud.login()
    finally:
        await cloud.close()
