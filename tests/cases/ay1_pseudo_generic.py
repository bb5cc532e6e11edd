"""What an instance keeps of its constructor's arguments, where no annotation speaks of them."""

import asyncio
from collections.abc import Coroutine
from typing import AsyncContextManager, ContextManager


class Connection:
    async def ping(self):
        return True

    async def close(self):
        pass

    def cursor(self):
        return Giving(self._cursor())

    async def _cursor(self):
        return Cursor()


class Cursor:
    async def execute(self, query):
        return [query]

    async def close(self):
        pass


class Giving(Coroutine):
    """Awaited or entered it gives what its coroutine gives."""

    def __init__(self, coro):
        self._coro = coro
        self._given = None

    def send(self, value):
        return self._coro.send(value)

    def throw(self, typ, val=None, tb=None):
        return self._coro.throw(typ, val, tb)

    def close(self):
        return self._coro.close()

    def __await__(self):
        return self._coro.__await__()

    async def __aenter__(self):
        self._given = await self._coro
        return self._given

    async def __aexit__(self, *error):
        await self._given.close()
        self._given = None


class GivingConnection(Giving):
    """Its constructor is inherited."""


async def _connect():
    return Connection()


def connect():
    coro = _connect()
    return GivingConnection(coro)


async def uses():
    connection = await connect()
    connection.ping()  # error: AY110:5
    cursor = await connection.cursor()
    cursor.execute("a")  # error: AY110:5
    async with connect() as entered:
        entered.ping()  # error: AY110:9
        async with entered.cursor() as inner:
            async for row in inner.execute("b"):  # error: AY102:30
                print(row)
    with connect() as wrong:  # error: AY109:10
        print(wrong)
    async for row in connection.cursor():  # error: AY102:22
        print(row)
    print(connection.cursor().execute)  # error: AY112:11


async def right():
    connection = await connect()
    await connection.ping()
    async with connection.cursor() as cursor:
        for row in await cursor.execute("a"):
            print(row)
    await (await connect().__aenter__()).ping()


class Service:
    def __init__(self, repository, mailer=None, *, retries=3):
        self.repository = repository
        self.mailer = mailer
        self.retries = retries


class Repository:
    async def find(self, key):
        return key


class Mailer:
    def send(self, text):
        return text


async def injected(given):
    service = Service(Repository(), mailer=Mailer())
    service.repository.find(1)  # error: AY110:5
    await service.mailer.send("a")  # error: AY114:5
    await service.repository.find(1)
    service.mailer.send("a")
    Service(given).repository.find(1)  # what is given is not known
    Service(Mailer()).mailer.send("a")  # None, or what another puts there


async def one_of_two(flag):
    service = Service(Repository()) if flag else Service(SyncRepository())
    service.repository.find(1)  # it may be the sync one
    services = [Service(Repository()), Service(SyncRepository())]
    for each in services:
        each.repository.find(1)


class SyncRepository:
    def find(self, key):
        return key


class Replaced:
    def __init__(self, source):
        self.source = source

    def use(self, source):
        self.source = source


async def replaced(other):
    thing = Replaced(Repository())
    thing.use(other)
    thing.source.find(1)  # another method puts something else there


class Wrapped:
    def __init__(self, call):
        self.call = call

    def start(self):
        return self.call()


async def job():
    return 1


def plain_job():
    return 1


async def wrapped():
    Wrapped(job).start()  # error: AY110:5
    await Wrapped(plain_job).start()  # error: AY114:5
    await Wrapped(job).start()
    Wrapped(plain_job).start()


def opened() -> AsyncContextManager[Connection]:
    return connect()


class Bare(AsyncContextManager):
    async def __aexit__(self, *error):
        pass


async def told_by_typing(plain: ContextManager[Connection]):
    with opened():  # error: AY109:10
        pass
    async with opened() as connection:
        connection.ping()  # error: AY110:9
    async with plain:  # what is handed over may be entered both ways
        pass
    with plain as connection:
        connection.ping()  # error: AY110:9
    with Bare():  # error: AY109:10
        pass


asyncio.run(right())
