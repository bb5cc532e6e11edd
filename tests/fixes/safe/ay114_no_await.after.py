"""Raises TypeError."""
import time


def total():
    return 3


async def main():
    time.sleep(0)
    assert total() + 1 == 4
    assert total().bit_length() == 2
