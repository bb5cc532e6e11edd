"""What a name means within a module: which definition is called, and when that is not known."""
import asyncio
import functools
from abc import ABC, abstractmethod
from contextlib import asynccontextmanager, contextmanager
from functools import cached_property, partial
from typing import overload
import json
import types

import library


async def agen():
    yield 1


async def coroutine():
    return 1


# -- functions in functions


async def nested():
    async def agen():
        return 1

    async def inner():
        yield 1

    await agen()
    await inner()  # error: AY101:5


def closure():
    async def inner():
        yield 1

    async def use():
        await inner()  # error: AY101:9

    return use


async def later_definition():
    await defined_below()  # error: AY101:5


async def defined_below():
    yield 1


# -- methods


class Base:
    async def rows(self):
        yield 1

    async def load(self):
        return 1

    @staticmethod
    async def static():
        yield 1

    @classmethod
    async def make(cls):
        yield cls()

    @classmethod
    async def shared(cls):
        await cls.make()  # error: AY101:9
        await cls.static()  # error: AY101:9
        async for x in cls.load(cls()):  # error: AY102:24
            print(x)

    @property
    def lazy(self):
        return self.rows()

    @property
    async def ready(self):
        return 1

    @cached_property
    def kept(self):
        return self.rows()

    async def use(self):
        await self.rows()  # error: AY101:9
        await self.static()  # error: AY101:9
        await self.make()  # error: AY101:9
        await Base.static()  # error: AY101:9
        await Base.rows(self)  # error: AY101:9
        await self.lazy  # error: AY101:9
        await self.kept  # error: AY101:9
        await self.ready
        async for x in self.ready:  # error: AY102:24
            print(x)
        await type(self).static()  # error: AY101:9
        await self.__class__.static()  # error: AY101:9
        await self.rows  # error: AY117:9
        await self.load()


class Child(Base):
    async def load(self):
        yield 1

    async def use(self):
        await super().rows()  # error: AY101:9
        await super().load()
        await self.load()  # error: AY101:9
        await self.rows()  # error: AY101:9
        await super(Child, self).rows()  # error: AY101:9


class GrandChild(Child):
    async def rows(self):
        return 1

    async def use(self):
        await self.rows()
        await super().rows()  # error: AY101:9
        await self.load()  # error: AY101:9


class Left(Base):
    async def load(self):
        yield 1


class Right(Base):
    async def rows(self):
        return 1


class Diamond(Left, Right):
    async def use(self):
        await self.rows()
        await self.load()  # error: AY101:9


class Foreign(library.Base):
    async def rows(self):
        yield 1

    async def use(self):
        await self.rows()  # error: AY101:9
        await self.load()
        await super().rows()


class Abstract(ABC):
    @abstractmethod
    async def rows(self):
        yield 1

    @abstractmethod
    async def load(self):
        ...

    @abstractmethod
    def connect(self):
        raise NotImplementedError

    async def use(self):
        await self.rows()  # error: AY101:9
        await self.load()
        # What overrides it may be a coroutine.
        await self.connect()


def of_instances(child: Child):
    base = Base()
    child.rows()  # error: AY111:5
    base.load()  # error: AY110:5
    Base().load()  # error: AY110:5
    Child().load()  # error: AY111:5
    MODULE.load()  # error: AY110:5


MODULE = Base()


# -- other names for it

alias = agen
other = Base.static
bound = MODULE.rows
with_arguments = partial(agen)
again = functools.partial(with_arguments)


async def aliases():
    await alias()  # error: AY101:5
    await other()  # error: AY101:5
    await bound()  # error: AY101:5
    await with_arguments()  # error: AY101:5
    await again()  # error: AY101:5
    await partial(agen)()  # error: AY101:5
    await partial(coroutine)()
    await (lambda: agen())()  # error: AY101:5


# -- repeated and conditional definitions


async def twice():
    return 1


async def twice():  # noqa: F811
    yield 1


if library.FLAG:

    async def same():
        yield 1

    async def differs():
        yield 1

else:

    async def same():
        yield 2

    async def differs():
        return 1


try:
    from library import events
except ImportError:

    async def events():
        yield 1


try:
    import fast
except ImportError:
    fast = None


@overload
def pages(number: int): ...
@overload
def pages(number: str): ...
async def pages(number):
    yield number


async def definitions():
    await twice()  # error: AY101:5
    await same()  # error: AY101:5
    await differs()
    await events()
    await pages(1)  # error: AY101:5


# -- shadowing


async def shadowed(agen):
    await agen()


async def shadowed_by_a_loop():
    for agen in [coroutine]:
        await agen()
    with library.open() as coroutine_:
        await coroutine_()


async def shadowed_by_an_import():
    from library import agen

    await agen()


async def shadowed_by_except():
    try:
        await agen()
    except ValueError as agen:
        await agen()


async def assigned_in_this_scope():
    await agen()
    agen = coroutine


async def deleted():
    gen = agen()
    del gen
    await gen


# -- global and nonlocal

replaced = agen
kept = agen


def replace(value):
    global replaced
    replaced = value


async def globals_():
    await replaced()
    await kept()  # error: AY101:5


def counter():
    make = agen
    source = agen

    def change(value):
        nonlocal make
        make = value

    async def use():
        await make()
        await source()  # error: AY101:9

    return change, use


# -- the scopes of comprehensions and classes


async def comprehensions():
    print([await agen() for _ in [1]])  # error: AY101:12
    print([await agen() for agen in [coroutine]])
    print([await f() for f in (coroutine, coroutine)])
    print([await f() for f in (agen, agen)])  # error: AY101:12
    # The loop variable of a comprehension stays inside.
    print([agen for agen in [1]])
    await agen()  # error: AY101:5


class Scope:
    async def agen(self):
        return 1

    async def coroutine(self):
        yield 1

    async def use(self):
        # A class body is no scope for its methods.
        await agen()  # error: AY101:9
        await coroutine()

    pending = coroutine(1)
    rows = [x for x in pending]  # error: AY107:24


class Shape:
    async def get(self):
        return 1


async def another_object(client, shape: Shape):
    async with client.get("/") as response:
        print(response)
    async with shape.get() as response:  # error: AY104:16
        print(response)


# -- decorators


def transparent(function):
    @functools.wraps(function)
    async def wrapper(*args):
        return await function(*args)

    return wrapper


def registers(function):
    library.register(function)
    return function


def turned(function):
    @functools.wraps(function)
    async def wrapper(*args):
        return [x async for x in function(*args)]

    return wrapper


def with_arguments_of_its_own(number):
    def decorator(function):
        return function

    return decorator


@registers
async def registered():
    yield 1


@with_arguments_of_its_own(1)
async def decorated():
    yield 1


@turned
async def collected():
    yield 1


@transparent
async def wrapped():
    return 1


@library.unknown
async def not_known():
    yield 1


@types.coroutine
def old_style():
    return (yield)


@asynccontextmanager
async def session():
    yield 1


@contextmanager
def manager():
    yield 1


@asynccontextmanager
@registers
async def registered_session():
    yield 1


class_manager = asynccontextmanager(agen)


async def decorators():
    await registered()  # error: AY101:5
    await decorated()  # error: AY101:5
    await collected()
    async for x in collected():  # error: AY102:20
        print(x)
    await wrapped()
    for x in wrapped():  # error: AY108:14
        print(x)
    await not_known()
    async with not_known() as x:
        print(x)
    await old_style()
    await session()  # error: AY105:5
    async with session() as x, registered_session() as y, class_manager() as z:
        print(x, y, z)
    await registered_session()  # error: AY105:5
    await class_manager()  # error: AY105:5
    await manager()  # error: AY114:5


# -- classes that are called


class Callable:
    async def __call__(self):
        yield 1


class Meta(type):
    def __await__(cls):
        return iter(())


class Awaited(metaclass=Meta):
    pass


async def classes():
    await Callable()()  # error: AY101:5
    call = Callable()
    await call()  # error: AY101:5
    await Awaited
    asyncio.run(Callable()())  # error: AY101:17


# A class body reads the module's name until it has made its own.
class Response:
    loader = types
    reader = json

    @property
    async def types(self):
        return self.loader.new_class

    @property
    async def json(self):
        return self.reader.loads("1")

    again = json

    async def read(self):
        self.loader.coroutine(self)
        self.types.real  # error: AY112:9
        return (await self.types).real
