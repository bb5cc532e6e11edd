class Client:
    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *error): ...

    async def get(self, key):
        return {"key": key}

    async def rows(self):
        yield 1


class SyncClient:
    def get(self, key):
        return {"key": key}


class Service:
    def __init__(self, client: Client) -> None:
        self.client = client

    async def load(self, key) -> dict:
        return await self.client.get(key)
