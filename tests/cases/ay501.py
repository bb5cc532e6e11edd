from typing import Annotated

import fastapi
from fastapi import APIRouter, Depends, FastAPI, Security
from fastapi import Depends as Needs


async def get_session():
    yield "session"


async def get_user(name: str = "x"):
    return name


def get_file():
    yield "file"


class Settings:
    name = "x"


def get_settings():
    return Settings()


def get_query(q=""):
    return {"q": q}


class Service:
    async def current(self):
        return self


service = Service()
app = FastAPI(dependencies=[Depends(get_user())])  # error: AY501:37
router = APIRouter(dependencies=[Depends(get_session())])  # error: AY501:42


@app.get("/a")
async def default(session=Depends(get_session())):  # error: AY501:35
    return session


@app.get("/b")
async def annotated(user: Annotated[str, Depends(get_user("y"))]):  # error: AY501:50
    return user


@app.get("/c", dependencies=[Security(get_user(), scopes=["me"])])  # error: AY501:39
async def in_list():
    return None


@router.get("/d")
def generator(file=fastapi.Depends(get_file())):  # error: AY501:36
    return file


@router.get("/e")
def renamed(*, session=Needs(get_session())):  # error: AY501:30
    return session


@router.get("/f")
def keyword(session=Depends(dependency=get_session())):  # error: AY501:40
    return session


@router.get("/g")
def method(current=Depends(service.current())):  # error: AY501:28
    return current


async def sub_dependency(session=Depends(get_session(), use_cache=False)):  # error: AY501:42
    return session


Session = Annotated[str, Depends(get_session())]  # error: AY501:34
app.include_router(router, dependencies=[Depends(get_user())])  # error: AY501:50


# What is neither callable nor made to be called.
async def settings(found=Depends(get_settings())):  # error: AY501:34
    return found


async def instance(found=Depends(Settings())):  # error: AY501:34
    return found


async def mapping(found: Annotated[dict, Depends(get_query("x"))]):  # error: AY501:50
    return found


# Annotated, and the body agrees.
def get_limit() -> int:
    return 10


def get_names(prefix: str = "") -> list[str]:
    return [prefix]


def read_settings() -> Settings:
    return Settings()


async def limited(limit=Depends(get_limit()), names=Depends(get_names())):  # error: AY501:33, AY501:61
    return limit, names


async def read(found: Annotated[Settings, Depends(read_settings())]):  # error: AY501:51
    return found


# Where FastAPI would give an argument, nothing does.
def get_item(item_id: int, db=Depends(get_session)):
    return db.get(item_id)


class Finder:
    def find(self, name):
        return look_up(name)


finder = Finder()


async def found(item=Depends(get_item()), name=Depends(finder.find())):  # error: AY501:30, AY501:56
    return item, name
