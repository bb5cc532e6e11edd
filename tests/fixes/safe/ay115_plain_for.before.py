"""Raises TypeError."""


async def main():
    seen = []
    async for number in range(2):  # all
        seen.append(number)
    assert seen == [number async for number in [0, 1]]
