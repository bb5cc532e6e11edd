"""Plain functions with an annotation: it counts where the body says the same."""

import abc
import json
from collections.abc import Sequence

from somewhere import fetched


class User:
    def __init__(self, number):
        self.number = number


class Repository:
    def __init__(self):
        self.users: dict[int, User] = {}
        self.session = object()

    def make(self, number: int) -> User:
        return User(number)

    def names(self) -> list[str]:
        return [str(number) for number in self.users]

    def find(self, number: int) -> User | None:
        return self.users.get(number)

    def named(self, number: int) -> User:
        user = self.users[number]
        return user

    def count(self) -> int:
        return len(self.users)

    def total(self, more: int) -> int:
        return len(self.users) + more

    def is_full(self) -> bool:
        return self.count() > 3 and not self.session

    def label(self) -> str:
        return f"{self.users}"

    def settings(self) -> dict | None:
        if self.users:
            return {"full": True}
        return None

    def load(self) -> dict:
        with open("users.json") as file:
            return json.load(file)

    def first(self) -> User:
        return self.make(1)

    async def fetch(self, number) -> User:
        return User(number)

    def later(self, number: int) -> User:
        return self.fetch(number)

    def handed_on(self, number: int) -> User:
        return self.session.run(number)

    def either(self, number: int) -> User:
        if number:
            return User(number)
        return self.later(number)

    def wanted(self, number: int) -> User:
        raise NotImplementedError


async def agreed(repository: Repository):
    await repository.make(1)  # error: AY114:5
    await repository.names()  # error: AY114:5
    await repository.find(1)  # error: AY114:5
    await repository.named(1)  # error: AY114:5
    await repository.count()  # error: AY114:5
    await repository.total(1)  # error: AY114:5
    await repository.is_full()  # error: AY114:5
    await repository.label()  # error: AY114:5
    await repository.settings()  # error: AY114:5
    await repository.load()  # error: AY114:5
    await repository.first()  # error: AY114:5
    async for name in repository.names():  # error: AY115:23
        print(name)


async def belied(repository: Repository):
    await repository.later(1)  # a coroutine, whatever the annotation says
    await repository.handed_on(1)  # the body does not tell
    await repository.either(1)  # now and then a coroutine
    await repository.wanted(1)  # somebody else writes the body


# What `await` gives is known as well as what a call gives.
async def awaited_list() -> list[int]:
    return [1]


async def awaited_rows(rows) -> Sequence[str]:
    return list(rows)


async def awaited_nothing() -> None:
    print("done")


async def awaited_stream() -> Sequence[str]:
    return fetched("rows")


class Stored:
    async def load(self) -> dict[str, int]:
        found = {}
        found["a"] = 1
        return found

    async def kept(self) -> list[int]:
        return self.rows


class Hook(abc.ABC):
    async def ready(self) -> None:
        """For others to override."""


async def after_await(stored: Stored, hook: Hook, rows):
    async for item in await awaited_list():  # error: AY115:23
        print(item)
    async for item in await awaited_rows(rows):  # error: AY115:23
        print(item)
    async for item in await stored.load():  # error: AY115:23
        print(item)
    await (await awaited_nothing())  # error: AY114:5
    await (await awaited_list())  # error: AY114:5
    # The annotation alone: what the body gives is not known, or is somebody else's to say.
    async for item in await awaited_stream():
        print(item)
    async for item in await stored.kept():
        print(item)
    await (await hook.ready())
