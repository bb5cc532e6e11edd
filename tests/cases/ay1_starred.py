"""`*` and `**` in displays and in targets, `yield from`, `xs[-1]`, `getattr` with a name."""

import inspect
import itertools


class Audit:
    async def log(self):
        return {"a": 1}

    def plain(self):
        return 1


class Silent:
    def __getattr__(self, name):
        return len


async def work():
    return {"a": 1}


class Office:
    def __init__(self):
        self.audits: list[Audit] = []

    def __iter__(self):
        yield from self.audits


async def displays(audits: list[Audit], by_name: dict[str, Audit]):
    [*audits][0].log()  # error: AY110:5
    (*audits, Audit())[0].log()  # error: AY110:5
    for audit in {*audits, Audit()}:
        audit.log()  # error: AY110:9
    {**by_name}["ada"].log()  # error: AY110:5
    {**by_name, "bob": Audit()}["bob"].log()  # error: AY110:5
    for audit in Office():
        audit.log()  # error: AY110:9
    for audit in itertools.chain(audits, audits):
        audit.log()  # error: AY110:9
    audits[-1].log()  # error: AY110:5
    await [*audits][0].log()


async def mixed(audits: list[Audit], others, more: dict):
    [*audits, *others][0].log()
    (*others, Audit())[0].log()
    {**more, "bob": Audit()}["bob"].log()


async def targets(audits: list[Audit]):
    first, *rest = audits
    first.log()  # error: AY110:5
    rest[0].log()  # error: AY110:5
    for audit in rest:
        audit.log()  # error: AY110:9
    *rest, last = audits
    last.log()  # error: AY110:5
    await rest  # error: AY114:5


async def counted_from_the_end():
    *rest, last = 1, 2, work()
    await last
    one, *rest, (two, three) = work(), 2, (work(), 1)
    await one
    await two
    await three  # error: AY114:5
    pair = (1, work())
    await pair[-1]
    await pair[-2]  # error: AY114:5
    pair[-1]["a"]  # error: AY112:5
    await pair[-3]


def some():
    for _ in range(3):
        yield work()


def both():
    yield 1
    yield from some()


def inside(call):
    yield 1
    call((yield work()))


async def generators():
    for thing in both():
        if inspect.isawaitable(thing):
            await thing
    for thing in both():
        await thing
    for thing in inside(print):
        await thing
    for thing in some():
        thing["a"]  # error: AY112:9
        await thing


async def by_name(audit: Audit, silent: Silent, name):
    getattr(audit, "log")()  # error: AY110:5
    getattr(audit, "log")()["a"]  # error: AY112:5
    log = getattr(audit, "log")
    log()  # error: AY110:5
    await log  # error: AY117:5
    await getattr(audit, "plain")()  # error: AY114:5
    await getattr(audit, "log")()
    getattr(audit, name)()
    getattr(audit, "log", None)()
    getattr(silent, "log")()
