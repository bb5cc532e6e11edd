"""`await` of everything there is."""

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


async def wrong():
    await agen()  # error: AY101:5
    await (x async for x in agen())  # error: AY101:5
    await Rows()  # error: AY101:5
    for x in await agen():  # error: AY101:14
        print(x)
    result = await agen(2)  # error: AY101:14
    await session()  # error: AY105:5
    await Session()  # error: AY105:5
    await Stream()  # error: AY101:5
    await generator()  # error: AY114:5
    await manager()  # error: AY114:5
    await open("x")  # error: AY114:5
    await plain()  # error: AY114:5
    await Plain()  # error: AY114:5
    await [coroutine()]  # error: AY114:5
    await 1  # error: AY114:5
    await (lambda: 1)()  # error: AY114:5
    await coroutine  # error: AY117:5
    await agen  # error: AY117:5
    await session  # error: AY117:5
    await Awaitable  # error: AY117:5
    await plain  # error: AY117:5
    return await agen(), result  # error: AY101:12


async def right(unknown):
    await coroutine()
    await Awaitable()
    await Request()
    await Cursor()
    await asyncio.sleep(1)
    await asyncio.create_task(coroutine())
    await asyncio.get_running_loop().create_future()
    await anext(agen())
    await agen().__anext__()
    await agen().asend(None)
    await agen().aclose()
    await unknown()
    await unknown
    await (coroutine() if unknown else agen())

