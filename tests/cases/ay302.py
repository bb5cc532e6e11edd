"""A close after the `yield` that the end of the same `async with` does anyway."""

from contextlib import asynccontextmanager

import aiohttp
import httpx
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

SessionLocal = async_sessionmaker(create_async_engine("sqlite+aiosqlite://"))


async def in_the_body():
    async with SessionLocal() as session:
        yield session
        await session.close()  # error: AY302:9


async def in_a_finally():
    async with SessionLocal() as session:
        try:
            yield session
        finally:
            await session.close()  # error: AY302:13


async def in_a_handler():
    async with httpx.AsyncClient() as client:
        try:
            yield client
        except BaseException:
            await client.aclose()  # error: AY302:13
            raise


async def in_an_else():
    async with aiohttp.ClientSession() as session:
        try:
            yield session
        except ValueError:
            raise
        else:
            print("fine")
            await session.close()  # error: AY302:13


async def after_other_work():
    async with SessionLocal() as session:
        yield session
        await session.commit()
        await session.close()  # error: AY302:9
        print("closed")


async def on_a_condition():
    async with SessionLocal() as session:
        yield session
        if session.is_active:
            await session.close()  # error: AY302:13


async def of_an_unknown_manager():
    async with AsyncSessionLocal() as session:
        yield session
        await session.close()  # error: AY302:9


@asynccontextmanager
async def second_of_two():
    async with SessionLocal() as session, httpx.AsyncClient() as client:
        yield session, client
        await client.aclose()  # error: AY302:9


async def in_a_loop():
    async with httpx.AsyncClient() as client:
        for page in range(3):
            yield await client.get(f"/{page}")
        await client.aclose()  # error: AY302:9


class Door:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.shut()

    async def shut(self):
        await self.close()

    async def close(self):
        self.closed = True


async def through_another_method():
    async with Door() as door:
        yield door
        await door.close()  # error: AY302:9


class Flagged:
    closed = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.closed = True

    async def close(self):
        self.closed = True


async def exit_notes_the_same():
    async with Flagged() as flagged:
        yield flagged
        await flagged.close()  # error: AY302:9
