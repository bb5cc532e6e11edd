"""The routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import get_session, get_transaction
from app.models import User
from app.tables import create_tables
from app.users import get_user, get_users


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    create_tables()
    yield


app = FastAPI(lifespan=lifespan)
Session = Annotated[AsyncSession, Depends(get_session)]
Transaction = Annotated[AsyncSession, Depends(get_transaction)]


@app.post("/users/{name}")
async def create(name: str, session: Transaction) -> dict[str, str]:
    session.add(User(name=name))
    return {"created": name}


@app.get("/users")
async def names(session: Session) -> list[str]:
    users = await get_users(session)  # error: AY101:13
    return [user.name for user in users]


@app.get("/users/{user_id}")
async def name(user_id: int, session: Session) -> str:
    async for user in get_user(session, user_id):  # error: AY102:23
        return user.name
    raise HTTPException(404)
