"""What a collection is declared to hold, where it is made empty: `x: dict[str, C] = {}`."""

import asyncio
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterable, MutableMapping, Sequence
from typing import DefaultDict, Deque, Dict, List
from typing import OrderedDict as Ordered


class Audit:
    async def log(self):
        return 1


class Audits(Ordered[str, Audit]):
    pass


class Office:
    def __init__(self):
        self.by_day: defaultdict[str, list[Audit]] = defaultdict(list)
        self.by_place: dict[str, set[Audit]] = defaultdict(set)
        self.by_name: MutableMapping[str, Audit] = {}
        self.every: Sequence[Audit] = []
        self.old: DefaultDict[str, List[Audit]] = defaultdict(list)
        self.nested: Dict[str, Dict[str, Audit]] = defaultdict(dict)
        self.ordered: Dict[str, Audit] = OrderedDict()
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.queue: "deque[Audit]" = deque()
        self.given: Iterable[Audit] = ()
        self.told = defaultdict(list)

    async def work(self):
        for audit in self.by_day["monday"]:
            audit.log()  # error: AY110:13
        for audit in self.by_place["here"]:
            audit.log()  # error: AY110:13
        self.by_name["ada"].log()  # error: AY110:9
        self.by_name.update({})
        self.every[0].log()  # error: AY110:9
        self.old["monday"][0].log()  # error: AY110:9
        self.nested["here"]["ada"].log()  # error: AY110:9
        self.ordered["ada"].log()  # error: AY110:9
        with self.locks["door"]:  # error: AY109:14
            pass
        async with self.locks["door"]:
            pass
        self.queue.popleft().log()  # error: AY110:9
        for audit in self.given:
            audit.log()  # error: AY110:13
        self.told["monday"][0].log()


async def of_parameters(queue: Deque[Audit], ordered: Ordered[str, Audit], audits: Audits):
    queue[0].log()  # error: AY110:5
    ordered["ada"].log()  # error: AY110:5
    audits["ada"].log()  # error: AY110:5
    await queue[0].log()
