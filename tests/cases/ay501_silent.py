from functools import partial
from typing import Annotated

import other
from fastapi import Depends, FastAPI, Security
from fastapi.security import OAuth2PasswordBearer
from somewhere import make, unknown

app = FastAPI()


async def get_session():
    yield "session"


async def get_user():
    return "user"


class RoleChecker:
    def __init__(self, role):
        self.role = role

    async def __call__(self):
        return self.role


def require(role):
    async def dependency():
        return role

    return dependency


def given(role):
    return get_user


async def either(flag):
    return flag


# The function itself.
@app.get("/a")
async def right(session=Depends(get_session), user: Annotated[str, Security(get_user)] = ""):
    return session, user


# A call that makes the dependency.
@app.get("/b", dependencies=[Depends(RoleChecker("admin")), Depends(require("admin"))])
async def made(a=Depends(given("x")), b=Depends(partial(get_user)), c=Depends(lambda: 1)):
    return a, b, c


@app.get("/c")
async def scheme(token=Depends(OAuth2PasswordBearer("token"))):
    return token


# Not known.
@app.get("/d")
async def not_known(a=Depends(unknown()), b=Depends(make("x")), c=Depends(), d=Depends(*make)):
    return a, b, c, d


# Another Depends.
async def foreign(a=other.Depends(get_user())):
    return a


def shadowed(Depends):
    return Depends(get_user())


# Two definitions: one of them makes a dependency.
if app.debug:

    async def maybe():
        return 1

else:

    def maybe():
        return get_user


async def two(a=Depends(maybe())):
    return a


# A parameter of the same name is not the function.
def router(get_session):
    return Depends(get_session())


# FastAPI takes the annotation then.
def nothing():
    return None


async def by_annotation(a: RoleChecker = Depends(nothing())):
    return a


# A subclass of what is declared may have a __call__.
class Settings: ...


def declared() -> Settings:
    return unknown()


async def of_declared(a=Depends(declared())):
    return a


# What is decorated may be called with other arguments than it is written with.
@make
def injected(session):
    return unknown(session)


def gets_all(*args, **kwargs):
    return unknown(args)


def has_defaults(a=1, *, b=2):
    return unknown(a)


async def given_elsewhere(a=Depends(injected()), b=Depends(gets_all()), c=Depends(has_defaults())):
    return a, b, c


# The annotation says less than the body: what is returned may be called.
def checker(name: str) -> object:
    return RoleChecker(name)


def any_of(checks) -> Settings:
    return checks[0]


async def wider(a=Depends(checker("x")), b=Depends(any_of([RoleChecker("x")]))):
    return a, b
