"""A context manager's function that can yield twice, or whose path ends without a `yield`."""

import contextlib
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends

router = APIRouter()


@asynccontextmanager
async def twice():
    yield 1
    yield 2  # error: AY305:5


@asynccontextmanager
async def in_a_loop(make):
    for _ in range(3):
        async with make() as session:
            yield session  # error: AY305:13


@asynccontextmanager
async def in_an_endless_loop(make):
    while True:
        try:
            yield make()  # error: AY305:13
        except ConnectionError:
            continue


@asynccontextmanager
async def branches_and_after(flag):
    if flag:
        yield 1
    yield 2  # error: AY305:5


@asynccontextmanager
async def in_the_handler(make):
    try:
        yield make()
    except Exception:
        yield None  # error: AY305:9


@asynccontextmanager
async def in_both_parts(make):
    try:
        yield make()
    finally:
        yield None  # error: AY305:9, AY310:9


@asynccontextmanager
async def two_conditions(a, b):
    if a:
        yield 1
    if b:
        yield 2  # error: AY305:9
    elif not a:
        yield 3


async def several():
    yield 1
    yield 2


@asynccontextmanager
async def relayed():
    async for n in several():
        yield n  # error: AY305:9


async def dependency():
    for n in [1, 2]:
        yield n  # error: AY305:9


@router.get("/")
async def index(n=Depends(dependency)):
    return n


@asynccontextmanager
async def none():  # error: AY306:1
    return 1


@asynccontextmanager
async def on_a_condition(flag):  # error: AY306:1
    if flag:
        yield 1


@asynccontextmanager
async def early_return(flag):  # error: AY306:1
    if not flag:
        return
    yield 1


@asynccontextmanager
async def given_up(connect):  # error: AY306:1
    try:
        conn = await connect()
    except ConnectionError:
        print("no connection")
        return
    async with conn:
        yield conn


@asynccontextmanager
async def case_without(kind):  # error: AY306:1
    match kind:
        case 1:
            yield 1
        case _:
            print("nothing")


async def no_item(flag):  # error: AY306:1
    if flag == 1:
        yield 1
    elif flag == 2:
        print("two")
    else:
        yield 3


@router.get("/none")
async def nothing(n=Depends(no_item)):
    return n


# A flag that is set anew says nothing any more, and three conditions are not two.
@asynccontextmanager
async def flag_set_anew(item):  # error: AY306:1
    fail = False
    if item:
        yield item
    else:
        fail = True
    fail = item.broken
    if fail:
        raise ValueError


@asynccontextmanager
async def one_of_three(session=None, config=None, other=None):  # error: AY306:1
    if not config and not session and not other:
        raise ValueError
    if session:
        yield session
    elif config:
        yield config


# What is tested was set by the method that was called right before.
class Pool:
    async def connect(self):
        self.connection = contextlib.AsyncExitStack()

    async def log(self):
        print("entered")

    @asynccontextmanager
    async def use(self):
        await self.connect()
        if self.connection is not None:
            yield self.connection

    @asynccontextmanager
    async def use_if_true(self):
        try:
            await self.connect()
            if self.connection:
                async with self.connection as opened:
                    yield opened
        except ValueError:
            raise

    @asynccontextmanager
    async def inherited(self):
        await self.open()
        if self.connection is not None:
            yield self.connection

    @asynccontextmanager
    async def no_method_that_sets_it(self):  # error: AY306:5
        await self.log()
        if self.connection is not None:
            yield self.connection

    @asynccontextmanager
    async def set_by_nobody(self):  # error: AY306:5
        if self.connection is not None:
            yield self.connection

    @asynccontextmanager
    async def other_way_round(self):  # error: AY306:5
        await self.connect()
        if self.connection is None:
            yield None


# A text ends in one way alone.
@asynccontextmanager
async def by_ending(path):  # error: AY306:1
    if path.endswith("/auth"):
        yield 1
    if path.endswith("/farmer"):
        yield 2


@asynccontextmanager
async def by_beginning(path):
    if path.startswith("/auth/new"):
        yield 1
        return
    if path.startswith("/auth"):
        yield 2
    if path.startswith("/farmer"):
        yield 3
    if not path.startswith("/auth") and not path.startswith("/farmer"):
        yield 4


@asynccontextmanager
async def by_endings_that_agree(path):  # error: AY306:1
    if path.endswith("/auth"):
        yield 1
    if path.endswith("auth"):
        yield 2  # error: AY305:9


# A loop asks its own condition again: a flag that nothing sets lets it go round.
@asynccontextmanager
async def while_open(pool):
    while not pool.closed:
        yield pool  # error: AY305:9


@asynccontextmanager
async def by_a_flag_that_may_stay(pool):
    done = False
    while not done:
        yield pool  # error: AY305:9
        done = pool.ask()


@asynccontextmanager
async def by_a_flag_of_one_branch(pool):
    done = False
    while not done:
        if pool.is_open:
            yield pool
            done = True
        else:
            yield None  # error: AY305:13


# The consumer's error is taken for one of connecting: the next turn yields again.
@asynccontextmanager
async def tries_again(pool):
    connected = False
    while not connected:
        try:
            yield await pool.connect()  # error: AY305:13
            connected = True
        except OSError:
            pool.reset()


@asynccontextmanager
async def falls_back_later(pool):
    given = False
    yield pool
    while not given:
        yield None  # error: AY305:9
        given = True


@asynccontextmanager
async def tries_to_connect_again(connect):
    for attempt in range(3):
        try:
            async with connect() as conn:
                yield conn  # error: AY305:17
                return
        except ConnectionError:  # the consumer's as well
            print(attempt)


@asynccontextmanager
async def falls_back_for_the_consumer(connect):
    try:
        async with connect() as conn:
            yield conn
    except ConnectionError:
        yield None  # error: AY305:9
