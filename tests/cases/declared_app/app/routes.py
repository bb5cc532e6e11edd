from fastapi import APIRouter, Depends

import app.database
from app import Session, Users, get_manager, get_session

from . import database as db

router = APIRouter()


async def by_class() -> Session:  # error: AY401:25
    yield Session()


async def by_module() -> app.database.Session:  # error: AY401:26
    yield Session()


# An alias of the right generic, and a protocol, in another module.
async def by_alias() -> Users:
    yield "a"


async def by_protocol() -> db.Closes:
    yield 1


async def by_sync_alias() -> db.SyncUsers:  # error: AY401:30
    yield "a"


@router.get("/a")
async def called(session=Depends(get_session())):  # error: AY501:34
    return session


@router.get("/b")
async def called_in_module(session=Depends(db.get_session())):  # error: AY501:44
    return session


@router.get("/c")
async def decorated(session=Depends(get_manager)):  # error: AY502:37
    return session


@router.get("/d", dependencies=[Depends(db.require("admin"))])
async def right(session=Depends(get_session)):
    return session
