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
    return await catalog.everything()  # error: AY101:12


@router.get("/titles")
async def titles(catalog: Catalog) -> list[str]:
    return sorted(catalog.titles())  # error: AY108:19


@router.get("/low", response_model=list[BookOut])
async def low(catalog: Catalog) -> list[Book]:
    return [book async for book in catalog.running_out()]  # error: AY102:36


@router.get("/{book_id}", response_model=BookOut)
async def one(book_id: int, catalog: Catalog) -> Book:
    title = catalog.get(book_id).title  # error: AY112:13
    if title is None:
        raise HTTPException(404)
    return await catalog.get(book_id)
