"""Fails or warns."""
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends


class Session:
    closed = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.closed = True


async def get_session() -> AsyncIterator[Session]:
    async with Session() as session:
        yield session  # to the endpoint


async def endpoint(session: Annotated[Session, Depends(get_session)]) -> bool:
    return session.closed


async def main():
    async with asynccontextmanager(get_session)() as session:
        assert not await endpoint(session)
