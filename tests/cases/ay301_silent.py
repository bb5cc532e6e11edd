"""Right returns in and after an `async with`."""

import asyncio
import contextlib
import time
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext, suppress

import aiohttp
import aiosqlite
import anyio
import httpx
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

SessionLocal = async_sessionmaker(create_async_engine("sqlite+aiosqlite://"))


# A value that was read through the resource.
async def one(pool):
    async with pool.acquire() as con:
        return await con.fetchval("select 1")


async def rows():
    async with SessionLocal() as session:
        result = await session.execute("select 1")
        return result


# An attribute of it.
async def status():
    async with httpx.AsyncClient() as client:
        return client.base_url


class Store:
    def __init__(self):
        self._lock = asyncio.Lock()
        self._values = {}

    # A lock has no end of life.
    async def get(self, key):
        async with self._lock:
            return self._values[key]

    async def lock(self):
        async with self._lock as lock:
            return lock

    async def enter(self):
        async with self as me:
            return me

    async def __aenter__(self):
        return self

    # The exit does nothing.
    async def __aexit__(self, *error):
        return None

    async def unlocked(self):
        async with self._lock:
            session = SessionLocal()
        return session


# Timeouts, scopes and groups can be looked at afterwards.
async def timeout():
    async with asyncio.timeout(3) as limit:
        await asyncio.sleep(0)
    return limit


async def group():
    async with asyncio.TaskGroup() as tg:
        task = tg.create_task(asyncio.sleep(0))
    return task, tg


async def anyio_group():
    async with anyio.create_task_group() as tg:
        tg.start_soon(anyio.sleep, 0)
    return tg


async def process():
    async with await anyio.open_process("true") as process:
        await process.wait()
    return process


# Nothing is closed here.
async def nothing(client):
    async with nullcontext(client) as c:
        return c


async def suppressed():
    async with contextlib.AsyncExitStack():
        with suppress(ValueError) as s:
            return s


# Connects again when it is used again.
async def redis():
    async with Redis() as client:
        return client


# The body was read, and is kept.
async def fetch(s: aiohttp.ClientSession):
    async with s.get("/") as r:
        await r.read()
        return r


async def fetch_text(session):
    async with session.get("/") as response:
        await response.text()
    return response


# The stack was emptied into another one.
async def open_all():
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient())
        keep = stack.pop_all()
        return client, keep


async def pop_at_the_end(make):
    async with AsyncExitStack() as st:
        c = await st.enter_async_context(make())
        st.pop_all()
        return c


async def stack_is_handed_on(register):
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient())
        register(stack)
        return client


# The name was bound anew inside the block.
async def load(path):
    async with opened(path) as data:
        data = await data.read()
        return data


async def maybe_bound(flag):
    session = None
    if flag:
        async with SessionLocal() as session:
            session = 1
    return session


# Not closed on one of the paths.
async def open_on_one_path(flag, client):
    if flag:
        async with httpx.AsyncClient() as client:
            pass
    return client


# The inner function runs while the block is open.
async def nested_function():
    async with SessionLocal() as session:
        async def current():
            return session

        return await run(current)


# A lambda and a comprehension have names of their own.
async def other_scopes(sessions):
    async with SessionLocal() as session:
        await session.begin()
        return [session for session in sessions]


# What it gives is no resource.
@asynccontextmanager
async def stopwatch():
    started = Elapsed()
    yield started
    started.seconds = time.time()


async def measured():
    async with stopwatch() as watch:
        await asyncio.sleep(0)
    return watch


class Timer:
    async def __aenter__(self):
        self.started = time.time()
        return self

    async def __aexit__(self, *error):
        self.seconds = time.time() - self.started
        self.stop()

    def stop(self):
        self.running = False


async def timed():
    async with Timer() as t:
        await asyncio.sleep(0)
    return t


# Names that say so.
async def names(tracer, lock_manager, db):
    async with tracer.start_span("x") as span:
        pass
    async with db.transaction() as tx:
        pass
    async with lock_manager.lock("x") as held:
        pass
    async with CaptureLogs() as logs:
        pass
    return span, tx, held, logs


# Nothing is known of a parameter.
async def parameter(manager):
    async with manager as value:
        return value


async def called_parameter(make):
    async with make() as value:
        return value


# A generator that holds nothing.
async def numbers():
    yield 1


async def first():
    async for n in numbers():
        return n


# A number, by what the manager gives or by its own name.
class Numbers:
    def next(self) -> contextlib.AbstractAsyncContextManager[int]: ...


async def next_number(numbers: Numbers):
    async with numbers.next() as stream:
        print(stream)
    return stream


async def next_id(open_stream):
    async with open_stream.connect() as stream_id:
        print(stream_id)
    return stream_id


async def streamed(client: httpx.AsyncClient, url):
    async with client.stream("GET", url) as response:
        parts = []
        async for part in response.aiter_bytes():
            parts.append(part)
        return response, b"".join(parts)  # its status and its headers are what is left to read


async def read_whole(client: httpx.AsyncClient, url):
    try:
        async with client.stream("GET", url) as answer:
            answer.raise_for_status()
            await answer.aread()
    finally:
        await client.aclose()
    return answer  # httpx keeps what was read


async def in_chunks(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:
        body = b""
        async for chunk in response.content.iter_chunked(1024):
            body += chunk
        return response, body


# Of `response` its name says what it is; its body was read.
async def by_name(session, method, url):
    async with getattr(session, method.lower())(url) as response:
        response.text = await response.text()
        return response


# What holds the resource is looked into before it is returned, or holds what was read through it.
async def taken_out():
    async with Mailer() as mailer:
        held = {"mailer": mailer}
        held.pop("mailer")
        return held


async def put_in_instead(other):
    async with Mailer() as mailer:
        held = [mailer]
        held[0] = other
        return held


async def by_a_lambda(run):
    async with Mailer() as mailer:
        held = [mailer]
        run(lambda: held.clear())
        return held


async def read_through_it():
    async with Mailer() as mailer:
        pair = (await mailer.send(), 1)
        return pair


async def bound_anew(other):
    async with Mailer() as mailer:
        await mailer.send()
        mailer = other
        pair = (mailer, 1)
        return pair


async def rows():
    async with aiosqlite.connect("orders.db") as connection:
        async with connection.execute_fetchall("select 1") as rows:
            return rows


# What a class makes of it is not known to be it.
class Described:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.url = client.base_url


class Later:
    def __init__(self, session, name) -> None:
        self.name = name


async def described():
    async with httpx.AsyncClient() as client:
        return Described(client)


async def named():
    async with SessionLocal() as session:
        return Later(session, "one")


# The status of a response outlives it.
class Answer:
    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response

    @property
    def status(self) -> int:
        return self.response.status


async def answer(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:
        return Answer(response)


# Read before, so that the coroutine finds what was read.
async def read_before(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:
        await response.read()
        return response.json()


# Not of the target.
async def other_coroutine(other: httpx.AsyncClient, url):
    async with httpx.AsyncClient() as client:
        print(client)
        return other.get(url)


async def under_a_lock(client: httpx.AsyncClient, lock: asyncio.Lock, url):
    async with lock as held:
        print(held)
        return client.get(url)


async def plain_result_of_it():
    async with httpx.AsyncClient() as client:
        return client.build_request("GET", "http://localhost/")


async def unwound_later():
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(SessionLocal())
        stack.pop_all()
        return Later(session, "one")


# A server's response is what its handler gives back, when all of it was sent.
async def events(request):
    async with sse_response(request) as resp:
        await resp.send("data")
    return resp


async def events_of(self, make):
    async with make.event_response(self.request) as response:
        await response.wait()
        return response
