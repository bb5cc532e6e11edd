"""An editor's view: the real python-lsp-server, whose flake8 plugin lints unsaved buffers."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from front import lay

USERS = "async def get_users():\n    yield 1\n"
GOOD = """\
from .users import get_users


async def main():
    async for user in get_users():
        print(user)
"""
BAD = GOOD.replace("async for user in get_users", "for user in await get_users")
SETTINGS = {
    "plugins": {
        "flake8": {
            "enabled": True,
            "executable": str(Path(sys.executable).with_name("flake8")),
        },
        **{
            name: {"enabled": False}
            for name in ("pycodestyle", "pyflakes", "mccabe", "autopep8", "yapf")
        },
    }
}


class Server:
    """A language server and its pipes: JSON-RPC, each message under a Content-Length header."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.given: IO[bytes] = process.stdin
        self.answers: IO[bytes] = process.stdout
        self.root = root
        self.version = 0

    def send(self, method: str, params: Any, number: int | None = None) -> None:
        """Send a notification, or a request if it has a number."""
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        body = json.dumps(message).encode()
        self.given.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.given.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; EOFError where the server has ended."""
        length = 0
        while (line := self.answers.readline().strip()) or not length:
            if not line:
                raise EOFError("the language server has ended")
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self.answers.read(length))
        return message

    def change(self, uri: str, text: str) -> None:
        """The user has typed: the whole buffer is now `text`."""
        self.version += 1
        document = {"uri": uri, "version": self.version}
        self.send(
            "textDocument/didChange",
            {"textDocument": document, "contentChanges": [{"text": text}]},
        )

    def open(self, uri: str, text: str) -> None:
        """The user opens a buffer."""
        document = {"uri": uri, "languageId": "python", "version": 0, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """The AY diagnostics that the server publishes next for `uri`."""
        while True:
            message = self.receive()
            if message.get("method") != "textDocument/publishDiagnostics":
                continue
            if message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return [one for one in found if str(one["code"]).startswith("AY")]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server for a workspace with the package `app`; ended after a minute whatever happens."""
    lay(tmp_path, {"app/__init__.py": "", "app/users.py": USERS, "app/main.py": GOOD})
    process = subprocess.Popen(
        [sys.executable, "-m", "pylsp"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    server = Server(process, tmp_path)
    root: dict[str, Any] = {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}
    try:
        server.send("initialize", root, 1)
        assert "capabilities" in server.receive()["result"]
        server.send("initialized", {})
        server.send("workspace/didChangeConfiguration", {"settings": {"pylsp": SETTINGS}})
        yield server
    finally:
        process.kill()
        process.wait(10)


def wait_for(server: Server, uri: str, *, codes: list[str]) -> list[dict[str, Any]]:
    """The first diagnostics with just `codes`; AssertionError where none come in half a minute."""
    last: list[dict[str, Any]] = []
    end = time.monotonic() + 30
    while time.monotonic() < end:
        last = server.diagnostics(uri)
        if [one["code"] for one in last] == codes:
            return last
    raise AssertionError(f"wanted {codes}, the last were {last}")


def test_an_unsaved_buffer(server: Server) -> None:
    uri = (server.root / "app/main.py").as_uri()
    server.open(uri, GOOD)
    assert server.diagnostics(uri) == []
    server.change(uri, BAD)
    (found,) = wait_for(server, uri, codes=["AY101"])
    start = {"line": 4, "character": BAD.splitlines()[4].index("await")}
    assert found["range"]["start"] == start
    assert found["range"]["end"]["line"] == 4
    assert "get_users" in found["message"]
    assert (server.root / "app/main.py").read_text() == GOOD
    server.change(uri, GOOD)
    assert wait_for(server, uri, codes=[]) == []


def test_a_file_that_is_not_there_yet(server: Server) -> None:
    uri = (server.root / "app/new.py").as_uri()
    server.open(uri, BAD)
    (found,) = wait_for(server, uri, codes=["AY101"])
    assert found["range"]["start"] == {"line": 4, "character": 16}
