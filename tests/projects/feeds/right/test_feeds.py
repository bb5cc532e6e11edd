import asyncio
import unittest

from aiohttp.test_utils import TestServer

from feeds.client import Client, fetch, status
from feeds.server import make_app


class Feeds(unittest.IsolatedAsyncioTestCase):
    async def test_entries(self) -> None:
        async with TestServer(make_app()) as server, Client(str(server.make_url("/"))) as client:
            before = [entry async for entry in client.entries()]
            assert await client.add("four") == len(before) + 1
            assert (await client.text()).split() == [*before, "four"]

    async def test_status(self) -> None:
        async with TestServer(make_app()) as server:
            base = str(server.make_url("")).rstrip("/")
            assert await asyncio.gather(status(base), status(base)) == [200, 200]
            assert "one" in await (await fetch(base)).text()
