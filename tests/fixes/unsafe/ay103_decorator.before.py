"""Raises TypeError."""


async def session():
    yield "session"


async def main():
    async with session() as opened:
        assert opened == "session"
