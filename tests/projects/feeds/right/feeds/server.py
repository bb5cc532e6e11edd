"""Serves a feed, entry after entry."""

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

ENTRIES = ["one", "two", "three"]
LOCK = web.AppKey("lock", asyncio.Lock)


async def entries() -> AsyncIterator[str]:
    for entry in ENTRIES:
        await asyncio.sleep(0)
        yield entry


async def feed(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    async with request.app[LOCK]:
        async for entry in entries():
            await response.write(f"{entry}\n".encode())
    await response.write_eof()
    return response


async def add(request: web.Request) -> web.Response:
    ENTRIES.append((await request.json())["entry"])
    return web.json_response(len(ENTRIES))


async def lock(app: web.Application) -> AsyncIterator[None]:
    app[LOCK] = asyncio.Lock()
    yield


def make_app() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.append(lock)
    app.add_routes([web.get("/feed", feed), web.post("/feed", add)])
    return app
