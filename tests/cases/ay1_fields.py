"""Fields by number: named tuples that are unpacked, indexed or looped over."""

from collections import namedtuple
from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar, Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Client:
    async def get(self):
        return 1

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return None


class Pair(NamedTuple):
    client: Client
    number: int = 0


class Longer(Pair):
    def first(self):
        return self[0]


class Turned(Pair):
    def __iter__(self):
        return iter([self.number, self.client])


class Both(NamedTuple):
    one: Client
    two: Client


def pair() -> Pair:
    return Pair(Client())


def plain_tuple() -> tuple[Client, int]:
    return Client(), 1


async def wrong():
    client, number = pair()
    client.get()  # error: AY110:5
    pair()[0].get()  # error: AY110:5
    pair().client.get()  # error: AY110:5
    (client, *rest) = Longer(Client(), 1)
    client.get()  # error: AY110:5
    Longer(Client()).first().get()  # error: AY110:5
    for client, number in [pair(), Pair(Client(), 1)]:
        client.get()  # error: AY110:9
        with client:  # error: AY109:14
            print(number, rest)
    for one in Both(Client(), Client()):
        one.get()  # error: AY110:9
    client, number = plain_tuple()
    client.get()  # error: AY110:5


async def right():
    client, number = pair()
    await client.get()
    async with pair()[0] as entered:
        print(entered, number.real)


# silent: not known


async def silent(number):
    pair()[number].get()
    client, number = Turned(Client(), 1)
    client.get()
    for part in pair():
        part.get()


# what a pattern takes by position


@dataclass
class Open:
    client: Client
    url: str = ""


@dataclass
class Reopen(Open):
    again: Client = field(default_factory=Client)


@dataclass
class Shifted:
    count: ClassVar[int] = 0
    client: Client


@dataclass
class Named:
    _: KW_ONLY
    client: Client


class Listed:
    __match_args__ = ("other", "client")

    def __init__(self):
        self.client = Client()
        self.other = 1


async def patterns(event):
    match event:
        case Pair(client, _):
            client.get()  # error: AY110:13
        case Reopen(_, _, client):
            client.get()  # error: AY110:13
        case Open(client, str(url)):
            client.get()  # error: AY110:13
            print(url)
        case Listed(_, client):
            client.get()  # error: AY110:13
        case Shifted(client):
            client.get()
        case Named(client):
            client.get()


# a dataclass's type variable is told by what its field is given


@dataclass
class Ok(Generic[T]):
    value: T

    def unwrap(self) -> T:
        return self.value


class Cell(NamedTuple, Generic[T]):
    number: int
    value: T


async def count() -> int:
    return 1


async def generic(unknown):
    Ok(Client()).value.get()  # error: AY110:5
    ok = Ok(value=count)
    ok.value()  # error: AY110:5
    print(ok.unwrap()() + 1)  # error: AY110:11
    counts = Ok([count()])
    print([number + 1 for number in counts.value])  # error: AY110:12
    cell = Cell(1, Client())
    cell.value.get()  # error: AY110:5
    await Ok(Client()).value.get()
    Ok(unknown).value.get()
    Ok(1).value.get()


# A class that `collections.namedtuple` makes is a tuple, and nothing async.
Point = namedtuple("Point", ["x", "y"])


class Awaited(namedtuple("Awaited", "x")):
    def __await__(self):
        yield


async def of_namedtuple():
    point = Point(1, 2)
    await point  # error: AY114:5
    async for part in point:  # error: AY115:23
        print(part)
    await Awaited(1)
