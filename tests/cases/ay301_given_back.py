"""A closed resource in what a function gives back, and out of a stack entered by its name."""
from contextlib import AsyncExitStack, asynccontextmanager

import attrs
import httpx
from pydantic import BaseModel


async def from_a_stack():
    stack = AsyncExitStack()
    async with stack:
        client = await stack.enter_async_context(httpx.AsyncClient())
        return client  # error: AY301:16


async def entered_by_hand():
    stack = AsyncExitStack()
    await stack.__aenter__()
    client = await stack.enter_async_context(httpx.AsyncClient())
    return client


async def after_another():
    stack = AsyncExitStack()
    async with AsyncExitStack():
        client = await stack.enter_async_context(httpx.AsyncClient())
        return client


async def taken_out():
    stack = AsyncExitStack()
    async with stack:
        client = await stack.enter_async_context(httpx.AsyncClient())
        kept = stack.pop_all()
        return client, kept


class Keeps:
    def __init__(self, client=None):
        self.client = client or httpx.AsyncClient()


class Declares:
    def __init__(self, client=None):
        self.client: httpx.AsyncClient = client if client is not None else httpx.AsyncClient()


class Reads:
    def __init__(self, client):
        self.name = client.name or "x"


def kept(client):
    return Keeps(client)


def given_back(client, number):
    if number:
        return None
    return client


def twice(client):
    return kept(client)


def read(client):
    return Reads(client)


def headers(client):
    return client.headers


def made(client):
    return Keeps(httpx.AsyncClient(headers=client.headers))


def later(client):
    yield client


async def awaited(client):
    return (await client.get("x")).text


async def returning(number):
    async with httpx.AsyncClient() as client:
        if number == 1:
            return kept(client)  # error: AY301:20
        if number == 2:
            return given_back(client, 1)  # error: AY301:20
        if number == 3:
            return twice(client=client)  # error: AY301:20
        if number == 4:
            return Keeps(client)  # error: AY301:20
        if number == 5:
            return Declares(client)  # error: AY301:20
        if number == 6:
            return read(client)
        if number == 7:
            return headers(client)
        if number == 8:
            return list(later(client))
        if number == 9:
            return await awaited(client)
        return made(client)


@asynccontextmanager
async def session():
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient())
        yield client


@asynccontextmanager
async def session_kept_open():
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient())
        stack.pop_all()
        yield client


async def out_of_a_manager():
    async with session() as client:
        return client  # error: AY301:16


async def out_of_one_that_stays_open():
    async with session_kept_open() as client:
        return client


class Model(BaseModel):
    client: httpx.AsyncClient
    number: int = 0


@attrs.define
class Defined:
    client: httpx.AsyncClient
    number: int = 0


async def in_a_model(number):
    async with httpx.AsyncClient() as client:
        if number == 1:
            return Model(client=client)  # error: AY301:20
        if number == 2:
            return Defined(client)  # error: AY301:20
        return Model(number=1)
