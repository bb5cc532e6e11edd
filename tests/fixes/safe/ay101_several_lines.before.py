"""Raises TypeError."""


async def pages(first, *, size):
    yield first, size


async def main():
    for number, size in (
        await pages(
            1,  # first
            size=2,
        )
    ):
        assert (number, size) == (1, 2)
