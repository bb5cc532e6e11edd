"""A method that another module has replaced, or that a library's method is made of."""

from concurrent.futures import ThreadPoolExecutor

from utils import AsyncSession, LoudSession, Pool, async_requests, get_page


async def test_replaced():
    await async_requests.get("http://localhost")
    await get_page("/")
    executor = async_requests.executor
    answer = await executor.submit(print)
    assert answer


async def test_made_otherwise():
    session = AsyncSession()
    await session.get("http://localhost")


async def test_what_was_made_otherwise_gave():
    # `submit` is the library's, and may be made of what the class has put in the place of its own.
    await Pool().submit(print).cancel()
    future = Pool().submit(print)
    await future.cancel()


async def test_plain():
    await LoudSession().get("http://localhost")  # error: AY114:5
    await ThreadPoolExecutor().submit(print)  # error: AY114:5
    await ThreadPoolExecutor().submit(print).cancel()  # error: AY114:5
