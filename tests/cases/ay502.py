from contextlib import asynccontextmanager, contextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Security

app = FastAPI()


@asynccontextmanager
async def get_session():
    yield "session"


@contextmanager
def get_file():
    yield "file"


async def generator():
    yield "session"


get_other = asynccontextmanager(generator)


class Database:
    @asynccontextmanager
    async def session(self):
        yield "session"


database = Database()


@app.get("/a")
async def default(session=Depends(get_session)):  # error: AY502:35
    return session


@app.get("/b")
async def annotated(session: Annotated[str, Security(get_session)]):  # error: AY502:54
    return session


@app.get("/c", dependencies=[Depends(get_session)])  # error: AY502:38
async def in_list():
    return None


@app.get("/d")
def sync_manager(file=Depends(get_file)):  # error: AY502:31
    return file


@app.get("/e")
async def called(session=Depends(get_other)):  # error: AY502:34
    return session


@app.get("/f")
async def method(session=Depends(database.session)):  # error: AY502:34
    return session


# Enters another one.
@app.get("/g")
async def enters(lock, session=Depends(get_session)):  # error: AY502:40
    async with lock:
        return session
