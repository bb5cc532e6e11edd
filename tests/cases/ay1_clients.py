"""Clients of libraries whose calls are coroutines by more than their annotations."""

from dataclasses import dataclass, field

import discord
import motor.core
import motor.motor_asyncio
import redis
import redis.asyncio
import websockets
from discord.ext import commands
from openai import AsyncOpenAI, AzureOpenAI, OpenAI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

bot = commands.Bot(command_prefix="!", intents=discord.Intents.default())


@dataclass
class Cache:
    url: str
    client: redis.asyncio.Redis = field(init=False)

    def __post_init__(self):
        self.client = redis.asyncio.from_url(self.url)

    async def put(self, key, value):
        self.client.set(key, value)  # error: AY110:9
        await self.client.expire(key, 60)
        if self.client.exists(key):  # error: AY110:12
            return self.client.get(key).decode()  # error: AY112:20
        return None

    async def together(self, key):
        async with self.client.pipeline(transaction=True) as pipe:
            await pipe.watch(key)
            old = await pipe.get(key)  # after `watch` it is run at once
            pipe.multi()
            pipe.set(key, old)  # only put on the pipe
            await pipe.execute()


async def annotated(client: redis.Redis, key):
    await client.set(key, 1)  # the libraries have long let one class pass for the other


async def made_here(key):
    client = redis.Redis()
    await client.get(key)  # error: AY114:5


class Users:
    client: "motor.motor_asyncio.AsyncIOMotorClient | None" = None

    @property
    def database(self) -> "motor.core.Database":
        return self.client.get_database()

    def collection(self, name) -> "motor.core.Collection":
        return self.database["app"][name]

    async def read(self):
        users = self.collection("users")
        await users.find_one()  # the annotations are wrong, as the bodies tell
        await self.database.list_collections()
        async for user in self.collection("users").find({}):
            print(user)


@bot.command()
async def greet(context: commands.Context):
    context.send("hello")  # error: AY110:5
    message = await context.send("hello")
    message.edit(content="bye")  # error: AY110:5
    with context.typing():  # error: AY109:10
        pass
    user = bot.fetch_user(1)
    print(user.name)  # error: AY112:11


async def talk():
    socket = websockets.connect("ws://localhost")
    await socket.send("hello")  # error: AY112:11
    async with websockets.connect("ws://localhost") as socket:
        socket.send("hello")  # error: AY110:9


async def submit(request: Request):
    form = request.form()
    print(form["name"])  # error: AY112:11
    print(form.get("name"))  # error: AY112:11
    async with request.form() as form:
        print(form["name"])


async def result_of_a_statement(session: AsyncSession):
    result = await session.execute(select(1))
    async for row in result:  # error: AY115:22
        print(row)
    for row in result:
        print(row)


# Annotated as the sync client, called as the async one: `AsyncOpenAI` is what is handed over.
class Agent:
    def __init__(self, client: OpenAI | AzureOpenAI, plain: redis.Redis):
        self.client = client
        self.plain = plain

    async def act(self, model):
        answer = await self.client.chat.completions.create(model=model, messages=[])
        await self.plain.get("key")
        return answer.choices


async def act(model):
    client = OpenAI()
    await client.models.list()  # error: AY114:5
    AsyncOpenAI().models.retrieve(model)  # error: AY110:5
