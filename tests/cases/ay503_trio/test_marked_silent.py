import pytest


# The 'conftest.py' marks every test for pytest-trio.
@pytest.fixture
async def session():
    yield "session"
