"""Is the shop open?"""

import asyncio

from fastapi import APIRouter
from sqlalchemy import text

from ..database import SessionLocal, engine

router = APIRouter(prefix="/health")


async def database_answers() -> bool:
    async with engine.connect() as connection:
        return (await connection.execute(text("select 1"))).scalar() == 1


async def session_answers() -> bool:
    async with SessionLocal() as session:
        return (await session.execute(text("select 1"))).scalar() == 1


@router.get("")
async def health() -> bool:
    async with asyncio.timeout(5):
        return all(await asyncio.gather(database_answers(), session_answers()))
