"""The catalogue as a file, line after line."""

from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from .. import session_scope
from ..repositories import BookRepository

router = APIRouter(prefix="/exports")


async def lines() -> AsyncIterator[str]:
    yield "title,stock\n"
    async with session_scope() as session:
        async for book in BookRepository(session).stream():
            yield f"{book.title},{book.stock}\n"


@router.get("/books.csv")
async def books_csv() -> StreamingResponse:
    return StreamingResponse(lines(), media_type="text/csv")
