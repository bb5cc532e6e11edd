import pytest

import trio


# pytest-trio runs the async fixtures of the tests that bear its mark.
@pytest.fixture
async def session():
    await trio.lowlevel.checkpoint()
    yield "session"


@pytest.mark.trio
async def test_session(session):
    assert session == "session"
