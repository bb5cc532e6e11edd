import unittest

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bookshop.cli import fill
from bookshop.models import Book
from bookshop.repositories import BookRepository
from bookshop.services.catalog import CatalogService
from bookshop.services.protocols import MemoryShelf, merged
from bookshop.workers.mailing import announce_all, letters


@pytest.mark.asyncio
async def test_catalog(session: AsyncSession) -> None:
    catalog = CatalogService(BookRepository(session))
    book = await catalog.add("Persuasion", 9)
    assert catalog.get(book.id) == book  # error: AY110:12
    assert "Persuasion" in list(catalog.titles())  # error: AY108:33


@pytest.mark.asyncio
async def test_workers() -> None:
    assert fill(["Sanditon"])  # error: AY110:12


class Letters(unittest.TestCase):
    async def test_all_are_sent(self) -> None:  # error: AY504:5
        assert await announce_all(["a", "b"]) == [True, True]

    async def test_merged(self) -> None:  # error: AY504:5
        shelf = MemoryShelf([Book(title="Emma")])
        assert [book.title for book in shelf.books()] == ["Emma"]  # error: AY107:40
        assert await shelf.size() == 1
