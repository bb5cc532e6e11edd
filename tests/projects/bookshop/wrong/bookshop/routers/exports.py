"""The catalogue as a file, line after line."""

from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from .. import session_scope
from ..repositories import BookRepository

router = APIRouter(prefix="/exports")


async def lines() -> AsyncIterator[str]:
    yield "title,stock\n"
    with session_scope() as session:  # error: AY109:10
        async for book in BookRepository(session).stream():
            yield f"{book.title},{book.stock}\n"


@router.get("/books.csv")
async def books_csv() -> StreamingResponse:
    return StreamingResponse(lines(), media_type="text/csv")


@router.get("/books.txt")
async def books_txt() -> StreamingResponse:
    text = "".join(line for line in lines())  # error: AY107:37
    async with open("books.txt", "w") as file:  # error: AY116:16
        file.write(text)
    return StreamingResponse(await lines())  # error: AY101:30
