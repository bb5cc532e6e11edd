import pytest
import pytest_asyncio
from cache import Cache
from limits import Limiter


@pytest_asyncio.fixture
async def cache():
    async with Cache() as opened:
        yield opened


@pytest.fixture
def limiter(cache):
    made = Limiter()
    made.use(cache, Cache(), Cache())
    return made


@pytest.fixture
def make_limiter(cache):
    async def make(limit):
        made = Limiter(limit)
        made.use(cache)
        return made

    return make
