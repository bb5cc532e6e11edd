"""Paths without a `yield`: what is called on the way may come back, or never runs."""

from contextlib import asynccontextmanager


class Storage:
    @asynccontextmanager
    async def stream(self, response):  # error: AY306:5
        if response.ok:
            yield response
            return
        await self.check_status(response)

    @asynccontextmanager
    async def not_awaited(self, response):  # error: AY306:5
        if response.ok:
            yield response
            return
        self.refuse(response)  # error: AY110:9

    async def check_status(self, response):
        if response.status == 404:
            raise LookupError

    async def refuse(self, response):
        raise LookupError(response)
