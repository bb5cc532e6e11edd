import pytest

pytestmark = pytest.mark.asyncio


async def test_counts(cache):
    cache.add("ann")  # error: AY110:5
    assert cache.add("ann") == 2  # error: AY110:12
    assert [name for name in cache.names()] == ["ann"]  # error: AY107:30


async def test_limits(limiter):
    assert limiter.is_new("ann")  # error: AY110:12
    allowed = limiter.may("ann")
    assert allowed is True  # error: AY110:12
    assert await limiter.left("ann") == 1


async def test_made(make_limiter):
    limiter = make_limiter(1)
    assert limiter.limit == 1  # error: AY112:12


async def test_spreads(limiter):
    with pytest.raises(AssertionError):
        limiter.spread("ann")  # error: AY110:9
