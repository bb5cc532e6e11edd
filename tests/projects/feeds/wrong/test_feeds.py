import unittest

from aiohttp.test_utils import TestServer

from feeds.client import Client, status
from feeds.server import make_app


class Feeds(unittest.TestCase):
    async def test_entries(self) -> None:  # error: AY504:5
        async with TestServer(make_app()) as server, Client(str(server.make_url("/"))) as client:
            before = await client.entries()  # error: AY101:22
            assert await client.add("four") == len(before) + 1

    async def test_status(self) -> None:  # error: AY504:5
        async with TestServer(make_app()) as server:
            assert status(str(server.make_url("/"))) == 200  # error: AY110:20
