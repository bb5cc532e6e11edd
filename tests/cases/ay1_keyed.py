"""Values behind the keys of a `TypedDict`, and behind `*args: T` and `**kwargs: T`."""

from typing import NamedTuple, TypedDict


class Client:
    async def read(self):
        return {"name": "ada"}

    def plain(self):
        return {"name": "ada"}


class State(TypedDict):
    client: Client
    count: int


class More(State, total=False):
    other: Client


async def node(state: State, more: More):
    state["client"].read()  # error: AY110:5
    state["client"].read()["name"]  # error: AY112:5
    more["client"].read()  # error: AY110:5
    more["other"].read()  # error: AY110:5
    state["client"].plain()["name"]
    await state["client"].read()
    return state["count"], state["missing"]


async def all_of(*clients: Client, **named: Client):
    for client in clients:
        client.read()  # error: AY110:9
        await client.read()
    clients[0].read()  # error: AY110:5
    named["main"].read()  # error: AY110:5
    for client in named.values():
        client.read()  # error: AY110:9


async def of_anything(*things, **named):
    things[0].read()
    named["main"].read()


class OneClient:
    async def get(self):
        return 1


class Row(NamedTuple):
    client: OneClient
    number: int = 0


class Told(TypedDict):
    client: OneClient
    clients: list[OneClient]
    number: int


async def replaced(row: Row):
    row._replace(number=1).client.get()  # error: AY110:5
    await row._replace(number=1).client.get()
    row._replace(number=1).number.bit_length()


async def declared_as_typed(other):
    told: Told = {"client": OneClient(), "clients": [], "number": 1}
    told["client"].get()  # error: AY110:5
    told["clients"][0].get()  # error: AY110:5
    told["number"].bit_length()
    await told["client"].get()
    told[other].get()
    plain: dict = {"client": OneClient(), "number": 1}
    plain[other].get()
