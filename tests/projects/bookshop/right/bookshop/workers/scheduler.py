"""Runs the workers, now and again."""

import asyncio
from collections.abc import Callable

from .events import events
from .stock import report


class Scheduler:
    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[str]] = set()
        self.lock = asyncio.Lock()
        self.reports: list[str] = []

    def start(self) -> None:
        task = asyncio.create_task(report())
        self.tasks.add(task)
        task.add_done_callback(self.done)

    def done(self, task: "asyncio.Task[str]") -> None:
        self.tasks.discard(task)
        self.reports.append(task.result())

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_later(seconds, call)

    async def drain(self) -> list[str]:
        async with self.lock:
            await asyncio.gather(*self.tasks)
        return self.reports


async def run() -> list[str]:
    scheduler = Scheduler()
    scheduler.start()
    scheduler.later(0, scheduler.start)
    await asyncio.sleep(0.01)
    reports = await scheduler.drain()
    events.stop()
    seen = [event async for event in events]
    assert len(seen) >= len(reports)
    return reports
