from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from fastapi.testclient import TestClient
from sqlalchemy.ext.asyncio import AsyncSession

from bookshop.database import SessionLocal, create_tables
from bookshop.main import app


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest_asyncio.fixture
async def session() -> AsyncIterator[AsyncSession]:
    await create_tables()
    async with SessionLocal() as session:
        yield session
