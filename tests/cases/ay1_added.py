"""Items that a function adds to its own collection: known where every use of it is seen."""

import asyncio
from collections import deque


async def fetch(url="") -> dict:
    return {"id": url}


async def pages():
    yield 1


def plain(url):
    return {"id": url}


async def appended(urls):
    results = []
    for url in urls:
        results.append(fetch(url))
    for result in results:
        print(result["id"])  # error: AY112:15
    names = [result["id"] for result in results]  # error: AY112:14
    return results[0]["id"], names  # error: AY112:12


async def stored(urls):
    results: dict[str, dict] = {}
    for url in urls:
        results[url] = fetch(url)
    for url, result in results.items():
        print(url, result["id"])  # error: AY112:20
    return {"all": results, "first": results["a"]["id"]}  # error: AY112:38


async def extended(urls):
    waiting = deque()
    waiting.extend(fetch(url) for url in urls)
    while waiting:
        result = waiting.popleft()
        print(result["id"])  # error: AY112:15


async def in_a_comprehension(urls):
    results = set()
    [results.add(fetch(url)) for url in urls]
    return [result["id"] for result in results]  # error: AY112:13


async def beside_others(urls):
    results = [fetch()]
    for url in urls:
        results.insert(0, fetch(url))
    print(len(results), list(results), results[0]["id"])  # error: AY112:40
    await asyncio.gather(*results)


async def generators():
    found = []
    found.append(pages())
    for page in found:
        for row in page:  # error: AY107:20
            print(row)


async def unpacked(urls):
    results = {url: fetch(url) for url in urls}
    first, *rest = results.values()
    print(first["id"], rest)  # error: AY112:11


# silent: what is awaited before it is added, or after it was taken out


async def awaited(urls):
    results = []
    for url in urls:
        results.append(await fetch(url))
    return results[0]["id"]


async def gathered(urls):
    results = []
    for url in urls:
        results.append(fetch(url))
    results = await asyncio.gather(*results)
    return results[0]["id"]


async def replaced(urls):
    results = []
    for url in urls:
        results.append(fetch(url))
    for number, result in enumerate(results):
        results[number] = await result
    return results[0]["id"]


# silent: something else is added as well


async def mixed(urls):
    results = []
    for url in urls:
        results.append(fetch(url) if url else plain(url))
    return results[0]["id"]


async def now_and_then(urls):
    results = []
    results.append(fetch())
    results.clear()
    results.append(plain(1))
    return results[0]["id"]


# silent: who knows what is added elsewhere


async def handed_on(urls, sink):
    results = []
    for url in urls:
        results.append(fetch(url))
    sink(results)
    return results[0]["id"]


async def under_another_name():
    results = [fetch()]
    others = results
    others[0] = plain(1)
    return results[0]["id"]


async def by_an_inner_function():
    results = []

    def add(item):
        results.insert(0, item)

    results.append(fetch())
    add(plain(1))
    return results[0]["id"]


async def by_a_method():
    results = []
    add = results.append
    results.append(fetch())
    add(plain(1))
    return results[-1]["id"]


async def of_somebody(source):
    results = []
    if source:
        results = source.load()
    results.append(fetch())
    return results[0]["id"]


async def swapped():
    results = []
    results.append(fetch())
    results, others = [plain(1)], results
    return results[0]["id"]


async def in_a_slice(urls):
    results = []
    results.append(fetch())
    results[:] = [await result for result in results]
    return results[0]["id"]


async def in_steps(urls):
    results = []
    results.append(fetch())
    results += [plain(1)]
    return results[-1]["id"]
