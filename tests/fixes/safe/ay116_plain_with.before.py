"""Raises TypeError."""
import asyncio
import threading


async def main():
    lock = asyncio.Lock()
    async with threading.Lock() as held:
        assert held
    async with (
        lock,
        threading.Lock() as held,
    ):
        assert held and lock.locked()
