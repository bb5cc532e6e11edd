"""Counts the stock."""

import asyncio
from contextlib import aclosing

from ..database import SessionLocal, get_session, session_scope
from ..repositories import BookRepository
from .events import events


async def count_titles() -> int:
    async with session_scope() as session:
        return await BookRepository(session).count()


async def count_copies() -> int:
    async with SessionLocal() as session:
        copies = 0
        async for book in BookRepository(session).stream():
            copies += book.stock
        return copies


async def first_title() -> str | None:
    async with aclosing(get_session()) as sessions:
        async for session in sessions:
            books = await BookRepository(session).all()
            return books[0].title if books else None
    return None


async def report() -> str:
    titles, copies = await asyncio.gather(count_titles(), count_copies())
    events.emit(f"{titles} titles, {copies} copies")
    return f"{titles} titles, {copies} copies"
