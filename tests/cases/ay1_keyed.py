"""Values behind the keys of a `TypedDict`, and behind `*args: T` and `**kwargs: T`."""

from typing import TypedDict


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
