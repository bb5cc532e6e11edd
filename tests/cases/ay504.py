import abc
import unittest
from unittest import TestCase, mock
from unittest.case import TestCase as Case
from unittest.mock import patch

import pytest


class Direct(unittest.TestCase):
    async def test_one(self):  # error: AY504:5
        self.assertTrue(True)

    # unittest looks for the prefix `test` alone.
    async def testTwo(self):  # error: AY504:5
        self.assertTrue(True)

    def test_sync(self):
        self.assertTrue(True)

    async def helper(self):
        self.assertTrue(True)


class Imported(TestCase):
    async def test_one(self):  # error: AY504:5
        yield 1


class Renamed(Case):
    async def test_one(self):  # error: AY504:5
        self.assertTrue(True)


class Base(TestCase):
    def setUp(self):
        self.number = 1


class Chain(Base):
    async def test_one(self):  # error: AY504:5
        self.assertEqual(self.number, 1)


class Mixin:
    async def test_mixin(self):
        print("who knows what it is mixed into")


class Mixed(Mixin, Base, abc.ABC):
    async def test_one(self):  # error: AY504:5
        self.assertTrue(True)


# These decorators make no difference: the test passes without running.
class Decorated(TestCase):
    @mock.patch("os.getcwd")
    async def test_patched(self, getcwd):  # error: AY504:5
        self.fail()

    @patch.object(Base, "number", 2)
    @unittest.skipIf(False, "never")
    async def test_patched_object(self, number):  # error: AY504:5
        self.fail()

    @pytest.mark.asyncio
    async def test_marked(self):  # error: AY504:5
        self.fail()


@pytest.mark.asyncio
class Marked(TestCase):
    async def test_one(self):  # error: AY504:5
        self.fail()


class Prepared(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        setattr(cls, "url", "here")

    def setUp(self):
        for name in ("one", "two"):
            setattr(settings, name, 1)

    async def test_one(self):  # error: AY504:5
        self.assertTrue(self.url)


# The test is looked up before its 'setUp' runs.
class PreparedTooLate(unittest.TestCase):
    def setUp(self):
        name = self._testMethodName
        setattr(type(self), name, mock.Mock())

    async def test_one(self):  # error: AY504:5
        self.fail()
