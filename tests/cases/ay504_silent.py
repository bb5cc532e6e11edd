import asyncio
import unittest
from unittest import IsolatedAsyncioTestCase, TestCase

from django.test import TestCase as DjangoTestCase
from somewhere import Base, Meta, async_test, rebuilt


class Isolated(unittest.IsolatedAsyncioTestCase):
    async def test_one(self):
        self.assertTrue(True)


class Imported(IsolatedAsyncioTestCase):
    async def test_one(self):
        self.assertTrue(True)


class Both(TestCase, IsolatedAsyncioTestCase):
    async def test_one(self):
        self.assertTrue(True)


# Django runs coroutines.
class Django(DjangoTestCase):
    async def test_one(self):
        self.assertTrue(True)


# Bases that are not known may run them.
class Unknown(Base):
    async def test_one(self):
        self.assertTrue(True)


class PartlyUnknown(Base, TestCase):
    async def test_one(self):
        self.assertTrue(True)


class OfMeta(TestCase, metaclass=Meta):
    async def test_one(self):
        self.assertTrue(True)


@rebuilt
class Rebuilt(TestCase):
    async def test_one(self):
        self.assertTrue(True)


# A decorator may run them.
class Decorated(TestCase):
    @async_test
    async def test_one(self):
        self.assertTrue(True)


# The class runs them itself.
class Runs(TestCase):
    def _callTestMethod(self, method):
        print(method)

    async def test_one(self):
        self.assertTrue(True)


class Heir(Runs):
    async def test_two(self):
        self.assertTrue(True)


class Prepares(TestCase):
    def __init__(self, name):
        super().__init__(name)

    async def test_one(self):
        self.assertTrue(True)


# No test case, and no test of one.
class Plain:
    async def test_one(self):
        print("pytest-asyncio's")


class Holder(TestCase):
    def test_sync(self):
        async def test_inner():
            return 1

        self.assertIsNotNone(test_inner)


async def test_function():
    print("not a method")


def run_in_loop(test):
    def run(*args):
        asyncio.run(test(*args))

    return run


# What runs the coroutine takes the place of each test.
class Suite(TestCase):
    @classmethod
    def setUpClass(cls):
        for key, value in list(cls.__dict__.items()):
            if key.startswith("test") and asyncio.iscoroutinefunction(value):
                setattr(cls, key, run_in_loop(value))


class OfSuite(Suite):
    async def test_one(self):
        self.assertTrue(True)
