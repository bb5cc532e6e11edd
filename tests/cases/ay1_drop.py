"""What is made and not consumed: dropped, unread, tested, compared, formatted."""

import asyncio
import contextlib
from contextlib import asynccontextmanager


async def coroutine(number=1):
    return number


async def agen(number=1):
    yield number


@asynccontextmanager
async def session():
    yield 1


def generator():
    yield 1


def plain():
    return 1


class Store:
    async def load(self):
        return [1]

    async def rows(self):
        yield 1

    def close(self):
        return None


async def dropped(store: Store, flag):
    coroutine()  # error: AY110:5
    asyncio.sleep(1)  # error: AY110:5
    store.load()  # error: AY110:5
    agen()  # error: AY111:5
    store.rows()  # error: AY111:5
    (x async for x in agen())  # error: AY111:5
    coroutine() if flag else agen()  # error: AY110:5, AY111:30
    flag and coroutine()  # error: AY110:14
    flag or agen()  # error: AY111:13
    coroutine(), agen()  # error: AY110:5, AY111:18
    [coroutine(x) for x in [1]]  # error: AY110:6
    {agen(x) for x in [1]}  # error: AY111:6


def dropped_outside(store: Store):
    coroutine()  # error: AY110:5
    store.rows()  # error: AY111:5
    for x in [1]:
        coroutine(x)  # error: AY110:9
    try:
        coroutine()  # error: AY110:9
    finally:
        agen()  # error: AY111:9
    with open("x"):
        coroutine()  # error: AY110:9
    match store:
        case _ if coroutine():  # error: AY110:19
            agen()  # error: AY111:13


class AsyncStore(Store):
    pass


async def no_doubts(store: Store, other):
    # These ask something else, and catch something else.
    if not isinstance(other, AsyncStore):
        raise RuntimeError
    store.load()  # error: AY110:5
    with contextlib.suppress(ConnectionError):
        store.load()  # error: AY110:9
    try:
        store.load()  # error: AY110:9
    except OSError:
        pass
    if len(other) > 1:
        coroutine()  # error: AY110:9


async def unread():
    task = coroutine()  # error: AY110:12
    rows = agen()  # error: AY111:12
    noted: object = coroutine()  # error: AY110:21
    _ = coroutine()  # error: AY110:9


async def tested(store: Store, flag):
    if coroutine():  # error: AY110:8
        pass
    elif agen():  # error: AY111:10
        pass
    while store.load():  # error: AY110:11
        break
    assert coroutine()  # error: AY110:12
    assert not coroutine(), "message"  # error: AY110:16
    flag = not coroutine()  # error: AY110:16
    flag = coroutine() and flag  # error: AY110:12
    if flag and (coroutine() or flag):  # error: AY110:18
        pass
    flag = 1 if coroutine() else 2  # error: AY110:17
    flag = [x for x in [1] if coroutine(x)]  # error: AY110:31
    flag = any(coroutine(x) for x in [1])  # error: AY110:16
    flag = all([coroutine(x) for x in [1]])  # error: AY110:17
    flag = bool(coroutine())  # error: AY110:17
    return flag


async def compared(store: Store):
    if coroutine() == 1:  # error: AY110:8
        pass
    if 1 < coroutine() < 3:  # error: AY110:12
        pass
    assert agen() is not None  # error: AY111:12
    return coroutine() in [1], len(store.load()) > 1  # error: AY110:12, AY110:36


async def formatted(store: Store):
    text = f"{coroutine()} {agen()!r} {store.load():>10}"  # error: AY110:15, AY111:29, AY110:40
    text += "%s" % coroutine()  # error: AY110:20
    text += "%s %s" % (coroutine(), 1)  # error: AY110:24
    text += "{}".format(coroutine())  # error: AY110:25
    print(coroutine(), text)  # error: AY110:11
    print(str(agen()), repr(coroutine()))  # error: AY111:15, AY110:29
    return int(coroutine())  # error: AY110:16


async def right(store: Store, unknown):
    await coroutine()
    await store.load()
    async for x in agen():
        print(x)
    # Nothing of these is lost: a plain value, a context manager, a task.
    plain()
    generator()
    store.close()
    session()
    asyncio.create_task(coroutine())
    asyncio.ensure_future(coroutine())
    asyncio.gather(coroutine(), coroutine())
    unknown()
    if plain() or generator() or session():
        pass
    print(f"{plain()} {generator()} {await coroutine()}")
    print(unknown() == plain())

