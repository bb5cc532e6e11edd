"""Parameters without annotation of what overrides: the base class says what it is called with."""
from __future__ import annotations

import abc
from typing import Generic, Protocol, TypeVar

from starlette.endpoints import WebSocketEndpoint
from starlette.middleware.base import BaseHTTPMiddleware

T = TypeVar("T")


class Client:
    async def get(self):
        return 1

    async def rows(self):
        yield 1

    def plain(self):
        return 1


class Timing(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        body = request.json()
        print(body["x"])  # error: AY112:15
        response = call_next(request)
        response.headers["x"] = "1"  # error: AY112:9
        return await call_next(request)


class Echo(WebSocketEndpoint):
    async def on_receive(self, ws, data):  # by its place
        ws.send_json(data)  # error: AY110:9
        await ws.send_json(data)


class Handler(abc.ABC, Generic[T]):
    @abc.abstractmethod
    async def handle(self, client: Client, thing: T, *, other: Client): ...

    def plain(self, client: Client): ...

    async def told(self, client, *clients: Client): ...

    async def wrapped(self, client: Client): ...


def wraps(function):
    return lambda self, client: function(self, client.inner)


class Ours(Handler[Client]):
    def __init__(self, client):
        self.client = client

    async def handle(self, client, thing, *, other):
        client.get()  # error: AY110:9
        thing.get()  # error: AY110:9
        for row in other.rows():  # error: AY107:20
            print(row)
        await client.get()
        client.plain()
        self.client.get()

    async def plain(self, client):  # for another kind of client, most likely
        client.get()

    async def told(self, client, *clients):
        client.get()

    @wraps
    async def wrapped(self, client):
        client.get()

    async def own(self, client):
        client.get()


class Takes(Protocol):
    async def take(self, client: Client) -> int: ...


class Taking:
    async def take(self, client):  # derives from nothing
        client.get()


async def narrowed(takes: Takes):
    if isinstance(takes, Client):
        for row in takes.rows():  # error: AY107:20
            print(row)
