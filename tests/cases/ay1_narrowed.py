"""Names of which a test asks what they are instances of."""

from collections.abc import Awaitable, Callable

import httpx
from somewhere import Unknown


class Client:
    async def get(self, key):
        return key

    async def items(self):
        yield 1


class Special(Client):
    async def special(self):
        return 1


class Plain:
    def get(self, key):
        return key

    def items(self):
        return [1]


def branch(x):
    if isinstance(x, Client):
        x.get(1)  # error: AY110:9


async def asserted(x):
    assert isinstance(x, (Client, Special))
    x.get(1).name  # error: AY112:5
    for item in x.items():  # error: AY107:17
        print(item)


async def left(x, y):
    if not isinstance(x, Client):
        return
    x.get(1)  # error: AY110:5
    if not isinstance(y, Client | Special) or not y.ready:
        raise ValueError
    y.get(1)  # error: AY110:5


async def one_of_a_union(x: Client | Plain):
    if isinstance(x, Client):
        x.get(1)  # error: AY110:9
    elif x:
        x.get(1)


async def more_than_declared(x: Client):
    if isinstance(x, Special):
        x.special()  # error: AY110:9
        x.get(1)  # error: AY110:9
    else:
        x.get(1)  # error: AY110:9


async def matched(x, y: Client):
    match x:
        case Client():
            x.get(1)  # error: AY110:13
        case Special(name=1) | httpx.AsyncClient() as found:
            print(found)
        case Plain():
            x.get(1)
        case _:
            x.get(1)
    match y:
        case Special():
            y.special()  # error: AY110:13


async def looped(xs):
    for x in xs:
        if isinstance(x, httpx.AsyncClient):
            x.get("a").text  # error: AY112:13
        elif isinstance(x, Plain):
            x.get(1)
    while isinstance(xs, Client):
        xs.get(1)  # error: AY110:9


# -- what is not told


async def right(x, y, z):
    if isinstance(x, Client):
        await x.get(1)
        async for item in x.items():
            print(item)
    if isinstance(x, Client) or y:
        x.get(1)
    if isinstance(x, (Client, Plain)):
        x.get(1)  # one of them is plain
    if isinstance(x, (Client, Unknown)):
        x.get(1)
    if isinstance(z, Awaitable):
        z = await z
    if isinstance(y, Callable):
        y.get(1)
    x.get(1)  # after the branch it may be anything


async def bound_again(x, y):
    if isinstance(x, Client):
        x = Plain()
        x.get(1)
    if not isinstance(y, Client):
        y = Client()
    y.get  # noqa: B018


async def other_branch(x, y: Client | Plain):
    if isinstance(x, Client):
        return
    x.get(1)
    if isinstance(y, Client):
        return
    y.get(1)


async def runs_later(x):
    if isinstance(x, Client):
        return lambda: x.get(1)
    return None


async def contradicts_its_annotation(x: Client):
    if isinstance(x, Plain):
        x.get(1)
    if isinstance(x, int):
        x.get(1)


class Loose(Client):
    def get(self, key):
        return key


async def overridden_there(x: Client):
    if isinstance(x, Loose):
        x.get(1)
    else:
        await x.get(1)
