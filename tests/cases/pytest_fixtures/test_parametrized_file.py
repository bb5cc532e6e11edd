"""A mark of the whole file may give the parameter."""

import pytest
from shop import SyncClient

pytestmark = [pytest.mark.parametrize("client", [SyncClient()])]


def test_one(client, service):
    client.get("a")
    service.load("a")  # error: AY110:5
