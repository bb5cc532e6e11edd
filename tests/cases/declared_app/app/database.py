from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Protocol
from unittest import TestCase


class Session:
    async def close(self) -> None: ...


class Closes(Protocol):
    async def aclose(self) -> None: ...


Users = AsyncIterator[str]
SyncUsers = Iterator[str]


async def get_session() -> AsyncIterator[Session]:
    yield Session()


@asynccontextmanager
async def get_manager() -> AsyncIterator[Session]:
    yield Session()


def require(role: str):
    async def dependency() -> str:
        return role

    return dependency


class DatabaseTest(TestCase):
    def setUp(self) -> None:
        self.session = Session()


class RunsCoroutines(TestCase):
    def _callTestMethod(self, method) -> None:
        print(method)
