"""Fails or warns."""
import asyncio


async def session():
    state = ["open"]
    try:
        yield state
    finally:
        state[:] = ["closed"]


async def main():
    # the one
    opened = await anext(session())
    await asyncio.sleep(0.01)
    assert opened == ["open"]
