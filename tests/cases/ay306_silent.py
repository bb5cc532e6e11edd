"""Paths without a `yield` that raise, in what they call."""

from contextlib import asynccontextmanager


# A function of the same file that raises on every path, through others if need be.
class Storage:
    @asynccontextmanager
    async def stream(self, response):
        try:
            if response.ok:
                yield response
                return
            await self.handle_response(response)
        except TimeoutError as error:
            raise LookupError from error

    async def handle_response(self, response):
        try:
            data = await response.json()
        except ValueError as error:
            raise LookupError from error
        match data["domain"]:
            case "folder":
                self.handle_folder(response.status)
            case _:
                raise LookupError

    def handle_folder(self, status):
        match status:
            case 404:
                raise KeyError
            case _:
                raise LookupError
