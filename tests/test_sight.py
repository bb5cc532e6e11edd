"""Files without a word of async: which of them are looked at, and that nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_async_yield.engine import lint
from flake8_async_yield.project.index import Index
from flake8_async_yield.rules.base import all_rules
from flake8_async_yield.settings import Settings
from flake8_async_yield.source import Source

USERS = """\
class User:
    name = "x"


async def get_user(key):
    return User()


class Repository:
    async def find(self, key):
        return User()

    def plain(self, key):
        return key


def plain(key):
    return User()
"""

PROJECT = {
    "app/__init__.py": "",
    "app/users.py": USERS,
    "app/services/__init__.py": "from app.services.lookup import get_user\n",
    "app/services/lookup.py": "from app.users import get_user\n",
    "app/starred.py": "from app.users import *\n",
    "app/sums.py": "def total(*numbers):\n    return sum(numbers)\n",
}

MISUSES = {
    "imported": "from app.users import get_user\nname = get_user(1).name\n",
    "renamed": "from app.users import get_user as fetch\nname = fetch(1).name\n",
    "module": "import app.users\nname = app.users.get_user(1).name\n",
    "submodule": "from app import users\nname = users.get_user(1).name\n",
    "re-exported": "from app.services import get_user\nname = get_user(1).name\n",
    "re-exporting module": "from app import services\nname = services.get_user(1).name\n",
    "starred": "from app.users import *\nname = get_user(1).name\n",
    "starred twice": "from app.starred import get_user\nname = get_user(1).name\n",
    "method": "from app.users import Repository\nname = Repository().find(1).name\n",
    "in a function": (
        "def show():\n    from app.users import get_user\n    return get_user(1).name\n"
    ),
    "alias": "from app.users import get_user\nfetch = get_user\nname = fetch(1).name\n",
    "alias of an alias": (
        "from app import users\n\n\ndef show():\n    return last(1).name\n\n\n"
        "last = first = users.get_user\n"
    ),
    "handed on by a function": (
        "from app.users import get_user\n\n\ndef fetch():\n    return get_user(1)\n\n\n"
        "def show():\n    return fetch().name\n"
    ),
    "attribute": (
        "from app.users import Repository\n\n\nclass Service:\n    def __init__(self):\n"
        "        self.users = Repository()\n\n    def show(self):\n"
        "        return self.users.find(1).name\n"
    ),
    "derived": (
        "from app.users import Repository\n\n\nclass Mine(Repository):\n    pass\n\n\n"
        "class Other(Mine):\n    def show(self):\n        return self.find(1).name\n"
    ),
    "through a class of the file": (
        "from app.users import Repository\n\n\nclass Holder:\n    users = Repository()\n\n\n"
        "def show(holder: Holder):\n    return holder.users.find(1).name\n"
    ),
    "global": (
        "from app.users import Repository\n\nusers = None\n\n\ndef start():\n    global users\n"
        "    users = Repository()\n\n\ndef show():\n    return users.find(1).name\n"
    ),
    "a library without the word": (
        "import aiohttp\nname = aiohttp.ClientSession().get('x').status\n"
    ),
    "handed by a framework": (
        "import fastapi\n\n\ndef read(request: fastapi.Request):\n"
        "    return request.json()['x']\n"
    ),
    "under a condition": (
        "import sys\n\nif sys.platform:\n    from app.users import get_user as fetch\n"
        "else:\n    from app.users import get_user as fetch\n\n"
        "name = fetch(1).name\n"
    ),
}

SILENT = {
    "nothing async": "from app.sums import total\nname = total(1).name\n",
    "plain function": "from app.users import plain\nname = plain(1).name\n",
    "plain beside async": (
        "from app.users import get_user, plain\nfetch = get_user\nname = plain(1).name\n"
    ),
    "plain method": "from app.users import Repository\nname = Repository().plain(1).name\n",
    "a library that was sync once": (
        "import telegram\nname = telegram.Bot('x').send_message(1, 'x').text\n"
    ),
    "a framework's plain things": (
        "from fastapi import FastAPI\napp = FastAPI()\nname = app.openapi()['info']\n"
    ),
    "handed on": "from app.users import get_user\n\n\ndef fetch():\n    return get_user(1)\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in PROJECT.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def codes(project: Path, text: str) -> list[str]:
    """The codes of the reports on `text` as a module beside the package."""
    source = Source.parse(str(project / "main.py"), text)
    index = Index(Settings(use_cache=False), str(project))
    return [found.code for found in lint(source, index, Settings(), all_rules())]


@pytest.mark.parametrize("name", MISUSES)
def test_a_misuse_is_found_in_a_file_without_a_word_of_async(project: Path, name: str) -> None:
    assert codes(project, MISUSES[name]) == ["AY112"]
    assert codes(project, f"{MISUSES[name]}\n\nasync def main(): ...\n") == ["AY112"]


@pytest.mark.parametrize("name", SILENT)
def test_right_files_stay_silent(project: Path, name: str) -> None:
    assert codes(project, SILENT[name]) == []


def test_a_called_dependency_is_found_where_nothing_is_async(project: Path) -> None:
    text = (
        "from fastapi import Depends\n\n\ndef session():\n    yield open('x')\n\n\n"
        "def read(given=Depends(session())): ...\n"
    )
    assert codes(project, text) == ["AY501"]
