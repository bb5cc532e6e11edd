from unittest import TestCase

from pulsar.api import send


# The framework's own runner awaits what the tests of a plain TestCase give.
class Ping(TestCase):
    async def test_one(self):
        self.assertTrue(await send("echo", "ping"))
