"""Classes that have a twin for asyncio in sight: an annotation with the one is used for either."""

from collections import OrderedDict
from dataclasses import dataclass

import sqlmodel
from sqlalchemy import Engine, create_engine


class Handler:
    def close(self):
        print("closed")


class AsyncHandler:
    async def close(self):
        print("closed")


class Channel:
    def close(self):
        print("closed")


@dataclass
class Managed:
    handler: Handler
    channel: Channel
    handlers: OrderedDict[str, Handler]


async def close(managed: Managed):
    await managed.handler.close()
    for handler in list(managed.handlers.values()):
        await handler.close()
    await managed.channel.close()  # error: AY114:5


# What is made here is no twin.
async def made():
    await Handler().close()  # error: AY114:5
    handler = Handler()
    await handler.close()  # error: AY114:5


# So have libraries, and what they derive from their classes: the class of our own has none.
class OwnSession(sqlmodel.Session):
    def shout(self):
        print("!")


async def of_library(engine: Engine, db: sqlmodel.Session, own: OwnSession):
    async with engine.connect() as connection:
        print(connection)
    await db.commit()
    await own.commit()  # error: AY114:5
    with sqlmodel.Session(engine) as session:
        await session.commit()  # error: AY114:9
    async with create_engine("x").connect() as connection:  # error: AY116:16
        print(connection)


class Api:
    def put(self, path):
        return {"path": path}


class State:
    def __init__(self, api: Api, name: str):
        self.api = api
        self.name = name

    @property
    def value(self):
        return self.api.put(self.name)

    @value.setter
    def value(self, value):
        self.api.put(value)

    def delete(self):
        self.api.put(None)

    # What both a property and the method for asyncio use is declared for one.
    async def async_set_value(self, value):
        await self.api.put(value)

    async def get_value_async(self):
        return await self.api.put(self.name)

    async def async_delete(self):
        await self.api.put(None)

    async def async_set_other(self, value):
        await self.api.put(value)  # error: AY114:9

    async def async_set_delete(self, value):
        await self.api.put(value)  # error: AY114:9
