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
