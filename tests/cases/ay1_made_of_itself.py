"""Attributes that are made of themselves: what gives the same kind of thing adds nothing."""

import asyncio


class Lane:
    async def drain(self) -> None: ...

    def name(self) -> str:
        return "lane"


class Lanes:
    def __init__(self, names):
        self.lanes = {name: Lane() for name in names}
        self.lanes = dict(sorted(self.lanes.items()))
        self.spare = Lane()
        self.first = self.make()
        self.kinds = {"a": Lane()}
        self.kinds = list(self.kinds.values())

    async def make(self) -> Lane:
        return Lane()

    def settle(self):
        self.spare = self.spare or Lane()
        self.lanes = {name: lane for name, lane in self.lanes.items()}

    async def close(self):
        for lane in self.lanes.values():
            lane.drain()  # error: AY110:13
            await lane.drain()
            lane.name()
        self.spare.drain()  # error: AY110:9

    async def start(self):
        # It is a coroutine until somebody has come here: not told.
        self.first = await self.first
        self.first.name()

    async def of_another_kind(self):
        # A dict or a list of them: not told.
        for lane in self.kinds:
            lane.drain()


async def pairs(names):
    lanes = {name: Lane() for name in names}
    for _, lane in sorted(lanes.items()):
        lane.drain()  # error: AY110:9
    again = dict(lanes.items())
    again["a"].drain()  # error: AY110:5
    listed = dict(list(lanes.items()))
    listed["a"].drain()  # error: AY110:5
    await asyncio.gather(*(lane.drain() for lane in listed.values()))
