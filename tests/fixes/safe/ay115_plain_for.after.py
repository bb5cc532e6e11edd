"""Raises TypeError."""


async def main():
    seen = []
    for number in range(2):  # all
        seen.append(number)
    assert seen == [number for number in [0, 1]]
