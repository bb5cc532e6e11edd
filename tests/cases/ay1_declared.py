"""A declaration tells what an unknown value is; async syntax in a plain `def` tells nothing."""

import asyncio
from typing import Optional

from unknown_library import connect, make


class Pool:
    async def fetch(self):
        return [1]


_pool: Optional[Pool] = None


async def start():
    global _pool
    _pool = await connect()


async def use_of_global():
    _pool.fetch()  # error: AY110:5
    assert _pool.fetch() == [1]  # error: AY110:12


class Database:
    def __init__(self):
        self.pool: Optional[Pool] = None
        self.other = None

    async def open(self):
        self.pool = await connect()
        self.other = await connect()

    async def use(self):
        self.pool.fetch()  # error: AY110:9
        self.other.fetch()


async def local(flag):
    pool: Pool
    if flag:
        pool = make()
    else:
        pool = await connect()
    pool.fetch()  # error: AY110:5


# -- chains of attributes


class Holder:
    def __init__(self):
        self.item = Pool().fetch()

    @property
    async def pool(self) -> Pool:
        return Pool()


async def chains(holder: Holder):
    Holder().item.append(1)  # error: AY112:5
    holder.item[0]  # error: AY112:5
    holder.pool.fetch()  # error: AY112:5
    await (await holder.pool).fetch()


# -- a plain `def` that was meant to be an `async def`


def plain():
    async with asyncio.Lock():  # error: AY201:5
        return 1


def iterating():
    async for x in aiter([]):  # error: AY202:5, AY115:26
        yield x


async def uses_of_it():
    await plain()
    async for x in iterating():
        print(x)
    for x in iterating():
        print(x)


def lambda_with_an_awaited_default():
    return (lambda x=(await plain()): x for _ in [1])


async def iterates_over_it():
    for f in (lambda x=(await asyncio.sleep(1)): x for _ in [1]):  # error: AY107:14
        print(f)


# -- a `global` of a function need not have run


class Plain:
    def fetch(self):
        return [1]


source = Plain()


def use_pools():
    global source
    source = Pool()


def uses_source():
    source.fetch()
