"""The catalogue over HTTP."""

from fastapi import APIRouter, HTTPException

from ..dependencies import Catalog
from ..models import Book
from ..schemas import BookOut, NewBook

router = APIRouter(prefix="/books")


@router.post("", response_model=BookOut)
async def add(book: NewBook, catalog: Catalog) -> Book:
    return await catalog.add(book.title, book.stock)


@router.get("", response_model=list[BookOut])
async def everything(catalog: Catalog) -> list[Book]:
    return [book async for book in catalog.everything()]


@router.get("/titles")
async def titles(catalog: Catalog) -> list[str]:
    return sorted(await catalog.titles())


@router.get("/low", response_model=list[BookOut])
async def low(catalog: Catalog) -> list[Book]:
    return await catalog.running_out()


@router.get("/{book_id}", response_model=BookOut)
async def one(book_id: int, catalog: Catalog) -> Book:
    book = await catalog.get(book_id)
    if book is None:
        raise HTTPException(404)
    return book
