"""Counts the stock."""

import asyncio

from ..database import get_session, open_session, session_scope
from ..repositories import BookRepository
from .events import events


async def count_titles() -> int:
    session = await session_scope()  # error: AY105:15
    return await BookRepository(session).count()


async def count_copies() -> int:
    async with get_session() as session:  # error: AY103:16
        copies = 0
        async for book in BookRepository(session).stream():
            copies += book.stock
        return copies


async def first_title() -> str | None:
    session = await anext(get_session())  # error: AY311:21
    books = await BookRepository(session).all()
    return books[0].title if books else None


async def last_title() -> str | None:
    async for session in session_scope():  # error: AY106:26
        books = await BookRepository(session).all()
        return books[-1].title if books else None


async def any_title() -> str | None:
    async with open_session() as session:  # error: AY104:16
        books = await BookRepository(session).all()
    async for other in get_session():
        more = await BookRepository(other).all()
        return (books + more)[0].title  # error: AY307:9
    return None


async def report() -> str:
    titles, copies = await asyncio.gather(count_titles(), count_copies())
    async for event in events:
        print(event)
    for event in events:  # error: AY107:18
        print(event)
    return f"{titles} titles, {copies} copies"
