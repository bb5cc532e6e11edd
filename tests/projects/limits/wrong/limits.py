"""A limiter over several caches."""

import asyncio
from typing import Optional

from cache import Cache


class Limiter:
    """Says whether a user may go on."""

    def __init__(self, limit: int = 2) -> None:
        self.limit = limit
        self.cache: Optional[Cache] = None
        self.others: list[Cache] = []

    def use(self, cache, *others) -> None:
        self.cache = cache
        self.others = list(others)

    async def may(self, user: str) -> bool:
        assert self.cache is not None
        count = self.cache.add(user)
        return count <= self.limit  # error: AY110:16

    async def is_new(self, user: str) -> bool:
        assert self.cache is not None
        seen = self.cache.has(user)
        if not seen:  # error: AY110:16
            return True
        return False

    async def left(self, user: str) -> int:
        assert self.cache is not None
        return self.limit - self.cache.look(user).value  # error: AY112:29

    async def spread(self, user: str) -> int:
        total = 0
        for number, other in enumerate(self.others):
            total += other.add(f"{user}{number}")  # error: AY110:22
        entries = await asyncio.gather(*[other.look(user) for other in self.others])
        for other, entry in zip(self.others, entries):
            other.add(user)  # error: AY110:13
            total += entry.value
        return total
