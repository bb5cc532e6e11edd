"""Context managers' functions that yield once on each path, as far as anybody can tell."""

import sys
from contextlib import asynccontextmanager
from typing import Protocol

import pytest


@asynccontextmanager
async def branches(flag, lock):
    if flag:
        async with lock:
            yield 1
    else:
        yield 2


@asynccontextmanager
async def early(flag):
    if flag:
        yield 1
        return
    yield 2


# The conditions exclude each other.
@asynccontextmanager
async def repeated_condition(flag):
    if flag:
        yield 1
    print("between")
    if not flag:
        yield 2


@asynccontextmanager
async def none_or_not(lock):
    if lock is None:
        yield
    if lock is not None:
        async with lock:
            yield


@asynccontextmanager
async def remembered(flag, make):
    conn = make() if flag else None
    try:
        yield conn
    finally:
        if conn is not None:
            await conn.close()


# The loop over another generator goes round once, or nobody knows.
@asynccontextmanager
async def session_scope(Database):
    async for session in Database.get_session():
        yield session


@asynccontextmanager
async def sync_source(get_session):
    for session in get_session():
        yield session


# Left after the `yield`.
@asynccontextmanager
async def tries(make):
    for attempt in range(3):
        try:
            conn = await make()
        except ConnectionError:
            continue
        async with conn:
            yield conn
        return
    raise ConnectionError


@asynccontextmanager
async def until(make):
    while True:
        conn = await make()
        if conn:
            yield conn
            break


# A path that raises.
@asynccontextmanager
async def raises(flag):
    if flag:
        yield 1
    else:
        raise ValueError


@asynccontextmanager
async def skips(flag):
    if not flag:
        pytest.skip("no database")
    elif flag == 2:
        sys.exit(1)
    else:
        yield 1


@asynccontextmanager
async def gives_up(connect):
    try:
        conn = await connect()
    except ConnectionError as error:
        raise RuntimeError from error
    yield conn


# Both ways of connecting.
@asynccontextmanager
async def falls_back(connect):
    try:
        conn = await connect()
    except ConnectionError:
        yield None
    else:
        yield conn


# All the kinds there are.
@asynccontextmanager
async def kinds(kind):
    match kind:
        case "a":
            yield 1
        case "b":
            yield 2


@asynccontextmanager
async def chain(kind):
    if kind == "a":
        yield 1
    elif kind == "b":
        yield 2


# Stubs.
class Opens(Protocol):
    @asynccontextmanager
    async def open(self): ...


class Base:
    @asynccontextmanager
    async def open(self):
        raise NotImplementedError


# No context managers.
async def numbers():
    yield 1
    yield 2


async def maybe(flag):
    if flag:
        yield 1


@provider
async def provided():
    yield 1
    yield 2


@asynccontextmanager
async def inner():
    async def gen():
        yield 1
        yield 2

    yield gen


# Where neither is given it raises, so one of the two branches is taken.
@asynccontextmanager
async def one_of_two(session=None, config=None):
    if not config and not session:
        raise ValueError("give one of them")
    if session:
        yield session
    elif config:
        async with config.get_session() as made:
            yield made


@asynccontextmanager
async def either_of_two(session=None, config=None):
    if not (config or session):
        raise ValueError("give one of them")
    if session is not None:
        yield session
    if config and not session:
        yield config


# The path without a yield sets the flag that makes it raise.
@asynccontextmanager
async def send_context(protocol):
    raise_error = False
    if protocol.is_open:
        try:
            yield
        except OSError:
            raise_error = True
    else:
        raise_error = True
    if raise_error:
        raise ConnectionError


# A flag that is set before or after the `yield` ends the loop.
@asynccontextmanager
async def until_given(nodes):
    given = False
    while not given:
        async with nodes.stream() as stream:
            yield stream
            given = True


@asynccontextmanager
async def while_wanted(nodes, wanted=True):
    while wanted:
        wanted = False
        yield nodes


@asynccontextmanager
async def short_cut(nodes):
    given = False
    if nodes.result is not None:
        yield nodes.result
        given = True
    while not given:
        node = await nodes.advance()
        if node.is_last:
            yield node
            given = True
            break


# Only connecting is tried again.
@asynccontextmanager
async def connects_until_it_works(pool):
    while True:
        try:
            connection = await pool.connect()
        except OSError:
            continue
        yield connection
        return


@asynccontextmanager
async def told_of_the_consumers(connect):
    for attempt in range(3):
        try:
            async with connect() as conn:
                yield conn
                return
        except ConnectionError:
            print(attempt)
            raise
        except TimeoutError:
            return
