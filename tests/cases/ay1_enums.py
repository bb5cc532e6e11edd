"""Members of enumerations are instances of their class, whatever value they are given."""

import enum


class Job:
    async def go(self):
        return 1


class Gate(enum.Enum):
    LEFT = 1
    RIGHT = "right"
    BACK = enum.auto()
    LIMIT = enum.nonmember(3)
    job: Job

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        pass

    def __await__(self):
        yield

    async def open(self):
        self.BACK.open()  # error: AY110:9

    @property
    def watcher(self):
        return Job()

    @classmethod
    def first(cls):
        return cls.LEFT

    @staticmethod
    async def count():
        return 3


class Level(str, enum.Enum):
    LOW = "low"

    async def load(self):
        return 1


class ByName(enum.EnumMeta):
    def __getitem__(cls, name):
        return Job()

    def __iter__(cls):
        return iter([Job()])


class Odd(enum.Enum, metaclass=ByName):
    ONE = 1

    async def open(self):
        return 1


async def members(level: Level):
    async with Gate.LEFT as gate:
        gate.open()  # error: AY110:9
    await Gate.LEFT
    await Gate.RIGHT
    await Gate.BACK
    await Gate.LIMIT
    Gate.RIGHT.open()  # error: AY110:5
    Gate("right").open()  # error: AY110:5
    Gate["LEFT"].open()  # error: AY110:5
    Gate.first().open()  # error: AY110:5
    Gate.count()  # error: AY110:5
    Gate.LEFT.watcher.go()  # error: AY110:5
    for gate in Gate:
        gate.open()  # error: AY110:9
    with Gate.LEFT:  # error: AY109:10
        pass
    async for gate in Gate.LEFT:  # error: AY102:23
        pass
    await Level.LOW  # error: AY114:5
    Level.LOW.load().real  # error: AY112:5
    Level.LOW.upper()
    await Level.LOW.value
    level.load()  # error: AY110:5
    await level.load()


async def by_another_metaclass():
    Odd["ONE"].go()
    Odd.ONE.open()  # error: AY110:5
    for job in Odd:
        job.go()
