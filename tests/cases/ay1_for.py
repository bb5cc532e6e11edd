"""Plain iteration over everything there is."""

import asyncio
from contextlib import asynccontextmanager, contextmanager


async def coroutine(number=1):
    return number


async def stream_of():
    return agen()


async def session_of():
    return Session()


async def agen(number=1):
    yield number


@asynccontextmanager
async def session():
    yield 1


def generator():
    yield 1


@contextmanager
def manager():
    yield 1


def plain():
    return 1


class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        pass


class Awaitable:
    def __await__(self):
        return iter(())


class Rows:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


class Request(Awaitable, Session):
    """Awaitable, and an async context manager."""


class Cursor(Awaitable, Rows):
    """Awaitable, and an async iterator."""


class Stream(Session, Rows):
    """An async context manager, and an async iterator."""


class File(Session):
    """A context manager of both kinds."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


class Items(Rows):
    """Iterable in both ways."""

    def __iter__(self):
        return iter(())


class Plain:
    pass


async def wrong(rows: Rows):
    for x in agen():  # error: AY107:14
        print(x)
    for x in (y async for y in agen()):  # error: AY107:14
        print(x)
    for x in Rows():  # error: AY107:14
        print(x)
    for x in rows:  # error: AY107:14
        print(x)
    for x in Cursor():  # error: AY107:14
        print(x)
    for x in Stream():  # error: AY107:14
        print(x)
    for x in coroutine():  # error: AY108:14
        print(x)
    for x in Awaitable():  # error: AY108:14
        print(x)
    for x in Request():  # error: AY108:14
        print(x)
    print([x for x in agen()])  # error: AY107:23
    print({x for x in coroutine()})  # error: AY108:23
    print({x: x for x in agen()})  # error: AY107:26
    print(list(x for x in coroutine()))  # error: AY108:27
    print([y for x in [1] for y in agen(x)])  # error: AY107:36
    a, b = agen()  # error: AY107:12
    [c, *d] = coroutine()  # error: AY108:15
    print(*agen(), a, b, c, d)  # error: AY107:12
    print([*coroutine()], {**coroutine()})  # error: AY108:13, AY108:30
    print(**coroutine())  # error: AY108:13
    print(1 in agen(), 1 not in coroutine())  # error: AY107:16, AY108:33
    list(agen())  # error: AY107:10
    tuple(agen())  # error: AY107:11
    set(coroutine())  # error: AY108:9
    frozenset(agen())  # error: AY107:15
    dict(agen())  # error: AY107:10
    sum(agen())  # error: AY107:9
    sum(x async for x in agen())  # error: AY107:8
    any(await coroutine(x) for x in [1])  # error: AY107:8
    sorted(coroutine())  # error: AY108:12
    min(agen())  # error: AY107:9
    max(coroutine(), key=str)  # error: AY108:9
    all(agen())  # error: AY107:9
    next(agen())  # error: AY107:10
    next(coroutine())  # error: AY108:10
    iter(agen())  # error: AY107:10
    enumerate(coroutine())  # error: AY108:15
    zip([1], agen(), coroutine())  # error: AY107:14, AY108:22
    map(str, agen())  # error: AY107:14
    filter(None, coroutine())  # error: AY108:18
    reversed(coroutine())  # error: AY108:14
    ", ".join(agen())  # error: AY107:15
    found = []
    found.extend(coroutine())  # error: AY108:18
    seen = set()
    seen.update(agen())  # error: AY107:17


def delegates():
    yield from agen()  # error: AY107:16
    yield from coroutine()  # error: AY108:16


def outside():
    for x in agen():  # error: AY107:14
        print(x)


async def right(unknown):
    for x in generator():
        print(x)
    for x in Items():
        print(x)
    for x in await coroutine():
        print(x)
    for x in [coroutine(), agen()]:
        print(x)
    for x in unknown():
        print(x)
    a, b = coroutine(), agen()
    c, d = await coroutine()
    print(*generator(), *[agen()], a, b, c, d)
    list(generator())
    list([x async for x in agen()])
    print(max(a, b, key=id))
    print(sorted([x async for x in agen()]))
    print(unknown.join(agen()))
    unknown.extend(coroutine())
    # A future can be iterated over, for the sake of "yield from".
    iter(asyncio.get_running_loop().create_future())


def forward():
    yield from generator()
    yield from [agen()]



class Count:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return 1


def driven_by_hand():
    """A step of an async generator is an iterator, and so is what `anext` makes of a default."""
    stream = agen()
    step = stream.__anext__()
    next(step)
    next(anext(stream))
    next(anext(Count(), 2))
    anext(Count(), 2).__next__()
    next(stream.asend(None))
    list(stream.athrow(ValueError))
    list(stream.aclose())
    next(anext(Count()))  # error: AY108:10
    next(Count().__anext__())  # error: AY108:10
    anext(Count()).__next__()  # error: AY112:5
    stream.asend(None).name  # error: AY112:5


async def driven_for_a_while(stream=None):
    stream = agen()
    yield from stream.__anext__()  # error: AY206:5
    for waited in stream.asend(None):
        print(waited)
    for number in Count().__anext__():  # error: AY108:19
        print(number)


# In an `async def` nothing can `yield from` a future: iterating over it gives no result, ever.
async def of_futures():
    loop = asyncio.get_running_loop()
    left, right = asyncio.gather(coroutine(), coroutine())  # error: AY108:19
    for x in asyncio.gather(coroutine(), coroutine()):  # error: AY108:14
        print(x, left, right)
    task = asyncio.create_task(coroutine())
    print(*task, [x for x in task])  # error: AY108:12, AY108:30
    first, second = loop.create_future()  # error: AY108:21
    print(list(task), first, second)  # error: AY108:16
    left, right = await asyncio.gather(coroutine(), coroutine())
    for x in await task:
        print(x)
    return iter(task)


def of_futures_by_hand(task: asyncio.Future):
    for step in task:  # as `yield from` was written where there was none
        yield step
    for step in asyncio.gather(coroutine()):
        yield step
    return (yield from task)


# What says itself what it contains is not iterated over for that.
class Numbers:
    def __init__(self):
        self.numbers = range(3)

    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration

    def __contains__(self, number):
        return number in self.numbers

    def __reversed__(self):
        return reversed(self.numbers)


async def contained():
    print(3 in Numbers(), 3 not in Numbers(), reversed(Numbers()))
    print(reversed(Rows()))  # error: AY107:20
    print(3 in Rows())  # error: AY107:16
    for number in Numbers():  # error: AY107:19
        print(number)
