"""The types of `from typing import *` are those of `typing`."""

from typing import *


class Source(Protocol):
    async def items(self) -> AsyncIterator[int]: ...  # error: AY403:5

    def right(self) -> AsyncIterator[int]: ...


async def numbers() -> Iterator[int]:  # error: AY401:24
    yield 1


async def nothing() -> AsyncIterator[int]:  # error: AY402:24
    print("nothing")


async def right() -> AsyncIterator[int]:
    yield 1
