"""Fails or warns."""
import asyncio
from contextlib import aclosing


async def session():
    state = ["open"]
    try:
        yield state
    finally:
        state[:] = ["closed"]


async def main():
    # the one
    async with aclosing(session()) as stream:
        opened = await anext(stream)
        await asyncio.sleep(0.01)
        assert opened == ["open"]
