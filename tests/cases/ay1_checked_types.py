"""Names that only a type checker sees, and descriptors of generic classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from asyncio import Queue
else:
    Queue = Any

M = TypeVar("M")


class Rows(Generic[M]):
    def __init__(self, model: type[M]) -> None:
        self.model = model

    async def get(self) -> M:
        return self.model()

    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


class Manager:
    def __get__(self, instance: object, owner: type[M]) -> Rows[M]:
        return Rows(owner)


class Book:
    objects = Manager()

    async def save(self):
        return self


async def use(queue: Queue[int]):
    queue.put(1)  # error: AY110:5
    book = await Book.objects.get()
    book.save()  # error: AY110:5
    Book.objects.get().save()  # error: AY112:5
    for _ in Book.objects:  # error: AY107:14
        pass
    await queue.put(1)
    await book.save()
