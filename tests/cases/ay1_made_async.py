"""A decorator of a library that makes an `async` function of a plain one: its body says nothing."""

from asgiref.sync import async_to_sync, sync_to_async


@sync_to_async
def load(name) -> list[int]:
    return [1]


@async_to_sync
async def total(name) -> int:
    return 1


async def wrong():
    for number in load("a"):  # error: AY108:19
        print(number)
    first, *rest = load("a")  # error: AY108:20
    print(first, rest, load("a")[0])  # error: AY112:24


async def right():
    for number in await load("a"):
        print(number)


def plain():
    print(total("a") + 1)
