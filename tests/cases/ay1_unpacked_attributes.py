"""Attributes that a tuple target, a loop or a `with` sets; types in quotes that `cast` names."""

from __future__ import annotations

import asyncio
import typing
from typing import cast


class Client:
    async def ping(self) -> int:
        return 1

    async def __aenter__(self):
        return self, Other()

    async def __aexit__(self, *error):
        print(error)


class Other:
    def ping(self):
        return 1


class Pair:
    def __init__(self, clients: list[Client], unknown):
        self.first, self.second = Client(), Other()
        (self.third, [self.fourth, *self.rest]) = Client(), [Client(), Client()]
        number, self.fifth = 1, Client()
        self.given, self.unknown = unknown
        self.twice, self.number = Client(), number
        for self.each in clients:
            pass

    def again(self, other):
        self.twice, self.number = other, 2


class Connection:
    def __init__(self):
        self.reader, self.writer = None, None

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection("localhost", 1)
        async with Client() as (self.client, self.other):
            self.client.ping()  # error: AY110:13

    async def talk(self):
        self.writer.drain()  # error: AY110:9
        line = self.reader.readline()
        print(line.decode())  # error: AY112:15
        await self.writer.drain()
        await self.writer.close()  # error: AY114:9


async def use(pair: Pair):
    pair.first.ping()  # error: AY110:5
    await pair.second.ping()  # error: AY114:5
    pair.third.ping()  # error: AY110:5
    pair.fourth.ping()  # error: AY110:5
    pair.fifth.ping()  # error: AY110:5
    pair.each.ping()  # error: AY110:5
    for one in pair.rest:
        one.ping()  # error: AY110:9
    pair.given.ping()
    pair.unknown.ping()
    pair.twice.ping()
    pair.second.ping()
    await pair.first.ping()


async def told(thing, text):
    cast("Client", thing).ping()  # error: AY110:5
    client = typing.cast("Client | None", thing)
    if client is not None:
        client.ping()  # error: AY110:9
    for one in cast("list[Client]", thing):
        one.ping()  # error: AY110:9
    cast("Missing", thing).ping()
    cast(text, thing).ping()
    await cast("Client", thing).ping()


def cast_elsewhere(cast, thing):
    cast("Client", thing).ping()
