"""Clients for both worlds, installed: methods that give a coroutine or, without a loop, its result.

Telethon and distributed annotate them with the result; Pyrogram and `telethon.sync` replace
the methods of their classes when they are imported.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from flake8_async_yield.engine import lint
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source

SITE = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"

CLIENT = """\
import asyncio

class Client:
    def start(self) -> "Client":
        coroutine = self._start()
        return coroutine if self.loop.is_running() else self.loop.run_until_complete(coroutine)
    async def _start(self): return self
    def wait_for_workers(self, count: int) -> None:
        return self.sync(self._wait, count)
    def sync(self, function, *arguments):
        return function(*arguments)
    async def _wait(self, count: int): ...
    async def __aenter__(self): return await self.start()
    async def __aexit__(self, *error): ...
    def plain(self) -> None:
        print("x")
    async def send(self, text: str) -> str:
        return text
    async def history(self):
        yield 1
"""

SIDE = """\
import functools, inspect
from both.client import Client

def wrap(name):
    method = getattr(Client, name)
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        return self.loop.run_until_complete(method(self, *args, **kwargs))
    setattr(Client, name, wrapper)

for name in dir(Client):
    if inspect.iscoroutinefunction(getattr(Client, name)):
        wrap(name)
"""

PROGRAM = """\
from both import Client

async def main():
    client = Client()
    await client.start()
    await client.wait_for_workers(2)
    await client.plain()  # AY114
    client.send("x")  # AY110
    client.send("x").upper()  # AY112

def plain():
    client = Client()
    client.send("x")  # AY110 without a sync side
    client.send("x").upper()  # AY112 without a sync side
    for item in client.history():  # AY107 without a sync side
        print(item)
"""


@pytest.mark.parametrize("side", ["", SIDE], ids=["async only", "with a sync side"])
def test_a_client_for_both_worlds(
    side: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    home = tmp_path / ".venv" / SITE / "both"
    home.mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("home = /nowhere/bin\n")
    (tmp_path / "pyproject.toml").write_text("")
    (home / "__init__.py").write_text("from both.client import Client\n")
    (home / "client.py").write_text(CLIENT)
    if side:
        (home / "sync.py").write_text(side)
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    chosen = Settings(use_cache=False)
    found = lint(Source.parse(str(path), PROGRAM), Index(chosen), chosen, all_rules())
    marks = [
        (number, line.partition("# ")[2][:5])
        for number, line in enumerate(PROGRAM.splitlines(), 1)
        if "# AY" in line and not (side and line.endswith("a sync side"))
    ]
    assert sorted((v.span.line, v.code) for v in found) == marks
