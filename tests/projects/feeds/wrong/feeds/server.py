"""Serves a feed, entry after entry."""

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

ENTRIES = ["one", "two", "three"]
LOCK = web.AppKey("lock", asyncio.Lock)


async def entries() -> AsyncIterator[str]:
    for entry in ENTRIES:
        asyncio.sleep(0)  # error: AY110:9
        yield entry


async def feed(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    response.prepare(request)  # error: AY110:5
    for entry in entries():  # error: AY107:18
        await response.write(f"{entry}\n".encode())
    await response.write_eof()
    return response


async def add(request: web.Request) -> web.Response:
    ENTRIES.append(request.json()["entry"])  # error: AY112:20
    return await web.json_response(len(ENTRIES))  # error: AY114:12


def make_app() -> web.Application:
    app = web.Application()
    app[LOCK] = asyncio.Lock()
    app.add_routes([web.get("/feed", feed), web.post("/feed", add)])
    return app
