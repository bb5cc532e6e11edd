"""Classes that have a twin for asyncio in sight: an annotation with the one is used for either."""

from collections import OrderedDict
from dataclasses import dataclass


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
