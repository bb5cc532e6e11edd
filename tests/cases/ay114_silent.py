"""Calls of classes that need not give an instance: nothing may be said of awaiting them."""

import asyncio


class Factory:
    # A `__new__` may return anything, here a coroutine.
    def __new__(cls):
        return asyncio.sleep(0)


class Called:
    # What it returns is told by its caller alone.
    def __new__(cls, make):
        return make()


async def main():
    await Factory()
    await Called(main)
