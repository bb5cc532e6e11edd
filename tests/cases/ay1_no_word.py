"""Nothing here says what it is, but for the names of libraries."""

import aiohttp
import aiosqlite
import anyio
import starlette.requests
from fastapi import FastAPI, Request, UploadFile

app = FastAPI()


def page(url):
    session = aiohttp.ClientSession()
    response = session.get(url)
    return response.json()  # error: AY112:12


class Store:
    def __init__(self, path):
        self.db = aiosqlite.connect(path)

    def save(self):
        self.db.commit()  # error: AY110:9

    def size(self):
        return len(self.path)


def nap():
    anyio.sleep(1)  # error: AY110:5


@app.post("/webhook")
def webhook(request: Request):
    data = request.json()
    return data["message"]  # error: AY112:12


@app.post("/upload")
def upload(file: UploadFile):
    return file.read().splitlines()  # error: AY112:12


def whole(request: starlette.requests.Request):
    return request.body().decode()  # error: AY112:12


@app.post("/plain")
def plain(request: Request):
    return request.headers["x"], request.url.path


def started():
    return dir(aiohttp)
