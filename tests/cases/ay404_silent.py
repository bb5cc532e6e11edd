from contextlib import asynccontextmanager, contextmanager
from typing import Protocol

from somewhere import adapt, make, own


@contextmanager
def sync_generator():
    yield 1


@asynccontextmanager
async def async_generator():
    yield 1


async def numbers():
    yield 1


# A plain function that returns an async generator works as one.
@asynccontextmanager
def returns_one():
    return numbers()


# What it returns is not known.
@asynccontextmanager
def returns_unknown():
    return make()


@asynccontextmanager
def returns_parameter(source):
    return source


@contextmanager
def returns_sync(source):
    return source


# Another decorator stands in between and may change the kind.
@contextmanager
@adapt
async def adapted():
    yield 1


@asynccontextmanager
@adapt
def adapted_too():
    yield 1


# A decorator of the same name that is not contextlib's.
class lib:
    @staticmethod
    def contextmanager(function):
        return function


@lib.contextmanager
async def other():
    yield 1


@own.asynccontextmanager
def others():
    yield 1


# Stubs.
class Opens(Protocol):
    @asynccontextmanager
    def open(self): ...

    @contextmanager
    async def enter(self): ...


# Never comes to its end.
@asynccontextmanager
def raises():
    raise RuntimeError


# A call of the decorator is no decoration of this function.
wrapped = asynccontextmanager(numbers)
