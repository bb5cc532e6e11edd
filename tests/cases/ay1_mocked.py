"""What a test puts into a mock is put into nothing else; a patch names what it replaces."""

import queue
from types import SimpleNamespace
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, patch

import anyio
import httpx


class Server:
    async def emit(self, event):
        return event


class Namespace:
    def __init__(self):
        self.server: Server = Server()

    async def emit(self, event):
        return await self.server.emit(event)

    def forwarded(self, event):
        return self.server.emit(event)


async def test_mock_of_another():
    namespace = Namespace()
    server = MagicMock()
    server.emit = AsyncMock()
    namespace.server = server
    namespace.emit("a")  # error: AY110:5
    await namespace.emit("a")
    namespace.server.emit("a")  # the mock
    namespace.forwarded("a")  # hands on what the mock gives


async def test_plain_mock():
    namespace = Namespace()
    namespace.server = SimpleNamespace(emit=len)
    namespace.server.emit("a")
    other = mock.Mock()
    other.emit = len
    namespace.emit("a")  # error: AY110:5


async def test_of_itself():
    namespace = Namespace()
    namespace.emit = MagicMock()
    namespace.emit("a")


async def test_mock_by_another_name(given):
    namespace = Namespace()
    stand_in = given
    stand_in.emit = MagicMock()
    namespace.emit("a")  # the same object, for all that can be seen


@patch("queue.AsyncClient")
async def test_patch_of_another_module(fake):
    httpx.AsyncClient().get("/")  # error: AY110:5
    print(queue, fake)


@patch("service.httpx.AsyncClient")
async def test_patch_of_the_module(fake):
    httpx.AsyncClient().get("/")
    print(fake)


@patch("anyio.sleep")
async def test_patch_of_a_function(fake):
    anyio.sleep(1)
    print(fake)
