"""A nearer `conftest.py` comes first."""


async def test_deeper(service, client, make_service):
    service.load("a")  # error: AY110:5
    make_service()  # error: AY110:5
    client.get("a")
