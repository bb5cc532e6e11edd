"""A store of numbers, and an object that stands for what awaiting it gives."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class Entry(Generic[V]):
    """What awaiting a `Lookup` gives."""

    def __init__(self, value: V) -> None:
        self.value = value


class Lookup(Generic[V]):
    """Can be awaited and entered, as an HTTP client's request can."""

    def __init__(self, value: V) -> None:
        self._entry = Entry(value)

    async def _get(self) -> Entry[V]:
        return self._entry

    def __await__(self) -> Generator[Any, Any, Entry[V]]:
        return self._get().__await__()

    async def __aenter__(self) -> Entry[V]:
        return await self._get()

    async def __aexit__(self, *error: object) -> None:
        return None


class Cache:
    """Counts by name."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    async def __aenter__(self) -> Cache:
        return self

    async def __aexit__(self, *error: object) -> None:
        self._counts.clear()

    async def add(self, name: str) -> int:
        self._counts[name] = self._counts.get(name, 0) + 1
        return self._counts[name]

    async def has(self, name: str) -> bool:
        return name in self._counts

    def look(self, name: str) -> Lookup[int]:
        return Lookup(self._counts.get(name, 0))

    async def names(self) -> AsyncIterator[str]:
        for name in self._counts:
            yield name
