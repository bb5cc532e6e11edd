"""Writes to everybody."""

import asyncio

from ..services.mail import Mailer, borrowed_mailer, connect


async def announce(text: str) -> bool:
    async with await connect("mail.example") as mailer:
        return await mailer.send(text)


async def announce_all(texts: list[str]) -> list[bool]:
    async with borrowed_mailer() as mailer:
        return list(await asyncio.gather(*[mailer.send(text) for text in texts]))


async def letters(mailer: Mailer, names: list[str]) -> int:
    sent = 0
    for name in names:
        if await mailer.send(f"Dear {name}"):
            sent += 1
    return sent
