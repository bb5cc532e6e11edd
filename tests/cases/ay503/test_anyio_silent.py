import pytest

# anyio's plugin runs async fixtures for the tests that carry its mark.
pytestmark = pytest.mark.anyio


@pytest.fixture
async def session():
    yield "session"
