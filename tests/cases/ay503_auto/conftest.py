import pytest


# The configuration beside this file turns pytest-asyncio's auto mode on.
@pytest.fixture
async def session():
    yield "session"
