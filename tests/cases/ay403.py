import abc
import typing
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from typing import Generic, Protocol, TypeVar

import typing_extensions

T = TypeVar("T")


class Source(Protocol):
    async def items(self) -> AsyncIterator[int]: ...  # error: AY403:5

    async def documented(self) -> AsyncGenerator[int, None]:  # error: AY403:5
        """All of them."""

    async def passes(self) -> "AsyncIterable[int]":  # error: AY403:5
        pass

    async def raises(self) -> AsyncIterator[int]:  # error: AY403:5
        raise NotImplementedError("soon")


class OfExtensions(typing_extensions.Protocol):
    async def of_extensions(self) -> AsyncIterator[int]: ...  # error: AY403:5


class OfGeneric(typing.Protocol[T]):
    async def of_generic(self) -> AsyncIterator[T]: ...  # error: AY403:5


class Repository(ABC):
    @abstractmethod
    async def rows(self) -> AsyncIterator[int]:  # error: AY403:5
        """All rows."""

    @abc.abstractmethod
    async def pages(self) -> AsyncIterator[int]: ...  # error: AY403:5

    @classmethod
    @abstractmethod
    async def made(cls) -> AsyncIterator[int]: ...  # error: AY403:5


# The metaclass alone makes a method abstract.
class Meta(Generic[T], metaclass=abc.ABCMeta):
    @abstractmethod
    async def metas(self) -> AsyncIterator[T]:  # error: AY403:5
        raise NotImplementedError


# An implementation in the same file yields.
class Yielding(Repository):
    async def rows(self) -> AsyncIterator[int]:
        yield 1
