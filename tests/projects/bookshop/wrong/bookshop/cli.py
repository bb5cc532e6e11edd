"""Fills the shop from the command line."""

import asyncio
import sys

from bookshop import session_scope
from bookshop.repositories import BookRepository
from bookshop.services.catalog import CatalogService
from bookshop.workers import mailing, scheduler


async def fill(titles: list[str]) -> int:
    async with session_scope() as session:
        catalog = CatalogService(BookRepository(session))
        for title in titles:
            await catalog.add(title, 1)
        await catalog.everything()  # error: AY101:9
    mailing.announce("new books")  # error: AY110:5
    await scheduler.run()
    return len(titles)


def main() -> None:
    print(asyncio.run(fill))  # error: AY117:23


if __name__ == "__main__":
    main()
