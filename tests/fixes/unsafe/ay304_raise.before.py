"""Fails or warns."""
from contextlib import asynccontextmanager

log = []


@asynccontextmanager
async def opened():
    try:
        yield 1
    except Exception as error:
        log.append(error)
        # what else?


async def main():
    try:
        async with opened():
            raise ValueError
    except ValueError as error:
        assert log == [error]
    else:
        raise AssertionError("it vanished")
