"""Raises TypeError."""
from contextlib import contextmanager, suppress


@contextmanager  # for all
async def opened():
    yield 1


async def main():
    async with opened() as one:
        with suppress(ValueError):
            assert one == 1
