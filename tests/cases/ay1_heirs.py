"""What an annotation names a class for may be one of its heirs, and so may `self`."""

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class View(Generic[K]):
    """Awaited here; iterated over by those that are derived from it."""

    def __await__(self):
        return self.gathered().__await__()

    async def gathered(self):
        return [result async for result in self]


class Keys(View[K], Generic[K]):
    async def __aiter__(self):
        yield 1


class Lonely:
    def __await__(self):
        return self.gathered().__await__()

    async def gathered(self):
        return [result async for result in self]  # error: AY102:44


class Twice(Lonely):
    async def gathered(self):
        return [result async for result in self]  # error: AY102:44


class Connection:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return None


class AwaitableConnection(Connection):
    def __await__(self):
        return self.__aenter__().__await__()


async def of_parameters(view: View, connection: Connection, keys: Keys):
    # An annotation would name the heir.
    async for key in view:  # error: AY102:22
        print(key)
    await connection  # error: AY105:5
    async for key in keys:
        print(key)


async def of_what_was_made():
    # An instance that is made here is of no heir.
    await Connection()  # error: AY105:5
    await AwaitableConnection()
    async for key in View():  # error: AY102:22
        print(key)


class KindN(Generic[K, V]):
    """A mark, without anything of its own: whatever is derived from it has its own faces."""

    __slots__ = ()


class Future(KindN["Future", V]):
    def __await__(self):
        yield


class Node(Generic[K]):
    def __init__(self, key):
        self.key = key


class Leaf(Node[K]):
    pass


def unkinded(kind: KindN[K, V]) -> K:
    return kind


def same(kind: KindN[K, V]) -> KindN[K, V]:
    return kind


def first(node: Node) -> Node:
    return node


async def of_marks(kind: KindN[Future, int], node: Node[int]):
    await unkinded(kind)
    await same(kind)
    await first(node)  # error: AY114:5
