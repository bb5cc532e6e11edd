"""Values that travel first: names, attributes, parameters, conditions, containers."""
import asyncio
from contextlib import asynccontextmanager
from typing import Annotated, Optional


async def agen():
    yield 1


async def coroutine():
    return 1


@asynccontextmanager
async def session():
    yield 1


class Base:
    """Its subclass has the methods below by inheritance."""

    async def rows(self):
        yield 1

    async def load(self):
        return [1]


class Store(Base):
    kept = agen()

    def __init__(self):
        self.lock = asyncio.Lock()
        self.pending = coroutine()
        self.make = agen

    async def use(self):
        async for x in self.load():  # error: AY102:24
            print(x)
        await self.rows()  # error: AY101:9
        await self.kept  # error: AY101:9
        await self.make()  # error: AY101:9
        with self.lock:  # error: AY109:14
            print("alone")
        for x in self.pending:  # error: AY108:18
            print(x)
        await self.pending


STORE = Store()


async def stored_first():
    gen = agen()
    await gen  # error: AY101:5
    other = gen
    await other  # error: AY101:5
    task = coroutine()
    async for x in task:  # error: AY102:20
        print(x)
    first, second = agen(), coroutine()
    await first  # error: AY101:5
    await second
    opened = session()
    await opened  # error: AY105:5
    alias = agen
    await alias()  # error: AY101:5
    if (rows := agen()) is not None:
        await rows  # error: AY101:9


async def stored_and_handed_on(unknown):
    unknown(rows := agen())
    await rows  # error: AY101:5


async def annotated(
    store: Store,
    quoted: "Store",
    maybe: Optional[Store],
    either: Store | None,
    noted: Annotated[Store, 1],
    cls: type[Store],
):
    await store.rows()  # error: AY101:5
    await quoted.rows()  # error: AY101:5
    await maybe.rows()  # error: AY101:5
    await either.rows()  # error: AY101:5
    await noted.rows()  # error: AY101:5
    await cls().rows()  # error: AY101:5
    local: Store = make()
    await local.rows()  # error: AY101:5


async def agreeing(flag):
    await (agen() if flag else Store().rows())  # error: AY101:5
    x = agen() if flag else STORE.rows()
    await x  # error: AY101:5
    if flag:
        y = agen()
    else:
        y = STORE.rows()
    await y  # error: AY101:5
    try:
        z = agen()
    except ValueError:
        z = STORE.rows()
    await z  # error: AY101:5


async def elements(stores: list[Store], by_name: dict[str, Store]):
    for store in stores:
        await store.rows()  # error: AY101:9
    await stores[0].rows()  # error: AY101:5
    await by_name["a"].rows()  # error: AY101:5
    for store in by_name.values():
        await store.rows()  # error: AY101:9
    return [await store.rows() for store in stores]  # error: AY101:13


def make() -> Store:
    return Store()


async def given():
    await make().rows()  # error: AY101:5
    async with opened() as store:
        await store.rows()  # error: AY101:9
    async for store in many():
        await store.rows()  # error: AY101:9
    (await fetch()).load()  # error: AY110:5
    await STORE.rows()  # error: AY101:5


@asynccontextmanager
async def opened():
    yield Store()


async def many():
    yield Store()


async def fetch():
    return Store()


# -- and what is right, or not known


async def disagreeing(flag, unknown):
    await (agen() if flag else coroutine())
    if flag:
        x = agen()
    else:
        x = coroutine()
    await x
    y = agen()
    if flag:
        y = unknown
    await y


async def rebound():
    gen = agen()
    gen = [x async for x in gen]
    for x in gen:
        print(x)
    job = coroutine()
    job = asyncio.create_task(job)
    job.cancel()
    await job


async def loops(jobs):
    task = None
    for job in jobs:
        if task is not None:
            await task
        task = asyncio.create_task(job())


async def parameters(store, agen, *, coroutine=None, **session):
    await store.rows()
    await agen()
    async for x in coroutine():
        print(x)
    await session["x"]()


class Changed(Store):
    async def rows(self):
        return [1]

    async def use(self):
        await self.rows()
        await super().load()


class Assigned:
    task = None

    def __init__(self, task):
        self.task = task

    async def wait(self):
        await self.task



# a tuple that a function makes of its parameters


class Sender:
    async def send(self):
        return 1


def with_number(sender, number=1):
    return sender, number


async def told_by_the_arguments(unknown):
    sender, number = with_number(Sender())
    sender.send()  # error: AY110:5
    with_number(Sender())[0].send()  # error: AY110:5
    other, _ = with_number(unknown)
    other.send()
    print(number.real)
