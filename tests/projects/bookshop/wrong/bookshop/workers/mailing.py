"""Writes to everybody."""

import asyncio

from ..services.mail import Mailer, borrowed_mailer, connect


async def announce(text: str) -> bool:
    async with connect("mail.example") as mailer:  # error: AY104:16
        return await mailer.send(text)


async def announce_all(texts: list[str]) -> list[bool]:
    async with borrowed_mailer() as mailer:
        return list(await asyncio.gather(mailer.send(text) for text in texts))  # error: AY119:41


async def announce_once(text: str) -> bool:
    mailer = Mailer()
    try:
        return await mailer.send(text)
    finally:
        await mailer.close()  # error: AY308:9


async def announce_late(text: str) -> bool:
    async with Mailer() as mailer:
        await mailer.send("first")
        await mailer.close()  # error: AY312:9
    return await mailer.send(text)  # error: AY309:18


async def letters(mailer: Mailer, names: list[str]) -> int:
    sent = 0
    async for name in sorted(names):  # error: AY115:23
        if mailer.send(f"Dear {name}"):  # error: AY110:12
            sent += 1
    return sent
