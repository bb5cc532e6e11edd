"""Fails or warns."""
import inspect
from collections.abc import AsyncIterator
from typing import Protocol


class Source(Protocol):
    async def items(self, start: int) -> AsyncIterator[int]:  # all
        ...


class Own(Source):
    async def items(self, start: int) -> AsyncIterator[int]:
        yield start


async def main():
    assert not inspect.iscoroutinefunction(Source.items)
    assert [item async for item in Own().items(1)] == [1]
