"""A resource is returned out of the `async with` that closes it."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import NamedTuple

import aiohttp
import aiosqlite
import httpx
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)


class Mailer:
    def __init__(self) -> None:
        self.transport = object()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.close()

    async def close(self):
        self.transport = None


class Flagged(Mailer):
    async def __aexit__(self, *error):
        self.closed = True


async def directly():
    async with SessionLocal() as session:
        return session  # error: AY301:16


async def after_the_block():
    async with SessionLocal() as session:
        await session.begin()
    return session  # error: AY301:12


async def under_another_name():
    async with aiohttp.ClientSession() as session:
        client = session
        return client  # error: AY301:16


async def in_a_tuple(flag):
    async with httpx.AsyncClient() as client:
        if flag:
            return client, 1  # error: AY301:20
        return {"client": client}  # error: AY301:27


async def in_a_conditional(flag):
    async with aiosqlite.connect(":memory:") as db:
        return db if flag else None  # error: AY301:16


async def of_a_class_of_ours():
    async with Mailer() as mailer:
        return mailer  # error: AY301:16


async def of_a_class_that_takes_note():
    async with Flagged() as mailer:
        return mailer  # error: AY301:16


async def several_items():
    async with Mailer() as one, Mailer() as two:
        return [one, two]  # error: AY301:17, AY301:22


async def nested():
    async with Mailer() as outer:
        async with SessionLocal() as inner:
            await inner.begin()
        return outer  # error: AY301:16


async def in_both_branches(flag):
    if flag:
        async with Mailer() as mailer:
            pass
    else:
        async with Flagged() as mailer:
            pass
    return mailer  # error: AY301:12


async def made_first():
    mailer = Mailer()
    async with mailer as entered:
        return entered  # error: AY301:16


async def awaited_manager(pool):
    async with await open_connection("db") as conn:
        return conn  # error: AY301:16


async def unknown_factory():
    async with AsyncSessionLocal() as session:
        return session  # error: AY301:16


@asynccontextmanager
async def session_scope() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


@contextlib.asynccontextmanager
async def closed_by_hand():
    mailer = Mailer()
    try:
        yield mailer
    finally:
        await mailer.close()  # error: AY308:9


async def of_a_function_with_a_decorator():
    async with session_scope() as session:
        return session  # error: AY301:16


async def of_one_that_closes_itself():
    async with closed_by_hand() as mailer:
        return mailer  # error: AY301:16


async def in_a_stack():
    async with AsyncExitStack() as stack:
        mailer = await stack.enter_async_context(Mailer())
        return mailer  # error: AY301:16


async def get_session():
    async with SessionLocal() as session:
        yield session


async def out_of_a_generator():
    async for session in get_session():
        return session  # error: AY301:16, AY307:9


async def response():
    async with aiohttp.ClientSession() as session, session.get("http://localhost/") as answer:
        return answer  # error: AY301:16


class Repository:
    async def session(self) -> AsyncSession:
        async with SessionLocal() as session:
            try:
                return session  # error: AY301:24
            except ValueError:
                return None


async def in_a_match(kind):
    async with Mailer() as mailer:
        match kind:
            case "ours":
                return mailer  # error: AY301:24
            case _:
                return None


async def by_name(session, method, url):
    async with getattr(session, method.lower())(url) as response:
        response.raise_for_status()
        return response  # error: AY301:16


async def read_of_a_file(opener, path):
    async with opener.open_file(path) as file:
        print(await file.read())
        return file  # error: AY301:16


# Read on other paths, which do not come here.
async def by_kind(session: aiohttp.ClientSession, url, kind):
    async with session.get(url) as response:
        if kind == "text":
            return await response.text()
        elif kind == "json":
            return await response.json()
        else:
            return response  # error: AY301:20


# What holds it goes to the caller under a name.
async def in_a_tuple_by_name():
    async with Mailer() as mailer:
        pair = (mailer, 1)
        return pair  # error: AY301:16


async def in_a_dict_by_name():
    async with Mailer() as mailer:
        held = {"mailer": mailer}
    return held  # error: AY301:12


async def in_a_list_by_name():
    async with aiohttp.ClientSession() as session:
        sessions = [session, None]
        return sessions  # error: AY301:16


async def cursor():
    async with aiosqlite.connect("orders.db") as connection:
        async with connection.execute("select 1") as cursor:
            return cursor  # error: AY301:20


# A class that keeps it hands it to the caller as well.
@dataclass
class Unit:
    session: AsyncSession
    name: str = ""


class Pair(NamedTuple):
    mailer: Mailer
    number: int


class Users:
    def __init__(self, session: AsyncSession, *, strict: bool = False) -> None:
        self._session = session
        self.strict = strict


class Admins(Users):
    pass


async def in_a_dataclass():
    async with SessionLocal() as session:
        return Unit(session, name="one")  # error: AY301:16


async def in_a_named_tuple():
    async with Mailer() as mailer:
        return 1, Pair(number=1, mailer=mailer)  # error: AY301:19


async def in_an_instance():
    async with SessionLocal() as session:
        return Admins(session, strict=True)  # error: AY301:16


async def entered_and_returned():
    async with AsyncExitStack() as stack:
        return await stack.enter_async_context(SessionLocal())  # error: AY301:16


# What its methods give has not run when the block ends.
async def coroutine_of_it():
    async with SessionLocal() as session:
        return session.execute("select 1")  # error: AY301:16


async def stream_of_it(url):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", url) as response:
            return response.aiter_lines()  # error: AY301:20


async def nothing_read(client: httpx.AsyncClient, url):
    async with client.stream("GET", url) as answer:
        answer.raise_for_status()
    return answer  # error: AY301:12


async def coroutine_of_it_in_a_dict(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return {"rows": response.json()}  # error: AY301:29


async def of_a_client(client, request):
    async with client.open_response("/events") as resp:
        print(request)
    return resp  # error: AY301:12
