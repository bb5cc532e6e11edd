"""Raises TypeError."""
import time


def total():
    return 3


async def main():
    await time.sleep(0)
    assert await total() + 1 == 4
    assert (await total()).bit_length() == 2
