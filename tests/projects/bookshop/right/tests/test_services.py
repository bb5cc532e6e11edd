import unittest

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bookshop.cli import fill
from bookshop.models import Book
from bookshop.repositories import BookRepository
from bookshop.services.catalog import CatalogService
from bookshop.services.protocols import MemoryShelf, merged
from bookshop.workers.mailing import announce_all, letters
from bookshop.workers.stock import first_title, report


@pytest.mark.asyncio
async def test_catalog(session: AsyncSession) -> None:
    catalog = CatalogService(BookRepository(session))
    book = await catalog.add("Persuasion", 9)
    assert await catalog.get(book.id) is book
    assert "Persuasion" in await catalog.titles()


@pytest.mark.asyncio
async def test_workers(capsys: pytest.CaptureFixture[str]) -> None:
    assert await fill(["Sanditon"]) == 1
    assert "titles" in await report()
    assert await first_title() is not None


class Letters(unittest.IsolatedAsyncioTestCase):
    async def test_all_are_sent(self) -> None:
        assert await announce_all(["a", "b"]) == [True, True]

    async def test_merged(self) -> None:
        shelf = MemoryShelf([Book(title="Emma")])
        assert [book.title async for book in merged(shelf, shelf)] == ["Emma", "Emma"]
        assert await shelf.size() == 1
