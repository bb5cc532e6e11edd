"""The application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from .database import create_tables
from .routers import router
from .workers.scheduler import Scheduler


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    create_tables()
    app.state.scheduler = Scheduler()
    yield
    await app.state.scheduler.drain()


app = FastAPI(lifespan=lifespan)
app.include_router(router)
