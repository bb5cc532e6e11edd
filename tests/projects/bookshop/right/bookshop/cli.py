"""Fills the shop from the command line."""

import asyncio
import sys

from bookshop import session_scope
from bookshop.database import create_tables
from bookshop.repositories import BookRepository
from bookshop.services.catalog import CatalogService
from bookshop.workers import mailing, scheduler


async def fill(titles: list[str]) -> int:
    await create_tables()
    async with session_scope() as session:
        catalog = CatalogService(BookRepository(session))
        for title in titles:
            await catalog.add(title, 1)
    await mailing.announce("new books")
    await scheduler.run()
    return len(titles)


def main() -> None:
    print(asyncio.run(fill(sys.argv[1:])))


if __name__ == "__main__":
    main()
