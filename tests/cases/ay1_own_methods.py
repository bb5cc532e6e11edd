"""Methods of coroutines and tasks themselves, called or asked for instead of what they will give."""

import asyncio
import json

import asyncpg
import discord


async def job():
    return json.loads("x")


def parse(text):
    return json.loads(text)


async def sends(client: discord.Client):
    channel = client.fetch_channel(1)
    await channel.send("x")  # error: AY112:11
    user = client.fetch_user(1)
    await user.send(embed=None)  # error: AY112:11
    await client.fetch_user(2).send("x")  # error: AY112:11
    right = await client.fetch_user(3)
    await right.send("x")


async def closes():
    conn = asyncpg.connect("x")
    await conn.close()  # error: AY114:5
    await asyncpg.connect("x").close()  # error: AY114:5
    right = await asyncpg.connect("x")
    await right.close()


async def by_hand():
    coro = job()
    coro.close()
    coro = job()
    waiting = coro.send(None)
    await waiting
    coro.send("x")


async def driven(coro):
    while True:
        await coro.send("x")


async def tasks():
    task = asyncio.create_task(job())
    print(task["x"])  # error: AY112:11
    print(task.status)  # error: AY112:11
    print(task.result, task.get_name(), task.done())
    task.add_done_callback(print)
    print((await task).status)
    parsed = asyncio.get_running_loop().run_in_executor(None, parse, "x")
    print(parsed["a"])  # error: AY112:11
    both = asyncio.gather(job(), job())
    print(both[0])  # error: AY112:11
    print((await both)[0])


async def labelled():
    task = asyncio.create_task(job())
    task.label = "x"
    print(task.label)


async def in_private():
    task = asyncio.current_task()
    assert task is not None
    print(task._must_cancel, asyncio.create_task(job())._fut_waiter)


async def stamped(task: asyncio.Task):
    print(task.start_time)
