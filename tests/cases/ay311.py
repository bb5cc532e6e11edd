"""A generator that nobody keeps is asked for its first item."""

import httpx


async def get_client():
    async with httpx.AsyncClient() as client:
        yield client


async def get_file(path):
    file = await open_file(path)
    try:
        yield file
    finally:
        await file.close()


async def by_anext():
    client = await anext(get_client())  # error: AY311:20
    return await client.get("/")


async def by_method():
    client = await get_client().__anext__()  # error: AY311:20
    return await client.get("/")


async def by_asend():
    file = await get_file("x").asend(None)  # error: AY311:18
    return await file.read()


async def with_default():
    return await anext(get_client(), None)  # error: AY311:18


# Something made of what is closed.
async def repositories():
    async with AsyncClient() as client:
        repository = Repository(client)
        yield repository


async def repository():
    found = await anext(repositories())  # error: AY311:19
    return await found.all()
