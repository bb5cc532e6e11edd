from __future__ import annotations

from database import fetch


# Python refuses an `await` right in an annotation, although it only keeps the text.
async def annotated(value: await fetch()) -> list[await fetch()]:  # error: AY203:28, AY203:51
    local: await fetch() = value  # error: AY203:12
    return local


# What has a scope of its own there is neither compiled nor checked.
async def kept(a: [await fetch(x) for x in "ab"], b: lambda: await fetch()) -> (lambda: await b):
    c: {x async for x in fetch()} = a
    d: (lambda x=await fetch(): x) = b  # error: AY203:18
    e: [x for x in await fetch()] = b  # error: AY203:20
    return c, d, e


module_variable: [x async for x in fetch()] = 1
