"""The engine, and three ways to a session: a factory, a dependency, a context manager."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from .config import get_config
from .models import Base

engine = create_async_engine(get_config().database, poolclass=NullPool)
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)


def create_tables() -> None:
    async with engine.begin() as connection:  # error: AY201:5
        await connection.run_sync(Base.metadata.create_all)  # error: AY203:9


async def get_session() -> AsyncIterator[AsyncSession]:
    """One session a request, committed where the request went well."""
    async with SessionLocal() as session:
        try:
            yield session
            await session.commit()
        except Exception:  # error: AY304:9
            await session.rollback()


@asynccontextmanager
async def session_scope() -> AsyncIterator[AsyncSession]:
    """The same outside of a request."""
    async with SessionLocal() as session, session.begin():
        yield session


async def open_session() -> AsyncSession:
    async with SessionLocal() as session:
        return session  # error: AY301:16


async def get_report_session() -> AsyncSession:  # error: AY401:35
    async with SessionLocal() as session:
        yield session
        await session.close()  # error: AY302:9


@contextmanager  # error: AY404:2
async def read_only() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session
