"""A coroutine given to a function of the standard library that only looks at it."""

import json
import logging
import math

log = logging.getLogger(__name__)


async def read(key):
    return "1"


async def direct(key):
    json.loads(read(key))  # error: AY110:16
    json.loads(await read(key))
    log.info("got %s", read(key))  # error: AY110:24
    logging.warning("got %s", read(key))  # error: AY110:31
    return math.floor(read(key))  # error: AY110:23


async def by_name(key):
    raw = read(key)
    if raw:  # error: AY110:8
        return json.loads(raw)  # error: AY110:27
    return None


async def awaited_later(key):
    raw = read(key)
    log.debug("reading %s", raw)
    return await raw


def of_another(json, key):
    return json.loads(read(key))  # a parameter, of which nothing is known
