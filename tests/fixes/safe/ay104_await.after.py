"""Raises TypeError."""


class Connection:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return None


async def connect():
    return Connection()


async def main():
    async with await connect() as opened:
        assert isinstance(opened, Connection)
