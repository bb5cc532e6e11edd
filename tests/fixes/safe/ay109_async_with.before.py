"""Raises TypeError."""
import asyncio
from contextlib import nullcontext

lock = asyncio.Lock()


async def main():
    with lock:  # held
        assert lock.locked()
    with lock, nullcontext(1) as one:  # both
        # inside
        text = """a
    b"""
        assert lock.locked() and one == 1 and text == "a\n    b"
    assert not lock.locked()
