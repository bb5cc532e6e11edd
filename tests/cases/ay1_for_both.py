"""Classes for two worlds: what they declare is true of the sync one."""

from collections.abc import Coroutine
from typing import Any, Optional


class Client:
    def principal(self) -> "Principal":
        return Principal(self)

    def calendars(self) -> list[str]:
        return ["a"]


class Principal:
    def __init__(self, client: Client):
        self.client = client

    def calendars(self) -> "list[str] | Coroutine[Any, Any, list[str]]":
        return self.client.calendars()

    def names(self) -> "list[str] | None":
        return self.client.calendars()


class Event:
    client: Optional[Client] = None

    def organise(self):
        if self.is_async_client:
            return self._async_organise()
        return self.client.principal()

    async def _async_organise(self):
        return await self.client.principal()

    def load(self):
        return self.client.principal()

    async def load_async(self):
        return await self.client.principal()

    async def aload(self):
        return await self.client.principal()

    async def alone(self):
        return await self.client.principal()  # error: AY114:16


async def of_both(client: Client):
    principal = client.principal()
    print(await principal.calendars())
    print(await principal.names())  # error: AY114:11
