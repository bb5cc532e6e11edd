"""Attributes that the function itself has just put something into, whatever they are for."""

import asyncio
from dataclasses import dataclass
from typing import Any


class Api:
    async def get(self) -> dict[str, Any]:
        return {}

    async def items(self):
        yield 1


class Coordinator:
    name: str = ""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.data: dict[str, Any] = {}
        self.server: asyncio.AbstractServer | None = None
        self.stream: Any = None
        self._value: dict[str, Any] = {}

    def reload(self) -> None:
        self.data = {}

    async def update(self):
        self.data = self.api.get()
        print(self.name)
        return self.data.get("x")  # error: AY112:16

    async def serve(self):
        self.server = asyncio.start_server(print)
        async with self.server:  # error: AY104:20
            print("up")

    async def stream_all(self):
        self.stream = self.api.items()
        for item in self.stream:  # error: AY107:21
            print(item)

    async def below_a_test(self):
        self.data = self.api.get()
        if self.name:
            print(self.data["x"])  # error: AY112:19

    async def in_order(self):
        self.data = self.api.get()
        self.data = await self.data
        return self.data["x"]

    async def right(self):
        self.data = await self.api.get()
        self.server = await asyncio.start_server(print)
        async with self.server:
            return self.data["x"]

    # A method of the thing may put another there.
    async def put_by_a_method(self):
        self.data = self.api.get()
        self.reload()
        return self.data["x"]

    # So may another task, meanwhile.
    async def put_by_another_task(self):
        self.data = self.api.get()
        await asyncio.sleep(1)
        return self.data["x"]

    # The next round finds another thing.
    async def put_in_a_loop(self):
        self.data = self.api.get()
        while True:
            print(self.data["x"])
            self.data = {}

    # Which of the two failed is not known.
    async def put_in_a_try(self):
        try:
            self.data = self.api.get()
            self.data = {}
        except ValueError:
            return self.data["x"]

    # Nothing tells that the first of them was run before.
    async def put_under_a_test(self):
        if self.name:
            self.data = self.api.get()
        return self.data["x"]

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, given):
        self._value = asyncio.run(given)

    # What a property gives is not what it is given.
    async def put_into_a_property(self):
        self.value = self.api.get()
        return self.value["x"]


class Derived(Coordinator):
    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self.value = api.get()

    def shown(self):
        self.value = self.api.get()
        return self.value["x"]


class Own:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.data: dict[str, Any] = {}

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, asyncio.run(value) if name == "data" else value)

    # The class sees to its attributes itself.
    def update(self):
        self.data = self.api.get()
        return self.data["x"]


@dataclass
class Holder:
    data: dict[str, Any]

    async def update(self, api: Api):
        self.data = api.get()
        return self.data["x"]  # error: AY112:16


async def outside(holder: Holder, api: Api):
    holder.data = api.get()
    return holder.data["x"]  # error: AY112:12
