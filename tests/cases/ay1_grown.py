"""What a dict, a list or a set as it is written holds, until something else is put into it."""

import asyncio
from collections.abc import Awaitable, Callable


async def created(event):
    return {"name": event}


async def deleted(event):
    return {"name": event}


def logged(event):
    return {"name": event}


Handler = Callable[[str], Awaitable[dict]]

HANDLERS = {"created": created, "deleted": deleted}
MIXED = {"created": created, "logged": logged}
LATER = {"created": created}
LATER["logged"] = logged
HANDED = {"created": created}
STEPS = [created]
STEPS.append(logged)
ADDED = [created]
ADDED += [logged]


def plug_in(handlers):
    handlers["logged"] = logged


plug_in(HANDED)


async def dispatch(kind, event):
    HANDLERS[kind](event)  # error: AY110:5
    HANDLERS["created"](event)["name"]  # error: AY112:5
    HANDLERS.get(kind)(event)  # error: AY110:5
    await HANDLERS[kind](event)
    for name, handler in HANDLERS.items():
        handler(name)  # error: AY110:9
        await handler(name)
    handler = HANDLERS.get(kind)
    if handler is not None:
        handler(event)["name"]  # error: AY112:9
    MIXED[kind](event)  # one of them is no coroutine function
    LATER[kind](event)  # something was stored into it
    HANDED[kind](event)  # who knows what the function has put into it
    for step in STEPS:
        step(event)  # something was appended
    for step in ADDED:
        step(event)


class Bus:
    ready = {"created": created}

    def __init__(self):
        self.handlers = {"created": created, "deleted": deleted}
        self.open = {"created": created}
        self.declared: dict[str, Handler] = {}
        self.many: dict[str, list[Handler]] = {}

    def on(self, kind, handler):
        self.open[kind] = handler
        self.declared[kind] = handler
        self.many.setdefault(kind, []).append(handler)

    async def emit(self, kind):
        self.ready[kind](kind)  # error: AY110:9
        self.handlers[kind](kind)  # error: AY110:9
        self.open[kind](kind)
        self.declared[kind](kind)["name"]  # error: AY112:9
        for handler in self.many[kind]:
            handler(kind)["name"]  # error: AY112:13


async def locally():
    jobs = [created(n) for n in range(3)]
    print(jobs[0]["name"])  # error: AY112:11
    for job in jobs:
        print(job["name"])  # error: AY112:15
    by_number = {n: created(n) for n in range(3)}
    for job in by_number.values():
        print(job["name"])  # error: AY112:15
    results = await asyncio.gather(*jobs)
    print(results[0]["name"])
    tasks = [created(1)]
    tasks.append(asyncio.create_task(created(2)))
    for task in tasks:
        task.cancel()
    tasks[0].cancel()
    for step in asyncio.as_completed([created(n) for n in range(3)]):
        print(step["name"])  # error: AY112:15
        print((await step)["name"])
    chosen = created(1) if results else None
    print(chosen["name"])  # error: AY112:11


# What runs in a namespace may put anything into it.
class Failure(Exception):
    pass


namespace = {"Failure": Failure}
exec("async def middle(): ...", namespace)
middle = namespace["middle"]

untouched = {"Failure": Failure}
print(untouched)
failure = untouched["Failure"]


async def of_namespaces():
    await middle()
    await failure()  # error: AY114:5
