"""Texts for `test_libraries.py`: how the libraries are used, and what each expression is."""

from __future__ import annotations

CHAINS: dict[str, str] = {}

CHAINS["asyncio"] = '''
import asyncio, time, threading, subprocess, functools, contextlib
from concurrent.futures import ThreadPoolExecutor
async def fetch(x: int) -> str: ...
def plain() -> int:
    return 1
async def rows():
    yield 1
@contextlib.asynccontextmanager
async def manager():
    yield open("x")
async def main(q, loop: asyncio.AbstractEventLoop):
    asyncio.sleep(1)  # = await
    asyncio.sleep(1, "x")  # = await
    await asyncio.sleep(1)  # = plain
    asyncio.gather(fetch(1), fetch(2))  # = await + for
    await asyncio.gather(fetch(1), fetch(2))  # = for
    asyncio.wait_for(fetch(1), 3)  # = await
    await asyncio.wait_for(fetch(1), 3)  # = for
    asyncio.create_task(fetch(1))  # = await + for
    await asyncio.create_task(fetch(1))  # = for
    asyncio.shield(fetch(1))  # = await + for
    asyncio.to_thread(plain)  # = await
    await asyncio.to_thread(plain)  # = plain
    asyncio.wait([fetch(1)])  # = await
    asyncio.as_completed([fetch(1)])  # = await? + async for + async with? + for + with?
    asyncio.run(fetch(1))  # = for
    asyncio.timeout(3)  # = async with
    asyncio.Queue()  # = plain
    asyncio.Queue().get()  # = await
    asyncio.Queue().put(1)  # = await
    asyncio.Queue().put_nowait(1)  # = plain
    asyncio.Queue().join()  # = await
    asyncio.Lock()  # = async with
    asyncio.Lock().acquire()  # = await
    asyncio.Lock().release()  # = plain
    asyncio.Semaphore(2)  # = async with
    asyncio.Event()  # = plain
    asyncio.Event().wait()  # = await
    asyncio.Event().set()  # = plain
    asyncio.Condition()  # = async with
    asyncio.Runner()  # = with
    asyncio.open_connection("x")  # = await
    asyncio.create_subprocess_exec("ls")  # = await
    process = await asyncio.create_subprocess_exec("ls")
    process.communicate()  # = await
    process.wait()  # = await
    process.kill()  # = plain
    asyncio.TaskGroup()  # = async with
    async with asyncio.TaskGroup() as group:
        group  # = async with
        group.create_task(fetch(1))  # = await + for
    asyncio.get_running_loop().run_in_executor(None, plain)  # = await + for
    loop.run_until_complete(fetch(1))  # = for
    loop.create_future()  # = await + for
    asyncio.current_task  # = function
    asyncio.iscoroutine(q)  # = plain
    time.sleep(1)  # = plain
    open("x")  # = for + with
    open("x").read()  # = for
    threading.Lock()  # = with
    threading.Thread(target=plain)  # = plain
    subprocess.run(["x"])  # = plain
    subprocess.Popen(["x"])  # = with
    ThreadPoolExecutor()  # = with
    ThreadPoolExecutor().submit(plain)  # = plain
    contextlib.AsyncExitStack()  # = async with
    contextlib.AsyncExitStack().enter_async_context(q)  # = await
    contextlib.ExitStack()  # = with
    contextlib.aclosing(rows())  # = async with
    async with contextlib.aclosing(rows()) as items:
        items  # = async for
    contextlib.closing(q)  # = with
    contextlib.suppress(ValueError)  # = with
    contextlib.nullcontext()  # = async with + with
    manager()  # = async with
    async with manager() as file:
        file.read()  # = for
    functools.partial(fetch, 1)  # = plain
    functools.partial(fetch, 1)()  # = await
    rows()  # = async for
    anext(rows())  # = await + for
    rows().__anext__()  # = await + for
    rows().aclose()  # = await + for
    aiter(rows())  # = async for
    sorted([1])  # = for
    [x async for x in rows()]  # = for
'''

CHAINS["sqlalchemy"] = '''
from sqlalchemy import create_engine, select, text
from sqlalchemy.ext.asyncio import (
    AsyncConnection, AsyncEngine, AsyncSession, async_scoped_session, async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
engine = create_async_engine("sqlite+aiosqlite://")
Maker = async_sessionmaker(engine, expire_on_commit=False)
Older = sessionmaker(engine, class_=AsyncSession)
Named = sessionmaker(bind=engine, class_=AsyncSession, expire_on_commit=False)
Sync = sessionmaker(create_engine("sqlite://"))
Scoped = async_scoped_session(Maker, scopefunc=lambda: 1)
class Base(DeclarativeBase):
    pass
class User(Base):
    pass
async def main(q, session: AsyncSession):
    engine.connect()  # = await + async with
    engine.begin()  # = async with
    engine.dispose()  # = await
    Maker  # = plain
    Maker()  # = async with + for
    Maker.begin()  # = async with
    Older()  # = async with + for
    Named()  # = async with + for
    Sync()  # = for + with
    Scoped()  # = async with + for
    Scoped.execute(q)  # = await
    AsyncSession(engine)  # = async with + for
    async with Maker() as s:
        s  # = async with + for
        s.execute(q)  # = await
        (await s.execute(q))  # = for + with
        (await s.execute(q)).scalars()  # = for + with
        (await s.execute(q)).scalars().all()  # = for
        (await s.execute(q)).scalar_one_or_none()  # = unknown
        s.scalars(q)  # = await
        await s.scalars(q)  # = for + with
        s.scalar(q)  # = await
        s.get(User, 1)  # = await
        s.stream(q)  # = await
        await s.stream(q)  # = async for + with
        await s.stream_scalars(q)  # = async for + with
        (await s.stream(q)).all()  # = await
        (await s.stream(q)).scalars()  # = async for + with
        s.begin()  # = await + async with
        s.begin_nested()  # = await + async with
        s.commit()  # = await
        s.rollback()  # = await
        s.flush()  # = await
        s.refresh(q)  # = await
        s.delete(q)  # = await
        s.close()  # = await
        s.run_sync(q)  # = await
        s.add(q)  # = plain
        s.add_all([q])  # = plain
        s.expunge(q)  # = plain
        async with s.begin() as transaction:
            transaction.rollback()  # = await
    session.execute(q)  # = await
    session.sync_session  # = for + with
    session.sync_session.execute(q)  # = for + with
    async with engine.begin() as connection:
        connection  # = await + async with
        connection.execute(q)  # = await
        await connection.execute(q)  # = for + with
        connection.scalars(q)  # = await
        connection.run_sync(q)  # = await
        connection.stream(q)  # = await + async with
        await connection.stream(q)  # = async for + with
        async with connection.stream(q) as result:
            result  # = async for + with
        connection.begin()  # = await + async with
    async with engine.connect() as connection:
        connection.commit()  # = await
    await engine.connect()  # = await + async with
    async with Maker.begin() as s:
        s.execute(q)  # = await
    create_engine("sqlite://").connect()  # = with
    create_engine("sqlite://").begin()  # = with
    Session(q)  # = for + with
    Session(q).execute(q)  # = for + with
    with Sync() as sync:
        sync.execute(q)  # = for + with
        sync.commit()  # = plain
    text("select 1")  # = plain
    User()  # = plain
'''

CHAINS["fastapi"] = '''
from fastapi import APIRouter, Depends, FastAPI, Request, UploadFile, WebSocket
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.testclient import TestClient
from starlette.concurrency import run_in_threadpool
app = FastAPI()
router = APIRouter()
@app.get("/")
async def index() -> int: ...
@router.post("/", status_code=201)
async def create() -> str: ...
@app.get("/sync")
def sync() -> int:
    return 1
@app.middleware("http")
async def middleware(request: Request, call_next):
    call_next(request)  # = unknown
async def get_db():
    yield 1
async def main(request: Request, socket: WebSocket, upload: UploadFile, db=Depends(get_db)):
    db  # = plain
    index  # = function
    index()  # = await
    create()  # = await
    sync()  # = plain
    request.json()  # = await
    request.body()  # = await
    request.form()  # = await + async for? + async with + for? + with?
    request.stream()  # = async for
    request.url  # = plain
    request.is_disconnected()  # = await
    upload.read()  # = await
    upload.seek(0)  # = await
    socket.accept()  # = await
    socket.receive_text()  # = await
    socket.iter_text()  # = async for
    socket.close()  # = await
    StreamingResponse(get_db())  # = plain
    JSONResponse({})  # = plain
    run_in_threadpool(sync)  # = await
    TestClient(app)  # = with
    TestClient(app).get("/")  # = plain
'''

CHAINS["httpx"] = '''
import httpx
from httpx import AsyncClient, ASGITransport
from httpx_sse import aconnect_sse
async def main(url):
    httpx.AsyncClient()  # = async with
    httpx.get(url)  # = plain
    httpx.Client()  # = with
    httpx.Client().get(url)  # = plain
    async with AsyncClient(transport=ASGITransport(app=url)) as client:
        client  # = async with
        client.get(url)  # = await
        client.post(url, json={})  # = await
        client.send(url)  # = await
        client.build_request("GET", url)  # = plain
        (await client.get(url)).json()  # = for?
        client.aclose()  # = await
        client.stream("GET", url)  # = async with
        response = await client.get(url)
        response  # = plain
        response.raise_for_status()  # = plain
        response.aread()  # = await
        response.read()  # = for
        response.aiter_lines()  # = async for
        response.iter_lines()  # = for
        async with client.stream("GET", url) as streamed:
            streamed.aiter_bytes()  # = async for
            streamed.aclose()  # = await
        aconnect_sse(client, "GET", url)  # = async with
        async with aconnect_sse(client, "GET", url) as source:
            source.aiter_sse()  # = async for
'''

CHAINS["aiohttp"] = '''
import aiohttp
from aiohttp import web
async def main(url, request: web.Request):
    aiohttp.ClientSession()  # = async with
    aiohttp.ClientTimeout(total=3)  # = plain
    async with aiohttp.ClientSession() as client:
        client.get(url)  # = await + async with + for
        client.post(url)  # = await + async with + for
        client.request("GET", url)  # = await + async with + for
        client.ws_connect(url)  # = await + async with + for
        client.close()  # = await
        await client.get(url)  # = async with
        async with client.get(url) as response:
            response.json()  # = await
            response.text()  # = await
            response.read()  # = await
            response.status  # = plain
            response.raise_for_status()  # = plain
            response.content  # = async for
            response.content.iter_chunked(10)  # = async for
            response.content.read()  # = await
        async with client.ws_connect(url) as socket:
            socket  # = async for + async with
            socket.send_str("x")  # = await
            socket.receive()  # = await
    request.json()  # = await
    request.post()  # = await
    web.json_response({})  # = for
    web.Application()  # = for
    web.WebSocketResponse().prepare(request)  # = await
    web.AppRunner(web.Application()).setup()  # = await
    web.run_app(web.Application())  # = plain
'''

CHAINS["databases"] = '''
import aiosqlite, asyncpg, psycopg, psycopg_pool, redis, redis.asyncio, aiomysql
from redis.asyncio import Redis
from tortoise import Tortoise, fields
from tortoise.models import Model
import databases
class Thing(Model):
    id = fields.IntField(primary_key=True)
async def main(dsn, pool: asyncpg.Pool, connection: asyncpg.Connection, r: Redis):
    aiosqlite.connect(dsn)  # = await + async with
    async with aiosqlite.connect(dsn) as db:
        db.execute("")  # = await + async with
        await db.execute("")  # = async for + async with
        db.commit()  # = await
        db.close()  # = await
        async with db.execute("") as cursor:
            cursor  # = async for + async with
            cursor.fetchall()  # = await
            cursor.fetchone()  # = await
    asyncpg.connect(dsn)  # = await
    asyncpg.create_pool(dsn)  # = await + async with
    await asyncpg.create_pool(dsn)  # = await + async with
    pool.acquire()  # = await + async with
    pool.fetch("")  # = await
    pool.close()  # = await
    connection.fetch("")  # = await
    connection.fetchrow("")  # = await
    connection.execute("")  # = await
    connection.transaction()  # = async with
    connection.cursor("")  # = await + async for
    connection.prepare("")  # = await
    connection.is_closed()  # = unknown
    async with pool.acquire() as held:
        held.fetchval("")  # = await
    psycopg.AsyncConnection.connect(dsn)  # = await
    psycopg.connect(dsn)  # = with
    async with await psycopg.AsyncConnection.connect(dsn) as conn:
        conn.execute("")  # = await
        conn.cursor()  # = async for + async with
        conn.transaction()  # = async with
        conn.commit()  # = await
        async with conn.cursor() as cur:
            cur.execute("")  # = await
            cur.fetchall()  # = await
    psycopg_pool.AsyncConnectionPool(dsn)  # = async with
    psycopg_pool.AsyncConnectionPool(dsn).connection()  # = async with
    psycopg_pool.ConnectionPool(dsn)  # = with
    redis.asyncio.Redis()  # = await + async with
    redis.asyncio.from_url(dsn)  # = await + async with
    r.pipeline()  # = await + async with
    r.pubsub()  # = async with
    r.aclose()  # = await
    redis.Redis()  # = for + with
    r.get("x")  # = await
    r.hgetall("x")  # = await
    r.publish("c", "m")  # = await
    redis.Redis().get("x")  # = for
    databases.Database(dsn)  # = async with
    databases.Database(dsn).fetch_all("")  # = await
    databases.Database(dsn).connect()  # = await
    databases.Database(dsn).iterate("")  # = async for
    databases.Database(dsn).transaction()  # = await + async with
    aiomysql.create_pool()  # = await + async with + for
    Tortoise.init(config={})  # = await
    Tortoise.generate_schemas()  # = await
    Tortoise.close_connections()  # = await
    Thing.all()  # = await + async for
    Thing.filter(id=1)  # = await + async for
    Thing.create()  # = await
    Thing.get(id=1)  # = await + async for? + async with? + for? + with?
    Thing().save()  # = await
'''

CHAINS["trio and anyio"] = '''
import aiofiles, anyio, anyio.to_thread, trio
async def job(): ...
async def main(path):
    anyio.sleep(1)  # = await
    anyio.open_file(path)  # = await
    await anyio.open_file(path)  # = async for + async with
    (await anyio.open_file(path)).read()  # = await
    anyio.move_on_after(1)  # = with
    anyio.fail_after(1)  # = with
    anyio.CancelScope()  # = with
    anyio.create_task_group()  # = async with
    anyio.to_thread.run_sync(print)  # = await
    anyio.Lock()  # = async with
    anyio.Event().wait()  # = await
    anyio.Event().set()  # = unknown
    anyio.Path(path).read_text()  # = await
    anyio.connect_tcp("x", 1)  # = await
    anyio.run_process("x")  # = await
    async with anyio.create_task_group() as group:
        group.start_soon(job)  # = await
        group.cancel_scope.cancel()  # = unknown
    send, receive = anyio.create_memory_object_stream(1)
    trio.sleep(1)  # = await
    trio.open_nursery()  # = async with
    trio.move_on_after(1)  # = with
    trio.open_file(path)  # = await
    trio.Lock()  # = async with
    trio.run(job)  # = unknown
    trio.open_tcp_stream("x", 1)  # = await
    async with trio.open_nursery() as nursery:
        nursery.start(job)  # = await
        nursery.start_soon(job)  # = plain
    sender, receiver = trio.open_memory_channel(1)
    sender.send(1)  # = await
    receiver  # = async for + async with + with
    aiofiles.open(path)  # = await + async with
    async with aiofiles.open(path) as file:
        file  # = async for
        file.read()  # = await
        file.write("x")  # = await
'''

CHAINS["others"] = '''
import pytest, pytest_asyncio, websockets, openai, anthropic, tenacity, async_lru, aio_pika
import aiosmtplib, grpc, grpc.aio, janus, nats, requests, motor.motor_asyncio, asyncstdlib
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from async_timeout import timeout
from asgiref.sync import async_to_sync, sync_to_async
from elasticsearch import AsyncElasticsearch
from openai import AsyncOpenAI, OpenAI
from anthropic import AsyncAnthropic
from playwright.async_api import async_playwright
from pymongo import AsyncMongoClient
from sse_starlette.sse import EventSourceResponse
from telegram import Bot
import discord
import aiogram
import litestar.testing
import quart
@pytest.fixture
async def fixture():
    yield 1
@tenacity.retry(stop=tenacity.stop_after_attempt(3))
async def retried() -> int: ...
@sync_to_async
def synced() -> int:
    return 1
async def main(url, q, bot: Bot, client: discord.Client):
    retried()  # = await
    synced()  # = await
    websockets.connect(url)  # = await + async for + async with
    async with websockets.connect(url) as socket:
        socket  # = async for + async with
        socket.send("x")  # = await
        socket.recv()  # = await
    AsyncOpenAI()  # = async with
    AsyncOpenAI().chat.completions.create(model="m", messages=[])  # = await
    await AsyncOpenAI().chat.completions.create(model="m", messages=[])  # = for
    completions = AsyncOpenAI().chat.completions
    await completions.create(model="m", stream=True)  # = async for + async with
    AsyncOpenAI().models.list()  # = await + async for
    AsyncOpenAI().embeddings.create(model="m", input="x")  # = await
    OpenAI().chat.completions.create(model="m", messages=[])  # = for
    AsyncAnthropic().messages.create(model="m", messages=[], max_tokens=1)  # = await
    AsyncAnthropic().messages.stream(model="m", messages=[], max_tokens=1)  # = async with
    async with AsyncAnthropic().messages.stream(model="m", messages=[], max_tokens=1) as stream:
        stream  # = async for + async with
        stream.text_stream  # = async for
        stream.get_final_message()  # = await
    AIOKafkaProducer().start()  # = await
    AIOKafkaProducer().send_and_wait("t", b"")  # = await
    AIOKafkaConsumer("t")  # = async for + async with
    AIOKafkaConsumer("t").getone()  # = await
    aio_pika.connect_robust(url)  # = await
    (await aio_pika.connect_robust(url)).channel()  # = await + async with
    timeout(3)  # = async with
    async_playwright()  # = async with
    async with async_playwright() as p:
        p.chromium.launch()  # = await
        page = await (await p.chromium.launch()).new_page()
        page.goto(url)  # = await
        page.locator("x")  # = plain
        page.locator("x").click()  # = await
        page.expect_download()  # = async with
    AsyncMongoClient(url)  # = async with + for
    AsyncMongoClient(url).close()  # = await
    AsyncMongoClient(url).db.things.find_one({})  # = await
    AsyncMongoClient(url)["db"]["c"].find_one({})  # = await
    AsyncMongoClient(url)["db"]["c"].find({})  # = async for + async with + for
    motor.motor_asyncio.AsyncIOMotorClient(url)["db"]["c"].find_one({})  # = await
    motor.motor_asyncio.AsyncIOMotorClient(url)["db"]["c"].find({})  # = async for + async with
    motor.motor_asyncio.AsyncIOMotorClient(url).db.c.nested.find_one({})  # = await
    motor.motor_asyncio.AsyncIOMotorClient(url).db.c.delegate.find_one({})  # = unknown
    EventSourceResponse(q)  # = plain
    AsyncElasticsearch().search()  # = await
    AsyncElasticsearch().close()  # = await
    aiosmtplib.send(q)  # = await
    aiosmtplib.SMTP()  # = async with
    grpc.aio.insecure_channel(url)  # = async with
    grpc.insecure_channel(url)  # = with
    janus.Queue().async_q.get()  # = await
    nats.connect(url)  # = await
    (await nats.connect(url)).publish("x")  # = await
    requests.get(url)  # = for + with
    requests.Session().get(url)  # = for + with
    asyncstdlib.map(q, q)  # = async for
    bot.send_message(1, "x")  # = await
    client.start("x")  # = await
    client.run("x")  # = plain
    aiogram.Bot("x").send_message(1, "x")  # = await
    litestar.testing.AsyncTestClient(q)  # = async with
    quart.request.get_json()  # = await
    async_to_sync(retried)()  # = plain
'''
