import pytest
from pytest import fixture


@pytest.fixture
async def session():  # error: AY503:1
    yield "session"


@pytest.fixture(scope="module")
async def engine():  # error: AY503:1
    return "engine"


@fixture()
async def client():  # error: AY503:1
    yield "client"


class TestSession:
    @pytest.fixture(autouse=True)
    async def prepared(self):  # error: AY503:5
        yield


# Nobody runs it: the test gets the coroutine, and awaits it rightly.
@pytest.fixture
async def prepared(connection):  # error: AY503:1
    return True


async def test_prepared(prepared):
    assert await prepared


# No word of trio, the library: 'triomph' is none, nor is a mark of another name.
@pytest.mark.triomph
def test_triomph(triomph):
    assert triomph


@pytest.fixture
async def triomph():  # error: AY503:1
    yield "triomph"
