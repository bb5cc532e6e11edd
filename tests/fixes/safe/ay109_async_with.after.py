"""Raises TypeError."""
import asyncio
from contextlib import nullcontext

lock = asyncio.Lock()


async def main():
    async with lock:  # held
        assert lock.locked()
    async with lock:
        with nullcontext(1) as one:  # both
            # inside
            text = """a
    b"""
            assert lock.locked() and one == 1 and text == "a\n    b"
    assert not lock.locked()
