"""Decorators that take the function at once, or options first: which overload is meant."""

from functools import lru_cache

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
