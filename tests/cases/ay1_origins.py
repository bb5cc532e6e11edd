"""What a name was given before: a replaced method, a method of a class with a queueing twin."""


import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable


class Client:
    async def run(self, command):
        return command

    def pipeline(self):
        return Pipeline()

    def field(self):
        return Field(self)


class Pipeline(Client):
    def run(self, command):
        return self

    async def execute(self):
        return []


class Field:
    def __init__(self, client: Client):
        self.client = client

    def execute(self):
        return self.client.run("FIELD")


class Reader:
    async def read(self):
        return 1


class Lazy:
    def __init__(self, reader: Reader):
        self.reader = reader

    def start(self):
        return self.reader.read()


async def queued(client: Client):
    pipe = client.pipeline()
    field = pipe.field().execute()
    field == pipe
    pipe.field().execute()
    pipe.run("GET")
    pipe.execute()  # error: AY110:5


async def not_queued(client: Client, lazy: Lazy):
    client.run("GET")  # error: AY110:5
    lazy.start()  # error: AY110:5
    answer = lazy.start()
    answer.real  # error: AY112:5


class Tests:
    def replace(self):
        self.backend.run = print

    def watch(self, lazy: Lazy):
        old = self.backend.run
        self.backend.run = lambda command: old(command)


class MoreTests:
    def __init__(self):
        self.backend = Client()
        self.reader = Reader()

    def see(self):
        old = self.backend.run
        deferred = old("GET")
        deferred.add_callback(print)

    def do_not_see(self):
        old = self.reader.read
        read = old()
        read.add_callback(print)  # error: AY112:9


class Provider:
    def feed(self, config):
        print(config)

    def plain(self):
        return 1


class SlowProvider(Provider):
    async def feed(self, config):
        print(config)


class Engine:
    def __init__(self, provider: Provider):
        self.provider = provider

    async def run(self):
        await self.provider.feed(1)
        await self.provider.plain()  # error: AY114:9
        await Provider().feed(1)  # error: AY114:9


async def called_later(fetch: Callable[[], Awaitable[int]], maker: "type[Client]"):
    await fetch  # it may have been given the coroutine
    await maker  # error: AY117:5


def frames(tasks: "list[asyncio.Task[int]]"):
    for task in tasks:
        print(task.get_coro().cr_frame)
        print(task.get_coro().result)  # error: AY112:15


# A plain method that is declared to give an async iterator, and the generators that implement it:
# they give the same.
class Provider2(ABC):
    @abstractmethod
    def stream(self) -> AsyncIterator[str]: ...

    @abstractmethod
    def pages(self) -> Iterable[str]: ...

    @abstractmethod
    def answer(self) -> Awaitable[str]: ...

    @abstractmethod
    def either(self) -> AsyncIterator[str]: ...

    @abstractmethod
    def perhaps(self) -> Iterable[str]: ...


class Echo(Provider2):
    async def stream(self):
        yield "a"

    def pages(self):
        yield "a"

    async def answer(self):
        return "a"

    async def either(self):  # whoever awaits it has one of these
        return self.stream()

    async def perhaps(self):
        yield "a"


class Chosen:
    def __init__(self, provider: Provider2):
        self.provider = provider


async def implemented(provider: Provider2, chosen: Chosen):
    await provider.stream()  # error: AY101:5
    for part in provider.stream():  # error: AY107:17
        print(part)
    print([part for part in chosen.provider.stream()])  # error: AY107:29
    async for part in provider.pages():
        print(part)
    await provider.answer()
    await provider.either()
    async for part in provider.perhaps():
        print(part)
    async for part in provider.stream():
        print(part)
