"""Assertions of unittest: they look at what they are given, and await nothing."""

import unittest
from inspect import isawaitable


class Counter:
    async def add(self, number=1) -> int:
        return number

    async def is_full(self) -> bool:
        return True


class CounterTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.counter = Counter()

    async def test_wrong(self):
        self.assertEqual(self.counter.add(), 1)  # error: AY110:26
        self.assertTrue(self.counter.is_full())  # error: AY110:25
        self.assertIn(self.counter.add(), [1, 2])  # error: AY110:23
        number = self.counter.add(2)
        self.assertGreater(number, 1)  # error: AY110:28
        self.assertIsNotNone(number)  # error: AY110:30

    async def test_right(self):
        self.assertEqual(await self.counter.add(), 1)
        coroutine = self.counter.add()
        self.assertTrue(isawaitable(coroutine))
        self.assertIsNotNone(coroutine)
        self.assertEqual(await coroutine, 1)

    async def test_asks_for_the_coroutine(self):
        given = self.counter.add()
        self.assertIsInstance(given, object)
        given.close()
        self.assertRaises(ValueError, self.counter.add)  # error: AY118:39


class Own:
    def assertEqual(self, one, other):
        self.waiting = one

    def go(self, counter: Counter):
        self.assertEqual(counter.add(), 1)
