"""What special methods of abstract classes are declared to give, processes, and `__class__`."""

import multiprocessing
import sched
from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import Any, Self


class Item:
    async def ack(self):
        return 1


class Items(ABC):
    @abstractmethod
    async def __aenter__(self) -> "Items": ...

    @abstractmethod
    async def __aexit__(self, *exc_info): ...

    @abstractmethod
    def __aiter__(self) -> "Items": ...

    @abstractmethod
    async def __anext__(self) -> Item: ...

    @abstractmethod
    def __await__(self) -> Generator[Any, Any, Item]: ...

    @abstractmethod
    async def every(self) -> "Items": ...


class Connection(ABC):
    @abstractmethod
    def items(self) -> Items: ...

    def __await__(self) -> Generator[Any, Any, Self]:
        raise NotImplementedError

    async def close(self):
        return 1


async def use(connection: Connection):
    async with connection.items() as items:
        for item in items:  # error: AY107:21
            print(item)
        async for item in items:
            item.ack()  # error: AY110:13
            await item.ack()
        async for item in items.every():
            item.ack()
    (await connection).close()  # error: AY110:5
    (await connection.items()).ack()  # error: AY110:5
    await (await connection.items()).ack()


async def work(number=1):
    return number


def plain(number=1):
    return number


def elsewhere(scheduler: sched.scheduler):
    multiprocessing.Process(target=work).start()  # error: AY118:36
    multiprocessing.Process(target=plain).start()
    scheduler.enter(1, 1, work)  # error: AY118:27
    scheduler.enterabs(1, 1, action=work)  # error: AY118:37
    scheduler.enter(1, 1, plain)


class Shop:
    @staticmethod
    async def count():
        return 1

    def show(self):
        self.__class__.count()  # error: AY110:9
        type(self).count()  # error: AY110:9
        return self.__class__.__name__
