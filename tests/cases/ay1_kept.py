"""A plain function may give a coroutine that others have as well: who drops that loses nothing."""

from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from typing import Any, TypeVar, assert_type, cast

T = TypeVar("T")
PENDING: list[Any] = []


async def job(): ...


async def numbers():
    yield 1


def keep(thing):
    PENDING.append(thing)
    return thing


def keep_typed(thing: T) -> T:
    PENDING.append(thing)
    return thing


def keep_declared(thing: Coroutine) -> Coroutine:
    PENDING.append(thing)
    return thing


def keep_by_another(thing):
    return keep(thing)


def made_and_kept():
    made = job()
    PENDING.append(made)
    return made


def made_and_given():
    made = job()
    return made


def made_at_once():
    return job()


def made_by_another():
    return made_at_once()


def running_one(spawner: "Spawner"):
    spawner.running = job()
    return spawner.running


def iterator_of(items: Any) -> AsyncIterator[Any]:
    if isinstance(items, AsyncIterator):
        return items

    async def pieces() -> AsyncIterator[Any]:
        for item in items:
            yield item

    return pieces()


class Spawner:
    def add(self, work: Coroutine) -> Coroutine:
        self.all.append(work)
        return work

    def start(self):
        self.running = job()
        return self.running

    def __call__(self, work):
        self.all.append(work)
        return work

    def current(self) -> Coroutine:
        return self.running

    def under_a_name(self):
        running = self.running
        return running

    def make(self) -> Coroutine:
        return job()


def others_have_it(spawner: Spawner):
    keep(job())
    keep_typed(job())
    keep_declared(job())
    keep_by_another(job())
    keep(numbers())
    made_and_kept()
    running_one(spawner)
    unread = made_and_kept()
    spawner.add(job())
    spawner(job())
    spawner.start()
    spawner.current()
    spawner.under_a_name()
    assert spawner.current() is spawner.running


def it_is_given_back():
    stream = numbers()
    assert_type(stream, AsyncGenerator[int, None])
    cast("AsyncGenerator[int, None]", stream)
    assert iterator_of(stream) is stream
    return stream


def nobody_has_it(spawner: Spawner):
    made_and_given()  # error: AY110:5
    made_at_once()  # error: AY110:5
    made_by_another()  # error: AY110:5
    spawner.make()  # error: AY110:5
    Spawner().start()  # error: AY110:5
    unread = made_at_once()  # error: AY110:14
    assert spawner.make() is not None  # error: AY110:12
