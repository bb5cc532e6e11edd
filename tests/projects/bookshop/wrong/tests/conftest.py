from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.ext.asyncio import AsyncSession

from bookshop.database import SessionLocal
from bookshop.main import app


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
async def session() -> AsyncIterator[AsyncSession]:  # error: AY503:1
    async with SessionLocal() as session:
        yield session
