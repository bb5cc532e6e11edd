"""A mail connection that must be opened and closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self


class Mailer:
    def __init__(self, host: str = "localhost") -> None:
        self.host = host
        self.open = False
        self.sent: list[str] = []

    async def __aenter__(self) -> Self:
        self.open = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

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
    async with Mailer() as mailer:
        yield mailer


@asynccontextmanager
async def borrowed_mailer() -> AsyncIterator[Mailer]:
    async with Mailer("mail.example") as mailer:
        yield mailer
