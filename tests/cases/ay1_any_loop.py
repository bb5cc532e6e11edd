"""`run_until_complete` is a method of event loops alone: the loop itself need not be known."""

import unittest

from somewhere import get_loop


class Connection:
    async def close(self):
        pass

    async def rows(self):
        yield 1


async def connect():
    return Connection()


async def agen():
    yield 1


def by_parameter(loop):
    loop.run_until_complete(agen())  # error: AY101:29
    loop.run_until_complete(connect)  # error: AY117:29
    connection = loop.run_until_complete(connect())
    connection.close()  # error: AY110:5
    loop.run_until_complete(connection.close())
    loop.run_until_complete(connection.rows())  # error: AY101:29


class Case(unittest.TestCase):
    def setUp(self):
        self.loop = get_loop()
        self.connection = self.loop.run_until_complete(connect())

    def tearDown(self):
        self.connection.close()  # error: AY110:9
        self.loop.run_until_complete(self.connection.close())


# What others call by these names is theirs.
def silent(loop, runner, unknown):
    loop.run_until_complete(unknown)
    loop.run(agen())
    runner.run_until_done(agen())
    loop.create(connect)


class Runner:
    def run_until_complete(self, work):
        self.work = work


def own(runner: Runner):
    runner.run_until_complete(agen())
    Runner().run_until_complete(connect)
