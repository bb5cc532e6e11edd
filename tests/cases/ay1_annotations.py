"""What annotations tell of a value, and where the code itself says otherwise."""

import asyncio
import functools
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Sequence,
)
from typing import Any, Generic, List, Protocol, Tuple, TypeVar, Union, cast

Row = TypeVar("Row", covariant=True)
V = TypeVar("V")


class Table(Protocol[Row]):
    async def find_one(self, key: str) -> Row | None: ...
    async def find_many(self, count: int) -> Sequence[Row]: ...


class Wrapper:
    def __init__(self, table: object) -> None:
        self.table = table

    def __getattr__(self, name: str) -> object:
        return getattr(self.table, name)


def wrapped(table: "Table[Row]", name: str) -> "Table[Row]":
    if not name:
        return table
    return cast("Table[Row]", Wrapper(table))


class Repository(Generic[Row]):
    @property
    def table(self) -> Table[Row]:
        table: Table[Row] = self.make()
        return wrapped(table, "users")


# What `find_one` gives is a row once it is awaited: a row is no coroutine.
async def rows_of_a_protocol(repository: Repository["models.User"]):
    for row in await repository.table.find_many(10):
        print(dict(row))
    for row in repository.table.find_many(10):  # error: AY108:16
        print(row)


# A client for both worlds: the annotation says what is left once the coroutine was awaited.
class Client:
    loop: asyncio.AbstractEventLoop

    def start(self) -> "Client":
        coroutine = self._start()
        return coroutine if self.loop.is_running() else self.loop.run_until_complete(coroutine)

    async def _start(self):
        return self

    def wait_for_workers(self, count: int) -> None:
        return self.sync(self._wait_for_workers, count)

    async def _wait_for_workers(self, count): ...

    def sync(self, function, *arguments):
        return function(*arguments) if self.asynchronous else asyncio.run(function(*arguments))

    async def __aenter__(self):
        return await self.start()

    async def __aexit__(self, *error): ...

    def printed(self) -> None:
        return print("x")

    def done(self) -> None:
        print("x")


async def both_worlds():
    await Client().start()
    await Client().wait_for_workers(1)
    await Client().printed()  # error: AY114:5
    await Client().done()  # error: AY114:5


# A wrapper gives what the wrapped function gives, whatever its own annotation says.
def deprecated(text: str) -> Callable[[Callable[..., Any]], Any]:
    def decorator(function: Callable[..., Any]) -> Callable[[Callable[..., Any]], Any]:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Callable[..., Any]:
            return cast(Callable[..., Any], function(*args, **kwargs))

        return wrapper

    return decorator


make_task = deprecated("call asyncio.create_task")(asyncio.create_task)


async def through_a_wrapper(job):
    task = make_task(job())
    await task


# `cast` does not make an async function of the plain wrapper that runs one.
F = TypeVar("F", bound=Callable[..., Any])


def run_it(function: F) -> F:
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return asyncio.run(function(*args, **kwargs))

    return cast(F, wrapper)


def again(function: F) -> F:
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        return await function(*args, **kwargs)

    return cast(F, wrapper)


@run_it
async def command(): ...


@again
async def repeated(): ...


def commands():
    command()
    repeated()  # error: AY110:5


# … nor a coroutine of what a decorator gives.
Handler = Callable[..., Coroutine[Any, Any, int]]
Decorator = Callable[[Handler], Union[Handler, Tuple[str, Handler]]]


class Application:
    def route(self, path: str) -> Decorator: ...

    def get(self, path: str) -> Handler:
        return cast(Handler, self.route(path))


def routes(application: Application):
    application.get("/")(command)


# What a descriptor gives, which a decorator's `cast` hides.
class Cached(Generic[F]):
    __call__: F


class Descriptor:
    def __init__(self, function):
        self.function = function

    def __get__(self, owner, cls=None):
        return lambda *args: asyncio.ensure_future(self.function(owner, *args))


def cached(function: F) -> Cached[F]:
    return cast(Cached[F], Descriptor(function))


class Store:
    @cached
    async def find(self, key: str) -> str:
        return key


def stored():
    found = Store().find("x")
    found.cancel()


# Nobody has asked what a callback gives: the code that awaits it knows better.
async def measured(function: Callable[[], List[float]]):
    await function()


# A slice of a list is a list, whatever it holds.
class Stream:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return 1


def streams(count: int) -> list[Stream]:
    return [Stream() for _ in range(count)]


async def sliced():
    for stream in streams(2)[::-1]:
        for item in stream:  # error: AY107:21
            print(item)
    for item in streams(1)[0]:  # error: AY107:17
        print(item)
    first, *rest = streams(3)[1:], (streams(1), 2)[:1]
    print([*first, *rest])


# What a callback gives is awaited by those who know it: gRPC's interceptors get a coroutine.
class StreamCall(Stream):
    def cancel(self): ...


async def intercepted(
    proceed: Callable[[str], StreamCall], rows: Callable[[], AsyncIterator[int]]
):
    call = await proceed("details")
    await rows()  # error: AY101:5
    return call


# The name that was asked has got another one.
async def run_handler(handler: Callable[..., Coroutine[Any, Any, int]]):
    result = handler()
    if hasattr(result, "__anext__"):
        iterator = result
        async for item in iterator:
            print(item)


# A `Coroutine` may be a generator under `types.coroutine`.
class Proxy:
    def __init__(self, coroutine: Coroutine[Any, Any, int]):
        self.coroutine = coroutine

    def frames(self):
        return self.coroutine.gi_frame

    def rest(self):
        return self.coroutine.real  # error: AY112:16


# Generators and coroutines have names.
async def named(rows: AsyncGenerator[int, None]):
    print(rows.__name__, rows.__qualname__)


# Of `V | Awaitable[V]` a coroutine is the second, whether it is known what it gives or not.
async def settle(given: "dict[str, V | Awaitable[V]]") -> "dict[str, V]": ...


async def settle_one(given: "Union[V, Awaitable[V]]") -> "list[V]": ...


async def keep(given: "V | None") -> "list[V]": ...


async def number() -> int:
    return 1


async def anything():
    return unknown


async def settled():
    for one in (await settle({"a": number()})).values():
        one.real
    for one in (await settle({"a": anything()})).values():
        one["x"]
    (await settle_one(number()))[0].real
    (await settle_one(anything()))[0].real
    (await keep(number()))[0].real  # error: AY112:5


# '-> Awaitable[T]' on an 'async def' says what its call gives: what 'await' gives is a T.
class Services:
    async def stop(self, rpc) -> Awaitable[tuple[bool, int]]:
        try:
            return await rpc.stop()
        except ValueError:
            return None, 1

    async def start(self, rpc) -> Coroutine[None, None, tuple[bool, int]]: ...

    async def later(self, rpc) -> Awaitable[int]:
        return self.stop(rpc)

    def plain(self, given) -> Awaitable[int]:
        return given()

    async def use(self, rpc):
        _, error = await self.stop(rpc)
        _, error = await self.start(rpc)
        _, error = await self.later(rpc)  # error: AY108:20
        _, error = self.plain(rpc)  # error: AY108:20
        _, error = self.stop(rpc)  # error: AY108:20
        print(error)
