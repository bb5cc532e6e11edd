"""Fails or warns."""
import io
import unittest

ran = []


class Test(unittest.TestCase):  # async
    async def test_it(self):
        ran.append(1)


async def main():
    import asyncio

    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Test)
    runner = unittest.TextTestRunner(io.StringIO())
    result = await asyncio.to_thread(runner.run, suite)
    assert result.wasSuccessful()
    assert ran == [1]
