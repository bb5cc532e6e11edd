"""Items that the key tells, bounds in quotes, generics that an annotation fills, generators."""
from __future__ import annotations

import abc
from collections.abc import Iterator
from typing import Generic, TypeVar, overload

from aiohttp import ClientSession, web
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import sessionmaker

T = TypeVar("T")
S = TypeVar("S", bound="Store")


class Store:
    async def get(self):
        return 1

    def plain(self):
        return 1


class Key(Generic[T]):
    def __init__(self, name: str, of: type[T]):
        self.name = name


class Registry:
    def __getitem__(self, key: type[T]) -> T:
        return self.made[key]


class Settings:
    @overload
    def __getitem__(self, key: Key[T]) -> T: ...
    @overload
    def __getitem__(self, key: str) -> str: ...
    def __getitem__(self, key):
        return self.values[key]


STORE = Key("store", Store)
HTTP = web.AppKey("http", ClientSession)


async def indexed(registry: Registry, settings: Settings, key):
    registry[Store].get()  # error: AY110:5
    registry[Store].plain()
    await registry[Store].get()
    registry[key].get()
    settings["x"].upper()
    settings[key].get()
    print(registry[Store].get().real)  # error: AY112:11


async def of_application(request: web.Request):
    http = request.app[HTTP]
    response = http.get("x")
    print(response.status)  # error: AY112:11
    with request.app[HTTP] as session:  # error: AY109:10
        print(session)
    print((await http.get("x")).status, request.app["http"].get("x").status)


class Holder(Generic[S]):
    def __init__(self, store: S):
        self.store = store

    async def use(self):
        self.store.get()  # error: AY110:9
        self.store.plain()
        await self.store.get()


class Page(Generic[T]):
    def __init__(self, items: list[T]):
        self.items = items

    async def __aiter__(self):
        for item in self.items:
            yield item


def page() -> Page[Store]:
    return Page([])


def stores(source) -> Iterator[Store]:
    yield from source.items


async def filled(source):
    async for store in page():
        store.get()  # error: AY110:9
        store.plain()
    for store in page():  # error: AY107:18
        print(store)
    for store in stores(source):
        store.get()  # error: AY110:9
        await store.get()


class Source(abc.ABC):
    @abc.abstractmethod
    async def rows(self) -> list[int]: ...

    @abc.abstractmethod
    async def page(self) -> Page[Store]: ...

    @abc.abstractmethod
    async def stream(self) -> Stream: ...


class Stream:
    """Not known: its base is not."""


async def abstract(source: Source):
    async for row in source.rows():  # error: AY102:22
        print(row)
    async for row in source.stream():
        print(row)
    page = source.page()
    print(page.items)  # error: AY112:11
    async for store in await source.page():
        await store.get()


maker = sessionmaker(create_async_engine("x"), class_=AsyncSession)


async def of_a_library():
    session = maker()  # the maker's type variable is bound to the plain `Session`
    await session.close()
    async with maker() as other:
        await other.commit()
