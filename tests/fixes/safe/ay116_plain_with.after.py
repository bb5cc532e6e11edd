"""Raises TypeError."""
import asyncio
import threading


async def main():
    lock = asyncio.Lock()
    with threading.Lock() as held:
        assert held
    async with lock:
        with threading.Lock() as held:
            assert held and lock.locked()
