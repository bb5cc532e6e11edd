"""Mixins that say what they are mixed into: `self: "Client"`."""

from typing import Protocol, TypeVar

Own = TypeVar("Own")


class Sending:
    async def send(self: "Client", text):
        self.invoke(text)  # error: AY110:9
        self.invoke(text).name  # error: AY112:9
        await self.invoke(text)
        self.history(text).close()  # error: AY113:9
        async for line in self.history(text):
            print(line)
        self.plain(text)

    async def twice(self: Own, text) -> Own:
        self.invoke(text)
        return self


class HasInvoke(Protocol):
    async def invoke(self, text): ...


class Asking:
    async def ask(self: HasInvoke, text):
        self.invoke(text)
        self.other(text)

    def other(self, text):
        return text


class Other:
    def __init__(self, invoke):
        self.invoke = invoke


class Apart:
    async def ask(self: "Other", text):
        self.invoke(text)


class Client(Sending, Asking):
    async def invoke(self, text):
        return self

    async def history(self, text):
        yield text

    def plain(self, text):
        return text


async def use(client: Client):
    client.send("a")  # error: AY110:5
