import pytest
import pytest_asyncio

from shop import Client, Service, SyncClient


@pytest_asyncio.fixture
async def client():
    async with Client() as opened:
        yield opened


@pytest.fixture
def service(client):
    return Service(client)


@pytest.fixture(scope="session")
def make_service():
    async def make(number=1):
        return Service(Client())

    return make


@pytest.fixture(params=["a", "b"])
def chosen(request):
    return request.param


@pytest.fixture(name="renamed")
def client_by_another_name():
    return Client()


@pytest.fixture
def overridden():
    return Client()


@pytest.fixture
def depends_on_overridden(overridden):
    return overridden


def plain():
    return Client()
