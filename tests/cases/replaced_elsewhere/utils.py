"""What the tests next door are driven by: requests that run in a thread."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import requests


class AsyncRequests:
    def __init__(self):
        self.executor = ThreadPoolExecutor(1)
        real_submit = self.executor.submit
        self.executor.submit = lambda *args: asyncio.wrap_future(real_submit(*args))

    def __getattr__(self, name):
        method = getattr(requests, name)
        return lambda *args, **kwargs: self.executor.submit(method, *args, **kwargs)


async_requests = AsyncRequests()


class AsyncSession(requests.Session):
    def request(self, *args, **kwargs):
        return async_requests.executor.submit(super().request, *args, **kwargs)


class Pool(ThreadPoolExecutor):
    def __init__(self):
        super().__init__(1)
        self.map = async_requests.map


class LoudSession(requests.Session):
    def shout(self):
        print("!")


def get_page(path):
    return async_requests.get("http://localhost" + path)
