"""`Callable[[], AsyncIterator[T]]`: such an annotation is written for what gives a manager too."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol


@asynccontextmanager
async def connected() -> AsyncIterator[int]:
    yield 1


class Lifecycle:
    def __init__(self, connect: Callable[[], AsyncGenerator[int, None]]):
        self.connect = connect
        self.pubsub = None

    async def run(self):
        async with self.connect() as connection:
            print(connection)
        manager = self.connect()
        async with manager as connection:
            print(connection)


async def main():
    await Lifecycle(connected).run()


class Connecting(Protocol):
    def __call__(self) -> AsyncIterator[int]: ...


class Pool:
    def __init__(self, connecting: Connecting):
        self.connecting = connecting

    async def run(self):
        async with self.connecting() as connection:
            print(connection)
