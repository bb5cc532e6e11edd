"""Finding installed packages: which environment, and what folders, `.pth` files and stubs add."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from flake8_async_yield.project.finder import Finder, Found, absolute_name

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
SITE = f"lib/python{VERSION}/site-packages"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose one package has one module; no environment is active."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    plant(tmp_path / "project", {"pyproject.toml": "", "app/__init__.py": "", "app/main.py": ""})
    return tmp_path / "project"


def plant(top: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def install(prefix: Path, *modules: str, site: str = SITE) -> Path:
    """An environment with these files in its site-packages; gives that folder."""
    plant(prefix, {"pyvenv.cfg": f"home = /nowhere/bin\nversion = {VERSION}.0\n"})
    (prefix / site).mkdir(parents=True, exist_ok=True)
    plant(prefix / site, dict.fromkeys(modules, ""))
    return prefix / site


def seen(project: Path, name: str, *, python: str = "", cwd: Path | None = None) -> Found | None:
    finder = Finder(python=python, cwd=str(cwd or project))
    return finder.find(name, finder.module_at(str(project / "app/main.py")))


def path_of(found: Found | None) -> str | None:
    return found.path if found is not None else None


@pytest.mark.parametrize("folder", [".venv", "venv"])
@pytest.mark.parametrize("above", [".", ".."], ids=["beside", "above"])
def test_environment_of_the_project(project: Path, folder: str, above: str) -> None:
    (project.parent / ".git").mkdir()
    site = install(project / above / folder, "lib_x/__init__.py", "lib_x/db.py", "lib_y.py")
    found = seen(project, "lib_x")
    init = os.path.normpath(site / "lib_x/__init__.py")
    assert found == Found("lib_x", init, True, "environment", (os.path.dirname(init),))
    assert path_of(seen(project, "lib_x.db")) == os.path.normpath(site / "lib_x/db.py")
    assert path_of(seen(project, "lib_y")) == os.path.normpath(site / "lib_y.py")
    assert seen(project, "lib_x.missing") is None
    assert seen(project, "lib_z") is None


def test_a_folder_called_venv_that_is_none(project: Path) -> None:
    plant(project, {"venv/lib_x.py": ""})
    site = install(project.parent / ".venv", "lib_x.py")
    (project.parent / ".git").mkdir()
    assert path_of(seen(project, "lib_x")) == str(site / "lib_x.py")


def test_order_of_environments(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "pytest"  # the running interpreter has it
    running = path_of(seen(project, name))
    assert running is not None
    assert os.path.samefile(running, pytest.__file__)

    beside = install(project / ".venv", "pytest.py")
    assert path_of(seen(project, name)) == str(beside / "pytest.py")

    active = install(project.parent / "active", "pytest.py")
    monkeypatch.setenv("VIRTUAL_ENV", str(project.parent / "active"))
    assert path_of(seen(project, name)) == str(active / "pytest.py")

    chosen = install(project.parent / "chosen", "pytest.py")
    assert path_of(seen(project, name, python="../chosen")) == str(chosen / "pytest.py")

    # What the chosen environment lacks is looked for in the running interpreter's only.
    assert path_of(seen(project, "hypothesis", python="../chosen")) is not None
    install(project / ".venv", "lib_x.py")
    assert seen(project, "lib_x", python="../chosen") is None


def test_nonsense_environments_are_passed_over(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = install(project / ".venv", "lib_x.py")
    monkeypatch.setenv("VIRTUAL_ENV", str(project / "gone"))
    for python in ("", "gone/bin/python", "no-such-command", "app", "app/main.py", "\0"):
        assert path_of(seen(project, "lib_x", python=python)) == str(site / "lib_x.py")


@pytest.mark.parametrize(
    ("binary", "site"),
    [
        ("bin/python", SITE),
        (f"bin/python{VERSION}", SITE),
        ("bin/python", f"lib64/python{VERSION}/site-packages"),
        ("bin/pypy3", "lib/pypy3.10/site-packages"),
        ("bin/python3.13t", "lib/python3.13t/site-packages"),
        ("Scripts/python.exe", "Lib/site-packages"),
        ("python.exe", "Lib/site-packages"),
        ("bin/python3", "lib/python3/dist-packages"),
        ("bin/python3.9", "local/lib/python3.9/dist-packages"),
    ],
)
def test_layouts_of_environments(project: Path, binary: str, site: str) -> None:
    prefix = project.parent / "env"
    plant(prefix, {binary: "", f"{site}/lib_x.py": ""})
    for python in (str(prefix / binary), f"../env/{binary}", str(prefix)):
        assert path_of(seen(project, "lib_x", python=python)) == str(prefix / site / "lib_x.py")


def test_the_interpreter_is_a_link(project: Path) -> None:
    """A venv's interpreter links to its base's; a link in ~/bin to an environment's."""
    base = project.parent / "base"
    plant(base, {"bin/python3": "", f"{SITE}/lib_x.py": "", f"{SITE}/lib_base.py": ""})
    site = install(project.parent / "env", "lib_x.py")
    (project.parent / "env/bin").mkdir()
    (project.parent / "bin").mkdir()
    os.symlink(base / "bin/python3", project.parent / "env/bin/python")
    os.symlink(base / "bin/python3", project.parent / "bin/python")
    assert path_of(seen(project, "lib_x", python="../env/bin/python")) == str(site / "lib_x.py")
    assert seen(project, "lib_base", python="../env/bin/python") is None
    found = path_of(seen(project, "lib_base", python="../bin/python"))
    assert found == str(base / SITE / "lib_base.py")


def test_a_command_on_the_path(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prefix = project.parent / "env"
    site = install(prefix, "lib_x.py")
    plant(prefix, {"bin/python-of-env": "#!/bin/sh\n"})
    (prefix / "bin/python-of-env").chmod(0o700)
    monkeypatch.setenv("PATH", str(prefix / "bin"))
    assert path_of(seen(project, "lib_x", python="python-of-env")) == str(site / "lib_x.py")


def test_the_version_that_pyvenv_names(project: Path) -> None:
    site = install(project / ".venv", "lib_x.py")
    plant(project / ".venv/lib/python3.99/site-packages", {"lib_x.py": ""})
    assert path_of(seen(project, "lib_x")) == str(site / "lib_x.py")


def test_system_site_packages(project: Path) -> None:
    base = project.parent / "base"
    plant(base, {f"{SITE}/lib_base.py": ""})
    install(project / ".venv", "lib_x.py")
    config = f"home = {base / 'bin'}\nversion_info = {VERSION}.0.final.0\n"
    plant(project, {".venv/pyvenv.cfg": config + "include-system-site-packages = false\n"})
    assert seen(project, "lib_base") is None
    plant(project, {".venv/pyvenv.cfg": config + "include-system-site-packages = true\n"})
    assert path_of(seen(project, "lib_base")) == str(base / SITE / "lib_base.py")
    looped = f"home = {project / '.venv/bin'}\ninclude-system-site-packages = true\n"
    plant(project, {".venv/pyvenv.cfg": looped})
    assert path_of(seen(project, "lib_x")) == str(project / ".venv" / SITE / "lib_x.py")


class TestPathFiles:
    @pytest.fixture
    def site(self, project: Path) -> Path:
        plant(project.parent / "elsewhere", {"lib_x/__init__.py": "", "lib_x/db.py": ""})
        return install(project / ".venv")

    @pytest.mark.parametrize(
        "text",
        [
            "{there}",
            "{there}\n",
            "\ufeff{there}\r\n",
            "# {away}\n\n  \nimport nowhere\n{there}",
            "../../../../../elsewhere",
            "{away}\n{there}\n",
        ],
    )
    def test_lines(self, project: Path, site: Path, text: str) -> None:
        there = project.parent / "elsewhere"
        filled = text.format(there=there, away=project.parent / "away")
        (site / "a.pth").write_bytes(filled.encode())
        found = seen(project, "lib_x.db")
        assert found == Found("lib_x.db", str(there / "lib_x/db.py"), False, "environment", ())

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("a.txt", "{there}"),
            (".a.pth", "{there}"),
            ("a.pth", "# {there}"),
            ("a.pth", "import sys; sys.path.append('{there}')"),
            ("a.pth", "\0\n\udcff"),
            ("a.pth/x", "{there}"),
        ],
    )
    def test_what_adds_nothing(self, project: Path, site: Path, name: str, text: str) -> None:
        filled = text.format(there=project.parent / "elsewhere")
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(filled.encode("utf-8", "surrogateescape"))
        assert seen(project, "lib_x") is None

    def test_site_packages_come_first(self, project: Path, site: Path) -> None:
        plant(site, {"a.pth": str(project.parent / "elsewhere"), "lib_x.py": ""})
        assert path_of(seen(project, "lib_x")) == str(site / "lib_x.py")


class TestEditableInstalls:
    """What setuptools and `editables` write; taken from what they wrote for a real package."""

    @pytest.fixture
    def there(self, project: Path) -> Path:
        there = project.parent / "elsewhere"
        names = ("source/__init__.py", "source/db.py", "lib_m.py", "ns/p/q.py")
        plant(there, dict.fromkeys(names, ""))
        return there

    def write(self, project: Path, text: str, name: str = "__editable___lib_x_0_1_finder") -> None:
        pth = f"import {name}; {name}.install()"
        install(project / ".venv")
        plant(project / ".venv" / SITE, {"__editable__.lib_x-0.1.pth": pth, f"{name}.py": text})

    def test_setuptools(self, project: Path, there: Path) -> None:
        places = {"lib_x": "source", "lib_m": "lib_m", "ns.p": "ns/p"}
        mapping = {name: str(there / place) for name, place in places.items()}
        self.write(
            project,
            "from __future__ import annotations\nimport sys\n"
            f"MAPPING: dict[str, str] = {mapping!r}\n"
            f"NAMESPACES: dict[str, list[str]] = {{'ns': [{str(there / 'ns')!r}]}}\n"
            "PATH_PLACEHOLDER = '__editable__.lib_x-0.1.finder' + '.__path_hook__'\n"
            "def install():\n    raise SystemExit\n",
        )
        found = seen(project, "lib_x")
        init = str(there / "source/__init__.py")
        assert found == Found("lib_x", init, True, "environment", (str(there / "source"),))
        assert path_of(seen(project, "lib_x.db")) == str(there / "source/db.py")
        assert path_of(seen(project, "lib_m")) == str(there / "lib_m.py")
        assert path_of(seen(project, "ns.p.q")) == str(there / "ns/p/q.py")
        assert seen(project, "ns") == Found("ns", "", True, "environment", (str(there / "ns"),))

    def test_an_editable_package_sees_itself(self, project: Path, there: Path) -> None:
        self.write(project, f"MAPPING = {{'lib_x': {str(there / 'source')!r}}}\n")
        finder = Finder(cwd=str(project))
        package = finder.find("lib_x", finder.module_at(str(project / "app/main.py")))
        assert package is not None
        name = absolute_name(package.name, package.is_package, 1, "db")
        assert name == "lib_x.db"
        assert path_of(finder.find(name, package)) == str(there / "source/db.py")

    def test_editables(self, project: Path, there: Path) -> None:
        self.write(
            project,
            "from editables.redirector import RedirectingFinder as F\nF.install()\n"
            f"F.map_module('lib_x', {str(there / 'source/__init__.py')!r})\n"
            f"F.map_module('lib_m', {str(there / 'lib_m.py')!r})",
            "_editable_impl_lib_x",
        )
        assert path_of(seen(project, "lib_x.db")) == str(there / "source/db.py")
        assert path_of(seen(project, "lib_m")) == str(there / "lib_m.py")

    @pytest.mark.parametrize(
        "text",
        [
            "MAPPING = {",
            "MAPPING = {'lib_x': __import__('os').system('true')}",
            "MAPPING = {1: 2, 'lib_x': 3}",
            "MAPPING = {'lib_x'}",
            "MAPPING = {'lib_x': '/no/such/place', 'lib_m': '', '': '/'}",
            "MAPPING = " + "{" * 3000 + "}" * 3000,
            "F.map_module('lib_x')\nF.map_module('lib_x', 1)\nF.map_module(''')",
        ],
    )
    def test_damaged(self, project: Path, text: str) -> None:
        self.write(project, text)
        assert seen(project, "lib_x") is None
        assert seen(project, "lib_m") is None


def test_stub_packages(project: Path) -> None:
    site = install(
        project / ".venv",
        *("only-stubs/__init__.pyi", "only-stubs/db.pyi"),
        *("both/__init__.py", "both/db.py", "both-stubs/__init__.pyi", "both-stubs/db.pyi"),
        *("both-stubs/compiled.pyi", "both/compiled.so"),
        *("mixed/__init__.py", "mixed/a.py", "mixed/a.pyi", "mixed/b.pyi", "mixed/b.so"),
        *("spread-stubs/inner/__init__.pyi",),
    )
    expected = {
        "only": "only-stubs/__init__.pyi",
        "only.db": "only-stubs/db.pyi",
        "both": "both/__init__.py",
        "both.db": "both/db.py",
        "both.compiled": "both-stubs/compiled.pyi",
        "mixed.a": "mixed/a.pyi",
        "mixed.b": "mixed/b.pyi",
        "spread.inner": "spread-stubs/inner/__init__.pyi",
    }
    assert {name: path_of(seen(project, name)) for name in expected} == {
        name: str(site / path) for name, path in expected.items()
    }


def test_namespace_packages_over_several_folders(project: Path) -> None:
    site = install(project / ".venv", "ns/a.py", "a.pth")
    plant(project.parent / "elsewhere", {"ns/b.py": ""})
    (site / "a.pth").write_text(str(project.parent / "elsewhere"))
    plant(project, {"ns/c.py": ""})
    assert path_of(seen(project, "ns.a")) == str(site / "ns/a.py")
    assert path_of(seen(project, "ns.b")) == str(project.parent / "elsewhere/ns/b.py")
    own = seen(project, "ns.c")
    assert own == Found("ns.c", str(project / "ns/c.py"), False, "project", ())


def test_the_project_hides_what_is_installed(project: Path) -> None:
    site = install(project / ".venv", "app/__init__.py", "app/old.py")
    assert path_of(seen(project, "app")) == str(project / "app/__init__.py")
    assert path_of(seen(project, "app.old")) == str(site / "app/old.py")


def test_an_installed_module_sees_only_the_environment(project: Path) -> None:
    site = install(project / ".venv", "lib_x/__init__.py", "lib_x/db.py", "lib_y.py", "types.py")
    plant(project, {"lib_y.py": ""})
    finder = Finder(cwd=str(project))
    package = finder.find("lib_x", finder.module_at(str(project / "app/main.py")))
    assert package is not None
    assert path_of(finder.find("lib_x.db", package)) == str(site / "lib_x/db.py")
    assert path_of(finder.find("lib_y", package)) == str(site / "lib_y.py")
    assert finder.find("app", package) is None
    assert finder.find("types", package) is None


def test_two_projects_each_with_its_environment(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    finder = Finder(cwd=str(tmp_path))
    found = []
    for name in ("one", "two"):
        site = install(tmp_path / name / ".venv", "lib_x.py")
        plant(tmp_path / name, {"pyproject.toml": "", f"{name}_app/__init__.py": ""})
        importer = finder.module_at(str(tmp_path / name / f"{name}_app/main.py"))
        found.append(path_of(finder.find("lib_x", importer)) == str(site / "lib_x.py"))
    assert found == [True, True]


def test_the_standard_library_is_not_searched(project: Path) -> None:
    install(project / ".venv", "asyncio/__init__.py")
    plant(project, {f".venv/lib/python{VERSION}/queue.py": ""})
    assert seen(project, "asyncio") is None
    assert seen(project, "queue") is None


def test_installed_packages_are_found_as_python_finds_them() -> None:
    """Against the real thing: modules that this test run has imported from site-packages."""
    finder = Finder()
    importer = finder.module_at(__file__)
    compared = 0
    for name, module in sorted(sys.modules.items()):
        path = getattr(module, "__file__", None) or ""
        spec = getattr(module, "__spec__", None)
        if "site-packages" not in path or not path.endswith(".py") or spec is None:
            continue
        if spec.name != name or "__editable__" in path:
            continue
        if name.partition(".")[0] == "flake8_async_yield":
            continue  # the checkout's own package lies nearer than the installed one
        found = finder.find(name, importer)
        assert found is not None, name
        text, extension = os.path.splitext(found.path)  # a stub of the package's own comes first
        beside = text + ".py" if extension == ".pyi" else found.path
        assert os.path.samefile(beside, path), name
        compared += 1
    assert compared > 100
