"""What collections hold, and what builtins give of them."""

import asyncio
import dataclasses
import heapq
import itertools
import operator
import queue
import random
from collections.abc import Coroutine
from pathlib import PurePath


class Audit:
    async def log(self):
        return 1

    def plain(self):
        return 1


class Plain:
    def log(self):
        return 1


class Folder:
    def __init__(self, name):
        self.name = name

    def __truediv__(self, name) -> "Folder":
        return self

    async def read(self):
        return ""


async def make(number) -> Audit:
    return Audit()


async def builtins_of(audits: list[Audit], several: tuple[Audit, ...]):
    for number, audit in enumerate(audits):
        audit.log(number)  # error: AY110:9
    for one, two in zip(audits, several):
        one.log(), two.log()  # error: AY110:9, AY110:20
    max(audits, key=id).log()  # error: AY110:5
    best = min(audits, key=id)
    best.log()  # error: AY110:5
    next(iter(audits)).log()  # error: AY110:5
    tuple(audits)[0].log()  # error: AY110:5
    several[0].log()  # error: AY110:5
    for audit in several[1:]:
        audit.log()  # error: AY110:9
    for audit in audits[1:]:
        audit.log()  # error: AY110:9
    audits[:2].append(audits[0].log())


async def displays():
    audits = [Audit(), Audit()]
    audits[0].log()  # error: AY110:5
    first, *rest = audits
    first.log()  # error: AY110:5
    one, two = make(1), 2
    one.plain()  # error: AY112:5
    return two, rest


async def gathered(audits: list[Audit]):
    for audit in await asyncio.gather(*[make(n) for n in range(3)]):
        audit.log()  # error: AY110:9
    made = await asyncio.gather(*(make(n) for n in range(3)))
    made[0].log()  # error: AY110:5
    one, two = await asyncio.gather(make(1), make(2))
    one.log(), two.log()  # error: AY110:5, AY110:16
    both = await asyncio.gather(make(1), *[make(2)], return_exceptions=True)
    both[0].log()


async def divided(folder: Folder, path: PurePath):
    (folder / "a" / "b").read()  # error: AY110:5
    below = folder / "c"
    below.read().strip()  # error: AY112:5
    path / "a" / below


# -- right


async def slices_of_coroutines(coroutines: list[Coroutine]):
    for one in coroutines[1:]:
        await one
    async_items = coroutines[:2]
    for other in async_items:
        await other
    await asyncio.gather(*coroutines[2:])
    head, *tail = coroutines
    await head
    return tail


async def others(unknown, number: int, plain: list[Plain]):
    mixed = [Audit(), Plain()]
    mixed[0].log()
    for item in enumerate(plain):
        item[1].log()
    for item in unknown[1:]:
        item.log()
    (number / unknown).log()
    (unknown / "x").read()
    await asyncio.gather(*[one.log() for one in mixed])
    for answer in await asyncio.gather(*unknown):
        answer.log()


# what the standard library makes of a collection


class Runner:
    async def stop(self):
        return 1


async def through_builtins(runners: list[Runner], names: list[str], payload):
    for runner in reversed(runners):
        runner.stop()  # error: AY110:9
    by_name = dict(zip(names, runners))
    by_name["a"].stop()  # error: AY110:5
    pairs = dict([(name, Runner()) for name in names])
    pairs["a"].stop()  # error: AY110:5
    for runner in {runner: 1 for runner in runners}:
        runner.stop()  # error: AY110:9
    first, *rest = {name: Runner() for name in names}.values()
    first.stop()  # error: AY110:5
    for number, (_, runner) in enumerate(pairs.items()):
        runner.stop()  # error: AY110:9
        print(number, rest)


async def waiting(names: list[str], payload):
    calls = dict([(name, Runner().stop()) for name in names])
    await calls["a"]
    more = dict(zip(names, [Runner().stop() for _ in names]))
    await more["a"]
    await dict(payload)["a"]
    async for row in dict(payload)["rows"]:
        print(row)


# an empty collection gives no items


class Hooks:
    def __init__(self):
        self.by_name: dict[str, list[Runner]] = {}
        self.all: list[Runner] | None = None

    async def run(self, name, given: list[Runner] | None = None):
        for runner in self.by_name.get(name, []):
            runner.stop()  # error: AY110:13
        for runner in self.by_name.pop(name, ()):
            runner.stop()  # error: AY110:13
        for runner in self.all or []:
            runner.stop()  # error: AY110:13
        runners = given or []
        for runner in runners:
            runner.stop()  # error: AY110:13
        total = 0
        for runner in self.by_name.get(name, set()):
            total += runner.stop()  # error: AY110:22
        return [runner.stop() > total for runner in given if runner] if given else []  # error: AY110:17

    async def not_known(self, name, given, other):
        for runner in given or []:
            runner.stop()
        for runner in self.by_name.get(name, [other]):
            runner.stop()
        for runner in self.by_name.get(name, [*other]):
            runner.stop()
        runners = self.all or []
        runners.append(other)
        for runner in runners:
            runner.stop()


class Answer(asyncio.Future):
    pass


def pair(x):
    return (1, x)


def is_answer(x) -> "TypeGuard[Answer]":
    return True


async def picked(plain: list[Plain]):
    answers = [Answer()]
    for one in filter(operator.attrgetter("wanted"), answers):
        await one
    for one in filter(pair, answers):
        await one
    for one in filter(is_answer, answers):
        await one
    for one in map(operator.attrgetter("future"), plain):
        await one
    for one in map(operator.attrgetter("future", "name"), plain):
        await one  # error: AY114:9
    for one in map(pair, plain):
        await one  # error: AY114:9
    for one in filter(None, [Plain()]):
        await one  # error: AY114:9


async def tasks_of_coroutines(audit: Audit):
    done, pending = await asyncio.wait((audit.log(), audit.log()))
    for task in pending:
        task.cancel()
    done, pending = await asyncio.wait([asyncio.create_task(audit.log())])
    for task in pending:
        await task


# What these modules are given they give back.
@dataclasses.dataclass
class Mirror:
    name: str

    async def fetch(self):
        return self.name


async def given_back():
    mirrors = [Mirror("a"), Mirror("b")]
    chosen = random.choice(mirrors)
    chosen.fetch()  # error: AY110:5
    random.choice(mirrors).fetch()  # error: AY110:5
    renamed = dataclasses.replace(chosen, name="c")
    renamed.fetch()  # error: AY110:5
    with renamed.fetch() as text:  # error: AY109:10
        print(text)
    least = heapq.heappop(mirrors)
    for letter in least.fetch():  # error: AY108:19
        print(letter)
    waiting = queue.Queue[Mirror]()
    later = waiting.get()
    later.fetch()  # error: AY110:5
    turn = next(itertools.cycle(mirrors))
    turn.fetch()  # error: AY110:5
    await turn.fetch()
    number = random.random()
    number.hex()
    for pair in itertools.pairwise("ab"):
        pair.index("a")


# The receiver takes no part in what is left for `*parameter`.
async def chained(audit: Audit):
    for one in itertools.chain([audit.log()]):
        print(one["a"])  # error: AY112:15
    for one in itertools.chain([audit.log()], [1]):
        print(one["a"])
    for one in itertools.chain([Plain()], [Mirror("a")]):
        await one  # error: AY114:9
    for one in itertools.chain([Plain()], [Mirror("a").fetch()]):
        await one
    for one in itertools.chain([Plain()]):
        await one  # error: AY114:9
