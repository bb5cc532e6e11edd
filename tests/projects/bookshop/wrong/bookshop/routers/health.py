"""Is the shop open?"""

import asyncio

from fastapi import APIRouter
from sqlalchemy import text

from ..database import SessionLocal, engine, session_scope

router = APIRouter(prefix="/health")


async def database_answers() -> bool:
    with engine.connect() as connection:  # error: AY109:10
        return (await connection.execute(text("select 1"))).scalar() == 1


async def session_answers() -> bool:
    async with SessionLocal as session:  # error: AY117:16
        return (await session.execute(text("select 1"))).scalar() == 1


async def scope_answers() -> bool:
    return session_scope().execute(text("select 1")) is not None  # error: AY113:12


@router.get("")
async def health() -> bool:
    async with asyncio.timeout(5):
        return all(await asyncio.gather([database_answers(), session_answers()]))  # error: AY119:41
