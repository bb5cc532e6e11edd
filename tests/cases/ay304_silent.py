"""Handlers round a `yield` through which nothing is lost."""

import contextlib
import logging
from contextlib import asynccontextmanager

import pytest

logger = logging.getLogger(__name__)


async def raises_again():
    async with SessionLocal() as session:
        try:
            yield session
            await session.commit()
        except Exception:
            await session.rollback()
            raise


@asynccontextmanager
async def raises_another(db):
    try:
        yield db
    except Exception as error:
        raise RuntimeError("db") from error


# One narrow error, meant to be suppressed.
@asynccontextmanager
async def narrow(db):
    try:
        yield db
    except KeyError:
        logger.info("no such key")


@asynccontextmanager
async def on_purpose(db):
    with contextlib.suppress(Exception):
        yield db


# No consumer's error comes into a generator that `async for` drives.
async def numbers():
    for n in range(3):
        try:
            yield n
        except Exception:
            logger.exception("never runs")


async def items():
    yield 1
    try:
        yield 2
    except Exception:
        logger.exception("never runs")


async def driven():
    async with SessionLocal() as session:
        try:
            yield session
        except Exception:
            logger.exception("never runs")


async def drive():
    async for session in driven():
        await session.execute("select 1")


# pytest does not throw into a fixture.
@pytest.fixture
async def db():
    async with SessionLocal() as session:
        try:
            yield session
        except Exception:
            await session.rollback()


# Kept, or handed to who may raise it.
@asynccontextmanager
async def kept(db):
    error = None
    try:
        yield db
    except Exception as e:
        error = e
    if error is not None:
        raise error


@asynccontextmanager
async def recorded(db, errors):
    try:
        yield db
    except Exception as e:
        errors.append(e)


@asynccontextmanager
async def handed_on(db):
    try:
        yield db
    except Exception as e:
        await handle_error(e)


@asynccontextmanager
async def raised_on_a_condition(db, quiet):
    try:
        yield db
    except Exception:
        if not quiet:
            raise


# Not round the `yield`.
@asynccontextmanager
async def before_and_after(db):
    try:
        await db.connect()
    except Exception:
        logger.exception("not connected")
    yield db
    try:
        await db.disconnect()
    except Exception:
        logger.exception("not disconnected")


@asynccontextmanager
async def in_the_else(db):
    try:
        await db.connect()
    except Exception:
        logger.exception("not connected")
        raise
    else:
        yield db


# Nothing is left to be caught.
@asynccontextmanager
async def outer(db):
    try:
        try:
            yield db
        except Exception:
            raise
    except KeyError:
        pass


# A decorator that nobody knows.
@provider
async def provided():
    async with SessionLocal() as session:
        try:
            yield session
        except Exception:
            await session.rollback()


@asynccontextmanager
async def abandoned():
    try:
        yield 1
    except GeneratorExit:  # thrown where the manager is forgotten: no consumer's error
        return


# Nothing comes to this `yield`.
@asynccontextmanager
async def left_before(resource):
    async with resource:
        yield
        return
    try:
        yield
    except Exception:
        print("failed")
