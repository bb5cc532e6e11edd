"""What no linter is written for: never a traceback, never a hang, never a finding lost."""

from __future__ import annotations

import codecs
import os
import pickle
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from front import lay, reports, run
from marked import Mark

GENERATOR = "async def get_users():\n    yield 1\n"
USE = "\n\nasync def main():\n    await get_users()\n"
HERE = GENERATOR + USE
IMPORTING = "from users import get_users\n" + USE
FOUND = [Mark(5, 5, "AY101")]


def ours(*arguments: str, cwd: Path, text: bytes | None = None) -> dict[str, list[Mark]]:
    """path -> its AY reports, of a run that must end quietly."""
    done = run(*arguments, cwd=cwd, text=text)
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    found: dict[str, list[Mark]] = {}
    for path, mark in reports(done.stdout):
        if mark.code.startswith("AY"):
            found.setdefault(path.removeprefix("./"), []).append(mark)
    return found


# -- the linted file


@pytest.mark.parametrize(
    "content",
    [
        b"def broken(:\n",
        b"async def f():\n    await (\n",
        b"x = 'unclosed\n",
        b"\tif x:\n  y\n",
        b"\0\0\0",
        b"x = 1\0\n",
        bytes(range(256)),
        b"\xff\xfe" + HERE.encode("utf-16-le"),
        b"# coding: klingon\nx = 1\n",
        b"except A, B:\n    pass\n",
        b"",
        b"\n\n\n",
        b"\x0c",
        b"x = " + b"(" * 500 + b")" * 500,
    ],
    ids=lambda content: repr(content[:20]),
)
def test_what_cannot_be_parsed_harms_no_other_file(tmp_path: Path, content: bytes) -> None:
    lay(tmp_path, {"bad.py": content, "good.py": HERE, "importer.py": "import bad\n" + HERE})
    found = ours("-j1", ".", cwd=tmp_path)
    assert found == {"good.py": [Mark(6, 5, "AY101")], "importer.py": [Mark(7, 5, "AY101")]}


@pytest.mark.parametrize(
    ("content", "mark"),
    [
        (codecs.BOM_UTF8 + HERE.encode(), Mark(6, 5, "AY101")),
        (codecs.BOM_UTF8 + b"x = 1; y = [z async for z in w]\n", Mark(1, 12, "AY204")),
        (HERE.replace("\n", "\r\n").encode(), Mark(6, 5, "AY101")),
        (HERE.replace("\n", "\r").encode(), Mark(6, 5, "AY101")),
        (HERE.rstrip("\n").encode(), Mark(6, 5, "AY101")),
        (HERE.replace("    ", "\t").encode(), Mark(6, 2, "AY101")),
        (HERE.replace("    await", "    'é𝒳', await").encode(), Mark(6, 11, "AY101")),
        (HERE.replace("    await", "    'é', await").encode("latin-1"), Mark(6, 10, "AY101")),
        (
            b"# coding: latin-1\n" + HERE.replace("    await", "    'é', await").encode("latin-1"),
            Mark(7, 10, "AY101"),
        ),
        (HERE.replace("\n\nasync def m", "\n\x0c\nasync def m").encode(), Mark(6, 5, "AY101")),
        (HERE.replace("    await", "    '\x0b\x1c\u2028', await").encode(), Mark(6, 12, "AY101")),
        (HERE.replace("    await", "    1; \\\n  await").encode(), Mark(7, 3, "AY101")),
    ],
    ids=[
        "BOM, second line",
        "BOM, first line",
        "CRLF",
        "CR",
        "no final newline",
        "tabs",
        "characters of two and four bytes",
        "latin-1 that does not say so",
        "latin-1",
        "form feed",
        "characters that str.splitlines takes for line ends",
        "line continuation",
    ],
)
def test_columns_are_characters(tmp_path: Path, content: bytes, mark: Mark) -> None:
    lay(tmp_path, {"odd.py": content})
    assert ours("odd.py", cwd=tmp_path) == {"odd.py": [mark]}


@pytest.mark.parametrize("start", [codecs.BOM_UTF8, b"# coding: latin-1\n", b"\x0c\r\n"])
def test_columns_of_a_buffer(tmp_path: Path, start: bytes) -> None:
    text = "x = 'é'; y = [z async for z in w]\n"
    content = start + text.encode("latin-1" if b"latin" in start else "utf-8")
    mark = Mark(1 if start == codecs.BOM_UTF8 else 2, 14, "AY204")
    assert ours("-", cwd=tmp_path, text=content) == {"stdin": [mark]}


def test_a_huge_file(tmp_path: Path) -> None:
    """3,000 functions in 12,000 lines, and the finding is in the last."""
    functions = "".join(
        f"async def f{n}(x):\n    y = await x.get({n})\n    return [z async for z in y]\n\n"
        for n in range(3_000)
    )
    lay(tmp_path, {"huge.py": functions + HERE})
    assert ours("--select=AY", "huge.py", cwd=tmp_path) == {"huge.py": [Mark(12_006, 5, "AY101")]}


DEEP = {
    "sum": "x = " + " + ".join(["1"] * 150),
    "calls": "x = f" + "()" * 80,
    "attributes": "x = f" + ".a" * 80,
    "parentheses": "x = " + "(" * 90 + "1" + ")" * 90,
    "lists": "x = " + "[" * 60 + "]" * 60,
    "comparisons": "x = " + " < ".join(["1"] * 3000),
    "conditions": "x = " + "1 if f else " * 60 + "2",
    "elifs": "if f:\n    x = 1\n" + "elif f:\n    x = 1\n" * 60,
    "lambdas": "x = " + "lambda: " * 30 + "1",
    "names": "\n".join(f"x{n} = x{n + 1} = f" for n in range(3000)),
    "methods": "async def h():\n    y0 = f\n"
    + "".join(f"    y{n + 1} = y{n}.z()\n" for n in range(3000))
    + "    y3000.z()",
    "arguments": "def p(x):\n    return x\n\nasync def h():\n    y0 = p(f)\n"
    + "".join(f"    y{n + 1} = p(y{n})\n" for n in range(600))
    + "    y600()",
    "entered": "def h():\n    y0 = f\n"
    + "".join(f"    with y{n}.z(y{n}) as y{n + 1}:\n        y{n + 1}.q()\n" for n in range(600)),
    "long line": "x = [" + "f, " * 20_000 + "]",
    "awaits": "async def h():\n    " + "await " * 1 + "(await " * 60 + "f" + ")" * 60,
}


@pytest.mark.parametrize("shape", DEEP)
def test_deep_and_wide_code(tmp_path: Path, shape: str) -> None:
    lay(tmp_path, {"deep.py": HERE + "f = None\n" + DEEP[shape] + "\n"})
    assert ours("--select=AY", "deep.py", cwd=tmp_path)["deep.py"][0] == Mark(6, 5, "AY101")


def test_a_value_that_travels_far(tmp_path: Path) -> None:
    """The generator goes through 3,000 names before it is awaited."""
    steps = "".join(f"    x{n + 1} = x{n}\n" for n in range(3000))
    text = GENERATOR + "\n\nasync def main():\n    x0 = get_users()\n" + steps + "    await x3000\n"
    lay(tmp_path, {"far.py": text})
    found = ours("--select=AY", "far.py", cwd=tmp_path)
    assert found in ({}, {"far.py": [Mark(3007, 5, "AY101")]})


def test_names_that_lean_on_each_other_in_a_loop(tmp_path: Path) -> None:
    names = [f"value{number}" for number in range(10)]
    given = ", ".join(names)
    calls = "".join(f"        {name} = await step({given})\n" for name in names)
    lib = f"async def run({given}):\n    while True:\n{calls}        return value0\n"
    (tmp_path / "lib.py").write_text(lib)
    (tmp_path / "app.py").write_text("from lib import run\n\n\nrun().x\n" + GENERATOR + USE)
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert ours("app.py", cwd=tmp_path) == {"app.py": [Mark(4, 1, "AY112"), Mark(10, 5, "AY101")]}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - started < 10


def test_a_name_that_means_itself(tmp_path: Path) -> None:
    text = """
a = b
b = a
class C(C): pass
class D(E): pass
class E(D): pass
def f(): return g()
def g(): return f()
x = x()
async def main():
    await a
    await C()
    await D().m()
    await f()
    await x
"""
    lay(tmp_path, {"loops.py": text, "good.py": HERE})
    assert ours("--select=AY", ".", cwd=tmp_path)["good.py"] == [Mark(6, 5, "AY101")]


# -- what it imports


@pytest.mark.parametrize(
    "content",
    [
        b"def broken(:\n",
        b"x = 1\0\n",
        bytes(range(256)),
        b"# coding: klingon\nx = 1\n",
        b"\xff" * 10,
        b"x = " + b"-" * 100_000 + b"1",
        b"x = " + b"(" * 100_000,
        b"x = 1" + b" + 1" * 100_000,
        b"",
    ],
    ids=lambda content: repr(content[:20]),
)
def test_an_import_that_cannot_be_parsed(tmp_path: Path, content: bytes) -> None:
    """Not E999 of the importing file, and its other imports are still known."""
    main = "import bad\nfrom bad import x, y\nfrom bad import *\n" + IMPORTING
    lay(tmp_path, {"bad.py": content, "users.py": GENERATOR, "main.py": main})
    done = run("main.py", cwd=tmp_path)
    assert done.stderr == ""
    assert "E999" not in done.stdout
    assert Mark(8, 5, "AY101") in [mark for _, mark in reports(done.stdout)]


@pytest.mark.parametrize(
    ("coding", "end"),
    [("latin-1", "\n"), ("cp1252", "\r\n"), ("utf-8-sig", "\n"), ("utf-8-sig", "\r")],
)
def test_an_import_in_another_encoding(tmp_path: Path, coding: str, end: str) -> None:
    cookie = "" if coding == "utf-8-sig" else f"# coding: {coding}\n"
    text = (cookie + "name = 'é'\n" + GENERATOR).replace("\n", end)
    lay(tmp_path, {"users.py": text.encode(coding), "main.py": IMPORTING})
    assert ours("main.py", cwd=tmp_path) == {"main.py": FOUND}


@pytest.mark.parametrize(
    "deep",
    [
        "x = 1" + " + 1" * 800,
        "x = f" + "()" * 800,
        "x = f" + ".a" * 800,
        "if 0:\n    pass\n" + "elif 0:\n    pass\n" * 600,
        "x = " + "lambda: " * 90 + "1",
        "x = " + "[" * 90 + "]" * 90,
        "x = " + "0 if 0 else " * 90 + "2",
    ],
    ids=lambda text: text[:12].strip(),
)
def test_an_import_deeply_nested(tmp_path: Path, deep: str) -> None:
    lay(tmp_path, {"users.py": GENERATOR + deep + "\n", "main.py": IMPORTING})
    assert ours("main.py", cwd=tmp_path) == {"main.py": FOUND}


CHAINS = {
    "names": (
        "from m{next} import get_users\n",
        GENERATOR,
        "from m0 import get_users",
        "get_users()",
    ),
    "stars": ("from m{next} import *\n", GENERATOR, "from m0 import *", "get_users()"),
    "modules": (
        "from m{next} import m\n",
        "import users as m\n",
        "from m0 import m",
        "m.get_users()",
    ),
    "classes": (
        "from m{next} import C as B\nclass C(B): pass\n",
        "class C:\n    async def users(self):\n        yield 1\n",
        "from m0 import C",
        "C().users()",
    ),
    "values": (
        "from m{next} import get_users\nasync def f(): await get_users()\n",
        GENERATOR,
        "from m0 import get_users",
        "get_users()",
    ),
}
"""kind -> a link of the chain, its end, and how a module imports and uses its beginning."""


def chain(folder: Path, kind: str, length: int) -> list[Mark]:
    """The reports on a module that uses what `length` modules pass on, and a generator of its own.

    The use of the chain stands on line 8, that of the module's own generator on line 9.
    """
    link, end, importing, use = CHAINS[kind]
    files: dict[str, str | bytes] = {
        f"m{n}.py": link.replace("{next}", str(n + 1)) for n in range(length)
    }
    main = f"{importing}\n\n\nasync def own():\n    yield 1\n\nasync def main():\n    await {use}\n"
    files |= {f"m{length}.py": end, "users.py": GENERATOR, "main.py": main + "    await own()\n"}
    lay(folder, files)
    return ours("--async-yield-no-cache", "main.py", cwd=folder)["main.py"]


@pytest.mark.parametrize("kind", CHAINS)
def test_a_chain_of_modules(tmp_path: Path, kind: str) -> None:
    assert chain(tmp_path, kind, 12) == [Mark(8, 5, "AY101"), Mark(9, 5, "AY101")]


@pytest.mark.parametrize("kind", CHAINS)
def test_a_chain_of_1500_modules(tmp_path: Path, kind: str) -> None:
    """Nobody has to follow it to its end; whoever gives up keeps what does not hang on it."""
    assert chain(tmp_path, kind, 1500)[-1] == Mark(9, 5, "AY101")


@pytest.mark.parametrize(
    "files",
    [
        {"a.py": "from b import *\n", "b.py": "from a import *\n" + GENERATOR},
        {"a.py": "from a import *\nfrom b import *\n", "b.py": GENERATOR},
        {
            "a.py": "from b import *\n",
            "b.py": "from c import *\n",
            "c.py": "from a import *\nfrom d import *\n",
            "d.py": "from d import *\n" + GENERATOR,
        },
        {"a.py": "import main\nfrom b import get_users\n", "b.py": "import a\n" + GENERATOR},
        {"a/__init__.py": "from .b import get_users\n", "a/b.py": "from . import b\n" + GENERATOR},
    ],
)
def test_cycles(tmp_path: Path, files: dict[str, str]) -> None:
    main = "from a import *\n" if "a/__init__.py" not in files else "from a import get_users\n"
    lay(tmp_path, {**files, "main.py": main + USE})
    assert ours("main.py", cwd=tmp_path) == {"main.py": FOUND}


def test_cycles_that_lead_nowhere(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "a.py": "from b import get_users\n",
            "b.py": "from a import get_users\n",
            "main.py": "from a import get_users\nfrom main import main\n" + USE,
            "good.py": HERE,
        },
    )
    assert ours(".", cwd=tmp_path) == {"good.py": [Mark(6, 5, "AY101")]}


def test_missing_imports(tmp_path: Path) -> None:
    missing = "import nowhere.at.all\nfrom . import x\nfrom .... import y\nfrom ..z import *\n"
    lay(tmp_path, {"users.py": GENERATOR, "main.py": missing + IMPORTING})
    assert ours("main.py", cwd=tmp_path) == {"main.py": [Mark(9, 5, "AY101")]}


def test_a_fifo_is_not_read(tmp_path: Path) -> None:
    lay(tmp_path, {"users.py": GENERATOR, "main.py": "from pipe import *\nimport pipe\n" + HERE})
    os.mkfifo(tmp_path / "pipe.py")
    assert ours("main.py", cwd=tmp_path) == {"main.py": [Mark(8, 5, "AY101")]}


def test_folders_and_links(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "folder.py/inside.py": HERE,
            "users.py": GENERATOR,
            "main.py": "import folder, round, dangling, turn.turn.turn\n" + IMPORTING,
        },
    )
    (tmp_path / "round.py").symlink_to("round.py")
    (tmp_path / "dangling.py").symlink_to("nowhere.py")
    (tmp_path / "turn").symlink_to(".", target_is_directory=True)
    found = ours("main.py", "folder.py", cwd=tmp_path)
    assert found == {"main.py": [Mark(6, 5, "AY101")], "folder.py/inside.py": [Mark(6, 5, "AY101")]}


def test_unreadable_folders_and_files(tmp_path: Path) -> None:
    """Who runs as root reads everything; then the imports are simply there."""
    lay(
        tmp_path,
        {
            "shut/__init__.py": "",
            "shut/users.py": GENERATOR,
            "closed.py": GENERATOR,
            "main.py": "import closed\nimport shut.users\n" + HERE,
        },
    )
    (tmp_path / "shut").chmod(0)
    (tmp_path / "closed.py").chmod(0)
    try:
        assert ours("main.py", cwd=tmp_path) == {"main.py": [Mark(8, 5, "AY101")]}
    finally:
        (tmp_path / "shut").chmod(0o755)


def test_names_that_no_file_has(tmp_path: Path) -> None:
    long = "x" * 5000
    text = f"import {long}\nfrom {long}.{long} import y\nfrom .{long} import z\n" + HERE
    lay(tmp_path, {"main.py": text})
    assert ours("main.py", cwd=tmp_path) == {"main.py": [Mark(9, 5, "AY101")]}
    found = ours("-", f"--stdin-display-name={long}/{long}.py", cwd=tmp_path, text=text.encode())
    assert list(found.values()) == [[Mark(9, 5, "AY101")]]


@pytest.mark.parametrize(
    "option",
    [
        "--async-yield-python=nowhere/python",
        "--async-yield-python=/dev/null",
        "--async-yield-roots=nowhere,/dev/null,main.py",
        "--async-yield-cache-dir=/dev/null/cache",
    ],
)
def test_options_that_lead_nowhere(tmp_path: Path, option: str) -> None:
    lay(tmp_path, {"users.py": GENERATOR, "main.py": IMPORTING})
    assert ours(option, "main.py", cwd=tmp_path) == {"main.py": FOUND}


# -- the cache


class Payload:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.folder,)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose summaries have been written to the folder `cache` beside it."""
    lay(tmp_path, {"app/users.py": GENERATOR, "app/main.py": IMPORTING})
    assert cached(tmp_path) == {"main.py": FOUND}
    assert any(path.is_file() for path in (tmp_path / "cache").rglob("*"))
    return tmp_path


def cached(folder: Path) -> dict[str, list[Mark]]:
    return ours(f"--async-yield-cache-dir={folder}/cache", "main.py", cwd=folder / "app")


def test_a_warm_cache_says_the_same(project: Path) -> None:
    assert cached(project) == {"main.py": FOUND}


@pytest.mark.parametrize("size", [0, 1, 10, 100])
def test_a_truncated_cache(project: Path, size: int) -> None:
    for path in (project / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:size])
    assert cached(project) == {"main.py": FOUND}


def test_a_foreign_cache(project: Path) -> None:
    """Somebody else's bytes in the place of ours: never loaded blindly, never run."""
    made = project / "made"
    for path in (project / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(pickle.dumps(Payload(str(made))))
    assert cached(project) == {"main.py": FOUND}
    assert not made.exists()


def test_a_scrambled_cache(project: Path) -> None:
    """Each byte in turn of a small file is too slow; every 37th is not."""
    files = [path for path in (project / "cache").rglob("*") if path.is_file()]
    for path in files:
        data = bytearray(path.read_bytes())
        for place in range(0, len(data), 37):
            data[place] ^= 0xFF
        path.write_bytes(data)
    assert cached(project) == {"main.py": FOUND}


def test_folders_in_the_place_of_cached_files(project: Path) -> None:
    for path in sorted((project / "cache").rglob("*"), reverse=True):
        if path.is_file():
            path.unlink()
            path.mkdir()
    assert cached(project) == {"main.py": FOUND}


def test_a_cache_folder_that_is_a_file(project: Path) -> None:
    arguments = ("--async-yield-cache-dir=users.py", "main.py")
    assert ours(*arguments, cwd=project / "app") == {"main.py": FOUND}
    assert (project / "app/users.py").read_text() == GENERATOR


def test_a_read_only_cache(tmp_path: Path) -> None:
    lay(tmp_path, {"app/users.py": GENERATOR, "app/main.py": IMPORTING})
    (tmp_path / "cache").mkdir(mode=0o555)
    assert cached(tmp_path) == {"main.py": FOUND}


def test_a_full_disk(tmp_path: Path) -> None:
    """No file may grow past nothing, as on a disk that is full."""
    lay(tmp_path, {"app/users.py": GENERATOR, "app/main.py": IMPORTING})
    command = [sys.executable, "-m", "flake8", "--isolated", "--select=AY", "-j1", "main.py"]
    done = subprocess.run(
        [*command, f"--async-yield-cache-dir={tmp_path}/cache"],
        cwd=tmp_path / "app",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert [mark for _, mark in reports(done.stdout)] == FOUND
    assert cached(tmp_path) == {"main.py": FOUND}


def test_no_cache_writes_nothing(tmp_path: Path) -> None:
    lay(tmp_path, {"app/users.py": GENERATOR, "app/main.py": IMPORTING})
    found = ours(
        "--async-yield-no-cache",
        f"--async-yield-cache-dir={tmp_path}/cache",
        "main.py",
        cwd=tmp_path / "app",
    )
    assert found == {"main.py": FOUND}
    assert not (tmp_path / "cache").exists()


def test_a_changed_import_is_seen(project: Path) -> None:
    users = project / "app/users.py"
    users.write_text(GENERATOR.replace("yield", "return"))
    assert cached(project) == {}
    users.write_text(GENERATOR)
    assert cached(project) == {"main.py": FOUND}


def test_many_processes_share_a_cache(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"app/u{n}.py": GENERATOR for n in range(30)}
    for n in range(30):
        files[f"app/main{n}.py"] = IMPORTING.replace("from users", f"from u{n}")
    lay(tmp_path, files)
    command = [sys.executable, "-m", "flake8", "--isolated", "--select=AY", "-j2", "."]
    running = [
        subprocess.Popen(
            [*command, f"--async-yield-cache-dir={tmp_path}/cache"],
            cwd=tmp_path / "app",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(3)
    ]
    outputs = [process.communicate(timeout=60)[0] for process in running]
    assert outputs[0].count("AY101") == 30
    assert outputs[1] == outputs[2] == outputs[0]
