"""Runs the workers, now and again."""

import asyncio

from ..database import get_session
from .events import events
from .stock import report


class Scheduler:
    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[str]] = set()
        self.lock = asyncio.Lock()
        self.reports: list[str] = []

    def start(self) -> None:
        task = asyncio.create_task(report)  # error: AY117:36
        self.tasks.add(task)
        task.add_done_callback(self.done)  # error: AY118:32

    async def done(self, task: "asyncio.Task[str]") -> None:
        self.tasks.discard(task)
        self.reports.append(task.result())

    def later(self, seconds: float) -> None:
        asyncio.get_running_loop().call_later(seconds, report)  # error: AY118:56

    async def drain(self) -> list[str]:
        with self.lock:  # error: AY109:14
            await asyncio.gather(*self.tasks)
        return self.reports


async def run() -> list[str]:
    scheduler = Scheduler()
    scheduler.start()
    asyncio.sleep(0.01)  # error: AY110:5
    asyncio.create_task(get_session())  # error: AY101:25
    reports = scheduler.drain()
    await events.stop()  # error: AY114:5
    for report_ in reports:  # error: AY108:20
        print(report_)
    return await scheduler.drain  # error: AY117:12
