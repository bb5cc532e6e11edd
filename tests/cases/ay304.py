"""A handler round a `yield` that lets the consumer's error vanish."""

import asyncio
import contextlib
import logging
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger(__name__)
app = FastAPI()


async def shape_of_a_dependency():
    async with SessionLocal() as session:
        try:
            yield session
            await session.commit()
        except Exception:  # error: AY304:9
            await session.rollback()


@asynccontextmanager
async def logged(db):
    try:
        yield db
    except Exception as error:  # error: AY304:5
        logger.exception("failed: %s", error)


@contextlib.asynccontextmanager
async def bare(db):
    try:
        yield db
    except:  # error: AY304:5
        pass


async def used_as_dependency():
    try:
        yield 1
    except BaseException:  # error: AY304:5
        print("failed")


@app.get("/")
async def index(one=Depends(used_as_dependency)):
    return one


@asynccontextmanager
async def cancelled(db):
    try:
        yield db
    except asyncio.CancelledError:  # error: AY304:5
        logger.info("cancelled")


@asynccontextmanager
async def one_of_several(db):
    try:
        yield db
    except ValueError:
        raise
    except (TypeError, Exception):  # error: AY304:5
        return


async def whole_family():
    async with SessionLocal() as session:
        try:
            yield session
        except SQLAlchemyError:  # error: AY304:9
            await session.rollback()


@asynccontextmanager
async def nested(db):
    try:
        async with db.lock():
            for _ in range(1):
                try:
                    yield db
                finally:
                    print("done")
    except Exception:  # error: AY304:5
        logger.warning("failed")
