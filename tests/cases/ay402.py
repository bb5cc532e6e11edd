import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from typing import Optional

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

Numbers = AsyncIterator[int]
engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine, class_=AsyncSession)


class Session: ...


def plain() -> int:
    return 1


async def a_list() -> AsyncIterator[int]:  # error: AY402:23
    return [1, 2]


async def nothing() -> AsyncGenerator[int, None]:  # error: AY402:24
    await asyncio.sleep(1)


async def nothing_but_return(flag: bool) -> AsyncIterable[int]:  # error: AY402:45
    if flag:
        return
    print(flag)


async def the_resource() -> AsyncGenerator[AsyncSession, None]:  # error: AY402:29
    session = SessionLocal()
    return session


async def own_class() -> AsyncIterator[Session]:  # error: AY402:26
    return Session()


async def in_a_string() -> "AsyncIterator[int]":  # error: AY402:28
    return (1, 2)


async def alias() -> Numbers:  # error: AY402:22
    return {1: 2}


async def optional() -> Optional[Numbers]:
    return None


async def every_branch(flag: bool) -> AsyncIterator[int]:  # error: AY402:39
    if flag:
        return [1]
    return None


async def by_call() -> AsyncIterator[int]:  # error: AY402:24
    return [plain()]


async def conditional(flag: bool) -> AsyncIterator[int]:  # error: AY402:38
    return [1] if flag else None


async def coroutine_handed_on() -> AsyncIterator[int]:  # error: AY402:36
    return a_list()


async def function_itself() -> AsyncIterator[int]:  # error: AY402:32
    async def inner():
        yield 1

    return inner


class Repository:
    async def rows(self) -> AsyncIterator[int]:  # error: AY402:29
        return [1]

    @staticmethod
    async def made() -> AsyncIterator[int]:  # error: AY402:25
        return "12"


async def page(number: int) -> list[int]:
    return [number]


async def page_by_page() -> AsyncIterator[int]:  # error: AY402:29
    return await page(1)


async def kept_page() -> AsyncIterator[int]:  # error: AY402:26
    found = await page(1)
    return found
