"""What a method calls on `self` may be a subclass's own."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import contextmanager


class Step:
    def before(self):
        return None

    def after(self):
        return None

    async def run(self):
        await self.before()  # a subclass awaits something there
        await self.after()  # error: AY114:9


class Waiting(Step):
    async def before(self):
        print("waited")


# Of an abstract class nobody makes an instance: what derives from it may have made it async.
class Transport:
    def close(self):
        return


class Receiver(ABC, Transport):
    @abstractmethod
    async def receive(self): ...


class Sockets(Transport):
    pass


async def finish(receiver: Receiver, sockets: Sockets):
    await receiver.close()
    await sockets.close()  # error: AY114:5
    await Sockets().close()  # error: AY114:5


# What is None comes no further than the test.
class Sandbox(Transport):
    def release(self):
        print("released")

    async def close(self):
        closing = super().close()
        if closing is not None:
            await closing
        releasing = self.release()
        if releasing is None:
            return
        await releasing

    async def close_at_once(self):
        closing = Sockets().close()
        if self is not None:
            await closing  # error: AY114:13
        if closing:
            await Sockets().close()  # error: AY114:13


# The decorator says that it is abstract, with `ABC` or without.
class Fetcher:
    @abstractmethod
    def screenshot(self, step):
        print(step)

    @abstractmethod
    def is_ready(self):
        return True

    def save(self, step):
        print(step)

    async def steps(self):
        await self.screenshot(1)
        await self.save(1)
        await Plain().save(1)  # error: AY114:9


class Plain:
    @staticmethod
    def ready():
        return None

    def save(self, step):
        print(step)

    async def steps(self):
        await self.save(1)  # error: AY114:9
        await self.ready()  # error: AY114:9


# A lambda in a declared attribute is a stopgap: who knows what the application puts there.
class Settings:
    upload: Callable[[str], str] = lambda name: str
    name: Callable[[str], str] = str
    plain = lambda name: str  # noqa: E731


async def of_stopgaps(settings: Settings):
    if Settings.upload:
        await Settings.upload("a")
    await Settings.plain("a")  # error: AY117:5


# What implements it may well be an async one.
class Provider(ABC):
    @abstractmethod
    @contextmanager
    def segment(self, name):
        """Give a context manager."""

    @contextmanager
    def plain(self, name):
        yield name


async def of_providers(provider: Provider):
    async with provider.segment("a"):
        print("in it")
    async with provider.plain("a"):  # error: AY116:16
        print("in it")
