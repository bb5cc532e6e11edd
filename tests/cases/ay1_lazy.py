"""Awaitable objects of libraries that do nothing before they are awaited or entered."""

import aiohttp
import aiosqlite
import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from tortoise.models import Model


class User(Model):
    pass


async def dropped(http: aiohttp.ClientSession, db: aiosqlite.Connection, pool: asyncpg.Pool):
    http.get("/")  # error: AY110:5
    db.execute("delete from x")  # error: AY110:5
    db.executemany("insert into x values (?)", [])  # error: AY110:5
    pool.acquire()  # error: AY110:5
    User.filter(name="x").delete()  # error: AY110:5
    User.all().update(name="x")  # error: AY110:5
    response = http.post("/")  # error: AY110:16
    print("sent")


async def looked_at(http: aiohttp.ClientSession, db: aiosqlite.Connection):
    if User.filter(name="x").exists():  # error: AY110:8
        print("there")
    if http.get("/"):  # error: AY110:8
        print("up")
    count = User.all().count()
    print(count + 1)  # error: AY110:11
    return f"{db.execute('select 1')}"  # error: AY110:15


async def engines(engine: AsyncEngine, session: AsyncSession):
    engine.connect()  # error: AY110:5
    session.begin()  # error: AY110:5
    async with engine.connect() as conn:
        conn.begin()  # error: AY110:9
    async with session.begin():
        pass


async def right(http: aiohttp.ClientSession, db: aiosqlite.Connection, pool: asyncpg.Pool):
    await http.get("/")
    async with http.get("/"):
        pass
    waiting = http.get("/")
    await waiting
    await db.execute("delete from x")
    async with pool.acquire() as conn:
        print(conn)
    if await User.filter(name="x").exists():
        print("there")
    query = User.all()
    if http:
        query = query.filter(name="x")
    users = await query
    requests = [http.get(url) for url in ("a", "b")]
    for request in requests:
        await request
    return users


def handed_on(http: aiohttp.ClientSession):
    return http.get("/")


# What was entered or awaited before may be connected already.
async def kept(engine: AsyncEngine, conns: list):
    conns.append(engine.connect())
    conns.pop()


def of_a_project(engine: AsyncEngine):
    conn = engine.connect()
    conn.info["x"] = 1
    return conn


async def by_a_function(engine: AsyncEngine):
    of_a_project(engine)
