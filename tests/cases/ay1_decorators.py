# options: --async-yield-transparent-decorators=traced,library.retried --async-yield-context-manager-decorators=library.managed
"""Decorators that the options speak of, by their last name or in full."""
import library
from library import managed, retried, traced


@library.traced
async def agen():
    yield 1


@traced
@retried(times=3)
async def coroutine():
    return 1


@managed
async def session():
    yield 1


@library.other
async def not_known():
    yield 1


@library.elsewhere.retried
async def another_of_that_name():
    yield 1


async def main():
    await agen()  # error: AY101:5
    async for x in coroutine():  # error: AY102:20
        print(x)
    coroutine()  # error: AY110:5
    await session()  # error: AY105:5
    async with session() as x:
        print(x)
    await not_known()
    await another_of_that_name()
