"""Where no overload seems to take the arguments, an `async def` is one in any case."""

from collections.abc import AsyncIterator
from typing import Protocol, overload

from sqlalchemy.ext.asyncio import AsyncSession


class Store(Protocol):
    @overload
    async def get(self, key: int) -> int: ...

    @overload
    async def get(self, key: str) -> str: ...

    @overload
    async def either(self, key: int) -> int: ...

    @overload
    def either(self, key: str) -> str: ...

    @overload
    async def items(self, key: int) -> AsyncIterator[int]: ...

    @overload
    async def items(self, key: str) -> AsyncIterator[str]: ...


async def use(store: Store, session: AsyncSession, statement):
    store.get(1)  # error: AY110:5
    store.get(1.5)  # error: AY110:5
    store.get(1.5)["key"]  # error: AY112:5
    session.execute("select 1")  # error: AY110:5
    session.execute("select 1").scalars()  # error: AY112:5
    session.execute(statement).scalars()  # error: AY112:5
    await store.get(1.5)
    await session.execute("select 1")
    store.either(1.5)
    store.either(1.5).name
    async for item in store.items(1.5):
        print(item)
