"""A queue of events that is read with `async for`."""

import asyncio
from collections.abc import AsyncIterator


class Events:
    def __init__(self) -> None:
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        event = await self._queue.get()
        if event is None:
            raise StopAsyncIteration
        return event

    def emit(self, event: str) -> None:
        self._queue.put_nowait(event)

    def stop(self) -> None:
        self._queue.put_nowait(None)


events = Events()
