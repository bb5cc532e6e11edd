import pytest
import pytest_asyncio
from somewhere import fixture, wrap


# pytest-asyncio's own.
@pytest_asyncio.fixture
async def session():
    yield "session"


@pytest_asyncio.fixture(scope="module")
async def engine():
    return "engine"


# Nothing async about it.
@pytest.fixture
def client():
    yield "client"


# Another library's, or not known.
@fixture
async def other():
    yield "other"


@pytest.fixture
@wrap
async def wrapped():
    yield "wrapped"


async def helper():
    yield "no fixture"
