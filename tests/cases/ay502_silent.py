from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from somewhere import decorate

app = FastAPI()


async def generator():
    yield "session"


@asynccontextmanager
async def manager():
    yield "session"


# FastAPI makes a manager of the bare generator.
@app.get("/a")
async def right(session=Depends(generator)):
    return session


# A function that returns a manager: the path operation gets it and enters it.
def make():
    return manager()


@app.get("/b")
async def returned(session=Depends(make)):
    async with session as opened:
        return opened


# Worked up to FastAPI 0.123.4.
@app.get("/c")
async def entered(session=Depends(manager)):
    async with session as opened:
        return opened


# A decorator that is not known.
@decorate
async def decorated():
    yield "session"


@app.get("/d")
async def unknown(session=Depends(decorated)):
    return session


# The other way round: the decorated one uses the bare one.
session_manager = asynccontextmanager(generator)


@app.get("/e")
async def both(session=Depends(generator)):
    async with session_manager() as other:
        return await other.execute(session)
