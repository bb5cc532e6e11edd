"""Finding modules from the source tree: each layout is a small tree on disk, and what is found.

The order of precedence inside one root is compared with CPython's own `FileFinder` on random trees.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_async_yield.project.finder import Finder, Found, absolute_name, is_stdlib

Tree = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Writes files (a path ending in '/' is a folder) and gives the folder they are in."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)

    def write(*paths: str, **texts: str) -> Path:
        plant(tmp_path, {**dict.fromkeys(paths, ""), **texts})
        return tmp_path

    return write


def plant(top: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = top / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


def seen(
    top: Path, importer: str, name: str, *, cwd: str = "", roots: tuple[str, ...] = ()
) -> str | None:
    """The path (below `top`) that `name` leads to in `importer`; '?' where it can't be told."""
    finder = Finder(cwd=str(top / cwd), roots=roots)
    return shown(top, finder.find(name, finder.module_at(str(top / importer))))


def shown(top: Path, found: Found | None) -> str | None:
    if found is None:
        return None
    if found.path:
        assert os.path.isfile(found.path)
        return Path(found.path).relative_to(top).as_posix()
    if not found.folders:
        return "?"
    return "+".join(Path(folder).relative_to(top).as_posix() + "/" for folder in found.folders)


FLAT = ("pyproject.toml", "app/__init__.py", "app/db.py", "app/api/__init__.py", "app/api/users.py")
BARE = ("pyproject.toml", "app/db.py", "app/api/users.py")
SRC = ("pyproject.toml", "src/app/__init__.py", "src/app/db.py", "tests/test_db.py")
BARE_SRC = ("pyproject.toml", "src/app/db.py", "src/app/api/users.py", "tests/test_db.py")
MONO = (
    ".git/",
    "svc/pyproject.toml",
    "svc/app/__init__.py",
    "svc/app/main.py",
    "packages/core/pyproject.toml",
    "packages/core/src/core/__init__.py",
    "packages/core/src/core/db.py",
    "packages/web/setup.py",
    "packages/web/web/__init__.py",
)


@pytest.mark.parametrize(
    ("files", "importer", "name", "path"),
    [
        pytest.param(FLAT, "app/api/users.py", "app.db", "app/db.py", id="flat"),
        pytest.param(FLAT, "app/api/users.py", "app", "app/__init__.py", id="flat-package"),
        pytest.param(FLAT, "app/api/users.py", "app.api", "app/api/__init__.py", id="flat-inner"),
        pytest.param(FLAT, "app/api/users.py", "app.missing", None, id="flat-missing"),
        pytest.param(FLAT, "app/api/users.py", "app.db.get", None, id="below-a-module"),
        pytest.param(FLAT, "app/api/new.py", "app.db", "app/db.py", id="file-not-on-disk"),
        pytest.param(FLAT, "app/new/x.py", "app.db", "app/db.py", id="folder-not-on-disk"),
        pytest.param(FLAT, "main.py", "app.db", "app/db.py", id="script-beside-the-package"),
        pytest.param(FLAT, "app/api/users.py", "db", None, id="no-root-inside-a-package"),
        pytest.param(BARE, "app/api/users.py", "app.db", "app/db.py", id="namespace"),
        pytest.param(BARE, "app/api/users.py", "app", "app/", id="namespace-itself"),
        pytest.param(SRC, "src/app/db.py", "app", "src/app/__init__.py", id="src"),
        pytest.param(SRC, "tests/test_db.py", "app.db", "src/app/db.py", id="src-from-tests"),
        pytest.param(BARE_SRC, "src/app/api/users.py", "app.db", "src/app/db.py", id="bare-src"),
        pytest.param(BARE_SRC, "tests/test_db.py", "app.db", "src/app/db.py", id="bare-src-tests"),
        pytest.param(
            (*SRC, "tests/helpers.py"), "tests/test_db.py", "helpers", "tests/helpers.py",
            id="beside-a-test",
        ),
        pytest.param(
            (*FLAT, "tests/__init__.py", "tests/unit/__init__.py"), "tests/unit/test_x.py",
            "app.db", "app/db.py", id="tests-are-a-package",
        ),
        pytest.param(
            (*FLAT, "tests/app/__init__.py", "tests/app/test_x.py"), "tests/test_main.py", "app.db",
            "app/db.py", id="tests-mirror-the-package",
        ),
        pytest.param(
            (*BARE, "tests/app/test_x.py"), "tests/test_main.py", "app.db", "app/db.py",
            id="tests-mirror-the-namespace",
        ),
        pytest.param(
            ("pyproject.toml", "app/__init__.py", "app/db.py", "app/api/users.py"),
            "app/api/users.py", "app.db", "app/db.py", id="folder-without-init-in-a-package",
        ),
        pytest.param(
            ("pyproject.toml", "app/__init__.py", "app/api/users.py"),
            "app/__init__.py", "app.api.users", "app/api/users.py", id="into-such-a-folder",
        ),
        pytest.param(
            ("pyproject.toml", "my-app/db.py", "my-app/api/users.py"),
            "my-app/api/users.py", "db", "my-app/db.py", id="folder-that-is-no-identifier",
        ),
        pytest.param(
            (".git/", "backend/app/db.py", "backend/app/api/users.py"),
            "backend/app/api/users.py", "app.db", "backend/app/db.py", id="below-the-repository",
        ),
        pytest.param(
            (".git/", "acme/shop/__init__.py", "acme/shop/x.py", "acme/core.py"),
            "acme/shop/x.py", "acme.core", "acme/core.py", id="package-in-a-namespace",
        ),
        pytest.param(
            ("pyproject.toml", "app/__init__.py", "app/db.pyi", "app/x.py", "app/x.pyi"),
            "main.py", "app.db", "app/db.pyi", id="stub-where-there-is-no-source",
        ),
        pytest.param(
            ("pyproject.toml", "app/__init__.py", "app/x.py", "app/x.pyi"),
            "main.py", "app.x", "app/x.py", id="source-before-stub",
        ),
        pytest.param(
            ("pyproject.toml", "x.py", "x/__init__.py"), "main.py", "x", "x/__init__.py",
            id="package-before-module",
        ),
        pytest.param(
            ("pyproject.toml", "x.py", "x/y.py"), "main.py", "x", "x.py",
            id="module-before-namespace",
        ),
        pytest.param(
            ("pyproject.toml", "x/a.py", "src/x/b.py"), "main.py", "x.b", "src/x/b.py",
            id="namespace-in-two-roots",
        ),
        pytest.param(
            ("pyproject.toml", "x/a.py", "src/x/__init__.py"), "main.py", "x", "src/x/__init__.py",
            id="regular-package-before-an-earlier-namespace",
        ),
        pytest.param(
            (*FLAT, "__init__.py", ".git/"), "app/api/users.py", "app.db", "app/db.py",
            id="stray-init-at-the-top",
        ),
        pytest.param(
            (*FLAT, "__init__.py", ".git/"), "tests/test_x.py", "app.db", "app/db.py",
            id="stray-init-at-the-top-from-tests",
        ),
        pytest.param(MONO, "svc/app/main.py", "app", "svc/app/__init__.py", id="mono-own"),
        pytest.param(
            MONO, "svc/app/main.py", "core.db", "packages/core/src/core/db.py", id="mono-src"
        ),
        pytest.param(
            MONO, "svc/app/main.py", "web", "packages/web/web/__init__.py", id="mono-flat"
        ),
        pytest.param(
            (*MONO, "core/pyproject.toml", "core/core/__init__.py"), "svc/app/main.py", "core", "?",
            id="mono-two-of-a-name",
        ),
        pytest.param(
            ("pyproject.toml", *MONO[1:]), "packages/web/web/views.py", "core.db",
            "packages/core/src/core/db.py", id="mono-without-repository",
        ),
        pytest.param(
            MONO[1:], "packages/web/web/views.py", "core.db", None,
            id="mono-without-a-file-at-the-top",
        ),
        pytest.param(
            (".git/", "db/pyproject.toml", "db/src/db/__init__.py", "api/api/__init__.py"),
            "api/api/x.py", "db", "db/src/db/__init__.py", id="mono-folder-hides-its-package",
        ),
        pytest.param(
            (".git/", "a/app/__init__.py", "a/app/x.py", "b/app/__init__.py", "b/app/x.py"),
            "b/app/x.py", "app.x", "b/app/x.py", id="two-services-each-its-own-app",
        ),
    ],
)  # fmt: skip
def test_layouts(
    tree: Tree, files: tuple[str, ...], importer: str, name: str, path: str | None
) -> None:
    top = tree(*files)
    # From wherever flake8 is started, the same is found.
    for cwd in ("", os.path.dirname(importer)):
        assert seen(top, importer, name, cwd=cwd) == path


@pytest.mark.parametrize(
    ("files", "path", "name"),
    [
        (FLAT, "app/db.py", "app.db"),
        (FLAT, "app/__init__.py", "app"),
        (FLAT, "app/api/__init__.py", "app.api"),
        (FLAT, "app/new/__init__.py", "app.new"),
        (FLAT, "new/__init__.py", "new"),
        (FLAT, "app/api/<stdin>.py", "app.api.<stdin>"),
        (FLAT, "app/api/stdin", "app.api.stdin"),
        (FLAT, "app/api/book.ipynb", "app.api.book"),
        (FLAT, "main.py", "main"),
        (BARE, "app/api/users.py", "app.api.users"),
        (SRC, "src/app/db.py", "app.db"),
        (SRC, "tests/test_db.py", "tests.test_db"),
        (BARE_SRC, "src/app/api/users.py", "app.api.users"),
        (MONO, "packages/core/src/core/db.py", "core.db"),
        (("pyproject.toml", "migrations/versions/0001_x.py"), "migrations/versions/0001_x.py",
         "migrations.versions.0001_x"),
        (("shop/shop/__init__.py", "shop/tests/test_x.py"), "shop/tests/test_x.py", "tests.test_x"),
    ],
)  # fmt: skip
def test_a_file_has_one_name(tree: Tree, files: tuple[str, ...], path: str, name: str) -> None:
    top = tree(*files)
    found = Finder(cwd=str(top)).module_at(str(top / path))
    assert (found.name, found.path, found.origin) == (name, str(top / path), "project")
    assert found.is_package == (os.path.basename(path) == "__init__.py")
    assert found.folders == ((str((top / path).parent),) if found.is_package else ())


def test_a_file_found_by_two_roots_is_one_module(tree: Tree) -> None:
    top = tree(*BARE_SRC)
    finder = Finder(cwd=str(top))
    test = finder.module_at(str(top / "tests/test_db.py"))
    own = finder.module_at(str(top / "src/app/db.py"))
    assert finder.find("app.db", test) is own
    assert finder.find("src.app.db", test) is own


def test_relative_paths_start_in_the_cwd(tree: Tree) -> None:
    top = tree(*FLAT)
    finder = Finder(cwd=str(top / "app"))
    assert finder.module_at("./api/../db.py") is finder.module_at(str(top / "app/db.py"))


@pytest.mark.parametrize(
    ("files", "folder"),
    [(FLAT, "app/api"), (BARE, "app/api"), (BARE_SRC, "src/app/api")],
    ids=["regular", "namespace", "src"],
)
def test_a_nameless_buffer_in_its_own_folder(
    tree: Tree, files: tuple[str, ...], folder: str
) -> None:
    """Emacs flymake: standard input, and the file's own folder as the working one."""
    top = tree(*files)
    finder = Finder(cwd=str(top / folder))
    buffer = finder.module_at("<stdin>.py")
    up = absolute_name(buffer.name, buffer.is_package, 2, "db")
    assert up == "app.db"
    for name in (up, "app.db"):
        assert shown(top, finder.find(name, buffer)) == f"{os.path.dirname(folder)}/db.py"


@pytest.mark.parametrize(
    ("files", "importer", "name", "path"),
    [
        pytest.param(
            ("pyproject.toml", "app/__init__.py", "app/types.py"), "app/x.py", "types", None,
            id="module-of-a-package",
        ),
        pytest.param(
            ("pyproject.toml", "app/__init__.py", "app/types.py"), "app/x.py", "app.types",
            "app/types.py", id="its-whole-name",
        ),
        pytest.param(("pyproject.toml", "queue.py"), "main.py", "queue", "queue.py",
                     id="beside-a-script"),
        pytest.param(("pyproject.toml", "queue.py", "app/__init__.py"), "app/x.py", "queue",
                     "queue.py", id="beside-the-package"),
        pytest.param(("pyproject.toml", "app/queue.py"), "app/x.py", "queue", "?",
                     id="script-or-namespace"),
        pytest.param(("pyproject.toml", "app/logging.py"), "app/x.py", "logging.handlers", "?",
                     id="a-part-of-what-can't-be-told"),
        pytest.param(("pyproject.toml", "src/queue.py"), "tests/x.py", "queue", "?",
                     id="in-a-root-that-is-only-likely"),
        pytest.param(("pyproject.toml", "time.py"), "main.py", "time", None, id="built-in"),
        pytest.param(("pyproject.toml", "os.py"), "main.py", "os", None, id="imported-at-start"),
        pytest.param(("pyproject.toml", "queue/x.py"), "main.py", "queue", None,
                     id="a-folder-hides-no-module"),
        pytest.param(("pyproject.toml", "queue/x.py", "queue/y.py"), "queue/x.py", "queue.y",
                     "queue/y.py", id="relative-in-such-a-folder"),
        pytest.param(("pyproject.toml",), "main.py", "asyncio.queues", None, id="plain"),
    ],
)  # fmt: skip
def test_standard_library_names(
    tree: Tree, files: tuple[str, ...], importer: str, name: str, path: str | None
) -> None:
    top = tree(*files)
    assert seen(top, importer, name) == path
    assert is_stdlib(name) != name.startswith("app")


class TestInstalledNames:
    """`redis` stands for a package that the shipped data answers for, `alembic` for a folder."""

    def seen(self, top: Path, importer: str, name: str, *, shipped: bool = True) -> str | None:
        finder = Finder(cwd=str(top), shipped={"redis", "alembic"} if shipped else ())
        return shown(top, finder.find(name, finder.module_at(str(top / importer))))

    @pytest.fixture(params=["shipped", "installed"])
    def known(self, tree: Tree, request: pytest.FixtureRequest) -> bool:
        if request.param == "installed":
            site = f".venv/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
            names = ("redis/__init__.py", "alembic/__init__.py", "alembic/op.py")
            tree(*(f"{site}/{name}" for name in names))
        return bool(request.param == "shipped")

    def test_its_own_repository_comes_first(self, tree: Tree, known: bool) -> None:
        top = tree("pyproject.toml", "redis/__init__.py", "tests/test_redis.py")
        assert self.seen(top, "tests/test_redis.py", "redis", shipped=known) == "redis/__init__.py"

    def test_a_part_that_the_project_lacks_is_not_asked_of_the_shipped_one(
        self, tree: Tree
    ) -> None:
        top = tree("pyproject.toml", "redis/__init__.py", "tests/test_redis.py")
        assert self.seen(top, "tests/test_redis.py", "redis.asyncio") == "?"

    def test_a_neighbour_in_a_namespace_package_is_ambiguous(self, tree: Tree, known: bool) -> None:
        top = tree("pyproject.toml", "app/redis.py", "app/main.py")
        assert self.seen(top, "app/main.py", "redis", shipped=known) == "?"

    def test_a_neighbour_in_a_regular_package_is_not_meant(self, tree: Tree, known: bool) -> None:
        top = tree("pyproject.toml", "app/__init__.py", "app/redis.py", "app/main.py")
        path = self.seen(top, "app/main.py", "redis", shipped=known)
        assert path is None if known else path is not None and path.startswith(".venv/")

    def test_a_file_that_seems_to_import_itself(self, tree: Tree, known: bool) -> None:
        top = tree("pyproject.toml", "app/redis.py", "app/main.py")
        path = self.seen(top, "app/redis.py", "redis", shipped=known)
        assert path is None if known else path is not None and path.startswith(".venv/")

    def test_a_folder_does_not_hide_the_package(self, tree: Tree, known: bool) -> None:
        top = tree("pyproject.toml", "alembic/env.py", "alembic/versions/x.py")
        path = self.seen(top, "alembic/env.py", "alembic.op", shipped=known)
        assert path is None if known else path is not None and path.startswith(".venv/")
        assert self.seen(top, "alembic/env.py", "alembic.versions.x") == "alembic/versions/x.py"

    def test_two_guesses_that_differ(self, tree: Tree) -> None:
        top = tree("pyproject.toml", "tests/support.py", "support.py", "tests/test_x.py")
        assert self.seen(top, "tests/test_x.py", "support") == "?"


def test_configured_roots(tree: Tree) -> None:
    top = tree("pyproject.toml", "main.py", "code/python/app/__init__.py", "other/x.py", "types.py")
    roots = ("code/python", str(top / "other"))
    assert seen(top, "main.py", "app", roots=roots) == "code/python/app/__init__.py"
    assert seen(top, "main.py", "x", roots=roots) == "other/x.py"
    assert seen(top, "main.py", "app") is None
    finder = Finder(cwd=str(top), roots=("code",))
    assert finder.module_at(str(top / "code/python/new.py")).name == "python.new"


def test_cwd_below_the_repository(tree: Tree) -> None:
    top = tree(".git/", "backend/app/__init__.py", "tools/check.py")
    assert seen(top, "tools/check.py", "app") is None
    assert seen(top, "tools/check.py", "app", cwd="backend") == "backend/app/__init__.py"


@pytest.mark.parametrize(
    ("level", "source", "importer", "is_package", "name"),
    [
        (0, "a.b", "x.y", False, "a.b"),
        (1, "", "x.y", False, "x"),
        (1, "z", "x.y", False, "x.z"),
        (2, "z", "x.y.w", False, "x.z"),
        (1, "z", "x.y", True, "x.y.z"),
        (2, "", "x.y", True, "x"),
        (2, "z", "x.y", False, ""),
        (3, "z", "x.y", True, ""),
        (1, "z", "main", False, ""),
        (99, "z", "main", False, ""),
    ],
)
def test_relative_names(
    level: int, source: str, importer: str, is_package: bool, name: str
) -> None:
    assert absolute_name(importer, is_package, level, source) == name


def test_what_is_no_module(tree: Tree) -> None:
    top = tree("pyproject.toml", "main.py", "x.py/y.py", "pkg/__init__.py/", "loop/")
    os.mkfifo(top / "pipe.py")
    os.symlink(top / "gone.py", top / "dangling.py")
    os.symlink(top / "ring.py", top / "ring.py")
    os.symlink(top / "loop", top / "loop" / "loop")
    os.symlink(top, top / "again")
    for name in ("x", "pipe", "dangling", "ring"):
        assert seen(top, "main.py", name) is None
    assert seen(top, "main.py", "pkg") == "pkg/"
    assert seen(top, "main.py", "loop.loop.loop") == "loop/loop/loop/"
    assert seen(top, "main.py", "again.again.main") == "again/again/main.py"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_folder_is_not_there(tree: Tree) -> None:
    top = tree("pyproject.toml", "main.py", "app/__init__.py")
    (top / "app").chmod(0)
    try:
        assert seen(top, "main.py", "app") is None
    finally:
        (top / "app").chmod(0o700)


@pytest.mark.parametrize("name", ["", ".", "a..b", "a.", "x" * 5000, "a\0b", "é", "\udcff"])
def test_odd_names_are_not_there(tree: Tree, name: str) -> None:
    assert seen(tree("pyproject.toml"), "main.py", name) is None


def test_a_deleted_working_folder(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    top = tree(*FLAT, "gone/")
    monkeypatch.chdir(top / "gone")
    (top / "gone").rmdir()
    finder = Finder()
    assert shown(top, finder.find("app.db", finder.module_at(str(top / "main.py")))) == "app/db.py"


def test_a_tree_without_any_marker(tree: Tree) -> None:
    top = tree("a/b/app/db.py", "a/b/app/api/users.py")
    assert seen(top, "a/b/app/api/users.py", "app.db", cwd="a/b") == "a/b/app/db.py"
    assert seen(top, "a/b/app/api/users.py", "app.db", cwd="a/b/app/api") == "a/b/app/db.py"


STEMS = ("a", "b", "c")
ENTRIES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(STEMS), max_size=2),
        st.sampled_from([*STEMS, "__init__"]),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(entries=ENTRIES, name=st.lists(st.sampled_from(STEMS), min_size=1, max_size=3))
def test_one_root_is_searched_as_cpython_does(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[tuple[list[str], str]],
    name: list[str],
) -> None:
    top = tmp_path_factory.mktemp("tree")
    plant(top, {"setup.cfg": ""})
    plant(top, {"/".join([*parents, f"{stem}.py"]): "" for parents, stem in entries})
    finder = Finder(cwd=str(top))
    found = finder.find(".".join(name), finder.module_at(str(top / "main.py")))

    spec: ModuleSpec | None = None
    path = [str(top)]
    for stem in name:
        spec = FileFinder(path[0], (SourceFileLoader, [".py"])).find_spec(stem) if path else None
        path = list(spec.submodule_search_locations or ()) if spec else []
    if spec is None:
        assert found is None
    else:
        assert found is not None
        assert found.path == (spec.origin or "")
        assert found.folders == tuple(spec.submodule_search_locations or ())
        assert found.is_package == bool(found.folders)


def test_nothing_is_imported(tree: Tree) -> None:
    top = tree("pyproject.toml", "main.py", **{"boom/__init__.py": "raise SystemExit"})
    before = set(sys.modules)
    assert seen(top, "main.py", "boom") == "boom/__init__.py"
    assert set(sys.modules) - before == set()


def test_each_folder_is_read_once(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    top = tree(*MONO, *(f"svc/app/m{number}.py" for number in range(50)))
    reads: list[str] = []
    listdir = os.listdir

    def counted(folder: str) -> list[str]:
        reads.append(folder)
        return listdir(folder)

    monkeypatch.setattr(os, "listdir", counted)
    finder = Finder(cwd=str(top))
    for number in range(50):
        importer = finder.module_at(str(top / f"svc/app/m{number}.py"))
        for name in ("app", "app.m7", "core.db", "nowhere", "nowhere.at.all"):
            finder.find(name, importer)
    assert len(reads) == len(set(reads))


def test_a_known_name_costs_next_to_nothing(tree: Tree) -> None:
    top = tree(*FLAT)
    finder = Finder(cwd=str(top))
    importer = finder.module_at(str(top / "app/api/users.py"))
    finder.find("app.db", importer)
    start = time.process_time()
    for _ in range(10_000):
        finder.find("app.db", importer)
    assert time.process_time() - start < 0.2  # 20 us each


def test_files_above_up_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`conftest.py` counts for a `tests` folder that is no package, with no project file about."""
    (tmp_path / "app" / "tests").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "app"):
        (folder / "conftest.py").write_text("")
    monkeypatch.chdir(tmp_path / "app")
    found = Finder().above("tests/test_a.py", "conftest.py")
    assert [one.path for one in found][:1] == [str(tmp_path / "app" / "conftest.py")]
    monkeypatch.chdir(tmp_path / "app" / "tests")
    assert Finder().above("test_a.py", "conftest.py") == []
