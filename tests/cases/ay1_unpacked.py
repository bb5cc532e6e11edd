"""Names that are given one of several coroutines by unpacking a collection with a name."""

import asyncio


async def job(number):
    return number


async def wrong():
    jobs = [job(number) for number in range(3)]
    first, *rest = jobs
    print(first.real)  # error: AY112:11
    print(first + 1)  # error: AY110:11
    for other in rest:
        print(other.real)  # error: AY112:15
    pair = (job(1), job(2))
    left, right = pair
    return left.real, right[0]  # error: AY112:12, AY112:23


async def right():
    jobs = [job(number) for number in range(3)]
    first, *rest = jobs
    print((await first).real, await asyncio.gather(*rest))
    results = await asyncio.gather(*jobs)
    one, two, three = results
    return one.real + two + three


# What the collection was given since is not known.
async def grown(others):
    jobs = [job(1)]
    jobs.extend(others)
    first, second = jobs
    return second.real
