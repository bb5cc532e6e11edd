"""Fixtures of well-known plugins, which no file of a project defines."""

import pytest
from aiohttp import web
from pytest_aiohttp import AiohttpClient
from shop import SyncClient
from unheard import Unheard


async def hello(request):
    return web.Response(text="hello")


def create():
    app = web.Application()
    app.router.add_get("/", hello)
    return app


@pytest.fixture
async def client(aiohttp_client):
    return await aiohttp_client(create())


@pytest.fixture
def event_loop():
    return object()


async def test_client(aiohttp_client):
    client = await aiohttp_client(create())
    response = client.get("/")
    assert response.status == 200  # error: AY112:12
    response = await client.get("/")
    assert response.text() == "hello"  # error: AY110:12
    assert response.json()["a"] == 1  # error: AY112:12
    assert (await response.json())["a"] == 1
    client.close()  # error: AY110:5


async def test_not_awaited(aiohttp_client):
    client = aiohttp_client(create())
    await client.get("/")  # error: AY112:11


async def test_fixture_of_it(client):
    with client.get("/") as response:  # error: AY109:10
        print(response)
    async with client.ws_connect("/") as socket:
        socket.send_str("a")  # error: AY110:9
        for message in socket:  # error: AY107:24
            print(message)
        async for message in socket:
            print(message)


async def test_server(aiohttp_server, event_loop, unheard_of):
    server = await aiohttp_server(create())
    server.close()  # error: AY110:5
    event_loop.call_soon(hello)
    unheard_of.get("/")


@pytest.mark.parametrize("aiohttp_client", [create])
def test_parametrized(aiohttp_client):
    aiohttp_client().get("/")


# What an annotation does not tell, the fixture does.
async def test_typed(aiohttp_client: AiohttpClient, client: Unheard):
    made = await aiohttp_client(create())
    made.get("/").status  # error: AY112:5
    client.get("/").status  # error: AY112:5


async def test_typed_otherwise(client: SyncClient, aiohttp_client: SyncClient):
    client.get("/").status
    aiohttp_client.get("/").status


async def test_typed_with_default(client: Unheard = None):
    client.get("/").status
