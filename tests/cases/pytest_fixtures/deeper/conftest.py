import pytest
from shop import SyncClient


@pytest.fixture
def service(service):
    return service


@pytest.fixture
def client():
    return SyncClient()
