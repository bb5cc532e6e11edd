"""Decorators that take the function at once, or options first: which overload is meant."""

from functools import lru_cache
from types import CodeType
from typing import Protocol, TypeVar

import tenacity


class Client:
    async def read(self):
        return {"name": "ada"}


@lru_cache
def shared() -> Client:
    return Client()


@lru_cache(maxsize=1)
def other():
    return Client()


@tenacity.retry
async def stubborn():
    return {"name": "ada"}


@tenacity.retry(stop=tenacity.stop_after_attempt(3))
async def patient():
    return {"name": "ada"}


async def main():
    shared().read()  # error: AY110:5
    other().read()["name"]  # error: AY112:5
    stubborn()["name"]  # error: AY112:5
    patient()  # error: AY110:5
    await shared().read()
    (await stubborn())["name"]
    await patient()


# A decorator that gives back what it is given, whatever the type variable is bound to.
class HasCode(Protocol):
    __code__: CodeType


Coded = TypeVar("Coded", bound=HasCode)


def noted(function: Coded, /) -> Coded:
    original = function
    if original is not None:
        function = function.__wrapped__
    return original


@noted
async def noted_fetch():
    return {"a": 1}


@noted
async def noted_items():
    yield 1


async def use_noted():
    noted_fetch()  # error: AY110:5
    noted_fetch()["a"]  # error: AY112:5
    await noted_items()  # error: AY101:5
    await noted_fetch()
    async for item in noted_items():
        print(item)
