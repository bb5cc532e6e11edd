import pytest

pytestmark = pytest.mark.asyncio


async def test_counts(cache):
    await cache.add("ann")
    assert await cache.add("ann") == 2
    assert [name async for name in cache.names()] == ["ann"]


async def test_limits(limiter):
    assert await limiter.is_new("ann")
    allowed = await limiter.may("ann")
    assert allowed is True
    assert await limiter.left("ann") == 1


async def test_made(make_limiter):
    limiter = await make_limiter(1)
    assert limiter.limit == 1


async def test_spreads(limiter):
    with pytest.raises(AssertionError):
        assert not await limiter.spread("ann")
