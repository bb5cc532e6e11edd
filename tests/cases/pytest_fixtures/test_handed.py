"""A test's parameter without annotation is what the fixture of its name gives."""

import unittest
from unittest.mock import patch

import pytest
from shop import Client, Service, SyncClient


@pytest.fixture
def own(service):
    service.load("x")  # error: AY110:5
    return service


@pytest.fixture
def overridden():
    return SyncClient()


async def test_fixture_of_conftest(client, service):
    client.get("a")  # error: AY110:5
    found = service.load("a")
    assert found["key"] == "a"  # error: AY112:12
    assert [row for row in client.rows()] == []  # error: AY107:28
    await client.get("a")


@pytest.mark.asyncio
async def test_fixture_of_the_file(own):
    assert own.load("a") == {}  # error: AY110:12


async def test_factory(make_service):
    made = make_service()
    assert made.client  # error: AY112:12
    assert (await make_service()).client


@pytest.mark.parametrize("number", [1, 2])
async def test_parametrized_by_others(client, number):
    client.get(number)  # error: AY110:5


class TestInClasses:
    @pytest.fixture
    def own_client(self):
        return Client()

    @pytest.fixture
    def client(self, client):
        client.get("x")  # error: AY110:9
        return client

    async def test_method(self, own_client, client, service):
        own_client.get("a")  # error: AY110:9
        client.get("a")  # error: AY110:9
        service.load("a")  # error: AY110:9


# -- silent: another thing has that name, or none is known


def test_overridden_in_the_file(overridden, depends_on_overridden):
    overridden.get("a")
    depends_on_overridden.get("a")


@pytest.mark.parametrize("client", [SyncClient()])
def test_parametrized(client):
    client.get("a")


@pytest.mark.parametrize(("key", "service"), [("a", None)])
def test_parametrized_among_others(key, service):
    service.load(key)


NAMES = "client, key"


@pytest.mark.parametrize(NAMES, [(SyncClient(), 1)])
def test_parametrized_by_a_constant(client, key):
    client.get(key)


@pytest.mark.parametrize("client", [SyncClient()])
class TestParametrized:
    def test_one(self, client):
        client.get("a")


class TestSubstitute:
    @pytest.fixture
    def client(self):
        return SyncClient()

    def test_one(self, client):
        client.get("a")


class TestCaseOfUnittest(unittest.TestCase):
    def test_one(self, client=None):
        client.get("a")


@patch("shop.Client")
def test_patched(client):
    client.get("a")


def test_not_told(chosen, renamed, plain, nowhere, tmp_path):
    chosen.get("a")
    renamed.get("a")
    plain.get("a")
    nowhere.get("a")
    tmp_path.exists()


def helper(client):
    client.get("a")


def test_typed(client: SyncClient):
    client.get("a")


def test_has_a_default(client=None):
    client.get("a")


class TestKept:
    @pytest.fixture(autouse=True)
    def kept(self, client, chosen):
        self.client = client
        self.chosen = chosen

    def use_apart(self, client):
        self.helped = client

    async def test_kept(self):
        self.client.get("a")  # error: AY110:9
        self.chosen.get("a")
        self.helped.get("a")
        await self.client.get("a")


async def close():
    return None


def test_request(request):
    request.addfinalizer(close)  # error: AY118:26
    request.addfinalizer(lambda: None)
