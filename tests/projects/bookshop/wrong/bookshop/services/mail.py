"""A mail connection that must be opened and closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self


class Mailer:
    def __init__(self, host: str = "localhost") -> None:
        self.host = host
        self.open = False
        self.sent: list[str] = []

    async def __aenter__(self) -> Self:
        self.open = True
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def __len__(self) -> int:  # error: AY405:5
        return len(self.sent)

    async def close(self) -> None:
        self.open = False

    async def send(self, text: str) -> bool:
        if not self.open:
            raise RuntimeError("the connection is closed")
        self.sent.append(text)
        return True


async def connect(host: str) -> Mailer:
    """A mailer, found and ready to be entered."""
    return Mailer(host)


async def get_mailer() -> AsyncIterator[Mailer]:
    mailer = Mailer()
    mailer.open = True
    yield mailer
    await mailer.close()  # error: AY303:5


@asynccontextmanager
async def borrowed_mailer() -> AsyncIterator[Mailer]:
    mailer = Mailer()
    for _ in range(3):
        async with mailer:
            yield mailer  # error: AY305:13


@asynccontextmanager
async def idle_mailer(wanted: bool) -> AsyncIterator[Mailer]:  # error: AY306:1
    if wanted:
        yield Mailer()


async def endless_mailers() -> AsyncIterator[Mailer]:
    mailer = Mailer()
    try:
        yield mailer
    finally:
        yield mailer  # error: AY310:9


async def all_mailers() -> AsyncIterator[Mailer]:
    yield from endless_mailers()  # error: AY206:5


async def no_mailers() -> AsyncIterator[Mailer]:
    yield Mailer()
    return []  # error: AY205:5
