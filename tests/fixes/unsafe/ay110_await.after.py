"""Fails or warns."""

done = []


async def save():
    done.append(1)
    return True


async def main():
    await save(); done.append(2)
    if await save():  # tested
        done.append(3)
    assert done == [1, 2, 1, 3]
