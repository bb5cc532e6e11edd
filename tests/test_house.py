"""The house stands as it was drawn: imports run one way, the rooms keep what they promise."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

import flake8_async_yield
from flake8_async_yield.rules.base import all_codes, all_rules, checks, opt_in_codes

PACKAGE = Path(flake8_async_yield.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

TOOLS = tuple(
    f"libraries.{tool}" for tool in ("generate", "interest", "reach", "shorten", "sources")
)
"""What a maintainer runs to write the libraries' data anew; no run of the plugin loads it."""

LAYERS = [
    ("", "violation", "kinds", "columns", "settings"),
    ("source",),
    ("names",),
    ("libraries", "project"),
    ("values",),
    ("rules.base",),  # what a rule is: the engine hands nodes to it, the rules below inherit it
    ("engine",),
    ("rules",),
    ("fixes",),
    ("plugin", "cli", "__main__", "lsp", *TOOLS),
]
"""From the ground up; a file imports from its own layer and from those before it."""


def layer(module: str) -> int:
    """The layer of a module of the package, given without the package's name."""
    if module in LAYERS[0]:
        return 0
    for depth, rooms in enumerate(LAYERS):
        if module in rooms:
            return depth
    return layer(module.rpartition(".")[0])


def name_of(path: Path) -> str:
    """The module that `path` is, without the package's name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of what `path` imports at run time, those inside functions too.

    What stands under `if TYPE_CHECKING:` is not imported.
    """
    stack: list[ast.AST] = [ast.parse(path.read_text())]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            stack.extend(node.orelse)
            continue
        stack.extend(ast.iter_child_nodes(node))
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            assert node.module is not None
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def modules() -> set[str]:
    return {name_of(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=[name_of(path) or "__init__" for path in FILES])
def test_imports_run_one_way(path: Path) -> None:
    own = layer(name_of(path))
    known = modules()
    for line, target in imports(path):
        package, _, rest = target.partition(".")
        if package != "flake8_async_yield":
            continue
        room = rest if rest in known else rest.rpartition(".")[0]
        if name_of(path).startswith(f"{room}."):
            continue  # its own folder, which Python has imported already
        assert layer(room) <= own, f"{path.name}:{line} imports {target} from above"


@pytest.mark.parametrize("path", FILES, ids=[name_of(path) or "__init__" for path in FILES])
def test_libcst_has_one_room(path: Path) -> None:
    users = {target.split(".")[0] for _, target in imports(path)}
    if "libcst" in users:
        assert name_of(path).startswith("fixes.rewrite")


def test_the_direction_is_not_vacuous() -> None:
    """The checks above would catch an import upwards: the layers differ and are all there."""
    assert layer("engine") < layer("rules.ay101_await_async_generator") < layer("plugin")
    assert layer("names.scopes") < layer("project.index") < layer("values.evaluate")
    crossing = [
        target
        for path in FILES
        for _, target in imports(path)
        if target.startswith("flake8_async_yield.")
    ]
    assert len(crossing) > 20


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has after `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(done.stdout.split())


def test_flake8s_path_never_loads_libcst() -> None:
    modules = loaded_by(
        "from flake8_async_yield.plugin import Plugin\n"
        "import ast\n"
        "text = 'async def g():\\n    yield\\nasync def f():\\n    await g()\\n'\n"
        "reports = list(Plugin(ast.parse(text), text.splitlines(True), 'x.py').run())\n"
        "assert reports, 'nothing was linted'\n"
    )
    assert "flake8_async_yield.plugin" in modules
    assert [name for name in modules if name.split(".")[0] == "libcst"] == []
    assert modules & {f"flake8_async_yield.{tool}" for tool in TOOLS} == set()


def test_a_lint_loads_the_rules_that_look_at_anything() -> None:
    assert checks() == tuple(rule for rule in all_rules() if rule.looks_at)
    off = frozenset({"AY307", "AY503"})
    assert checks(off) == tuple(rule for rule in checks() if not off & set(rule.codes))


def test_a_lint_loads_nothing_heavy() -> None:
    """OpenSSL is 3 MiB and 3 ms; each dataclass is a millisecond of every run."""
    modules = loaded_by(
        "import flake8_async_yield.plugin, flake8_async_yield.engine\n"
        "from flake8_async_yield.rules.base import checks\n"
        "checks()\n"
    )
    assert modules & {"_hashlib", "dataclasses", "pkgutil", "subprocess", "libcst"} == set()


def test_no_drawers() -> None:
    drawers = {"util", "utils", "helper", "helpers", "common", "misc"}
    assert [path for path in PACKAGE.rglob("*") if path.stem in drawers] == []


def test_every_file_says_why_it_is_there() -> None:
    for path in (*FILES, *Path(__file__).parent.glob("*.py")):
        assert ast.get_docstring(ast.parse(path.read_text())), path


# -- the rules' metadata


def test_codes_are_well_formed_and_used_once() -> None:
    codes = [code for rule in all_rules() for code in rule.codes]
    assert len(codes) == len(set(codes))
    for code, name in all_codes().items():
        assert code.startswith("AY")
        assert len(code) == 5
        assert code[2:].isdigit()
        assert name == name.lower()
        assert " " not in name
    assert set(opt_in_codes()) <= set(all_codes())


def test_code_documents_and_changelog_agree(checkout: Path) -> None:
    """A code that is added or taken away is added or taken away everywhere."""
    codes = set(all_codes())
    assert set(re.findall(r"AY\d{3}", (checkout / "CHANGELOG.md").read_text())) == codes
    pages = (checkout / "docs" / "rules").glob("AY*.md")
    assert {page.stem for page in pages} == codes


# -- the distribution


def test_every_folder_is_a_package() -> None:
    """setuptools packs packages: a folder without an `__init__.py` would be left out."""
    folders = {path.parent for path in FILES}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_the_version_is_said_once(checkout: Path) -> None:
    config = configparser.ConfigParser()
    config.read(checkout / "setup.cfg")
    assert config["metadata"]["version"] == "attr: flake8_async_yield.__version__"
    assert distribution("flake8-async-yield").version == flake8_async_yield.__version__
    assert f"## {flake8_async_yield.__version__}" in (checkout / "CHANGELOG.md").read_text()


def test_the_build_backend_stands_alone(checkout: Path) -> None:
    text = (checkout / "pyproject.toml").read_text()
    assert [line for line in text.splitlines() if line.startswith("[")] == ["[build-system]"]


def test_entry_points() -> None:
    points = {(p.group, p.name): p.value for p in distribution("flake8-async-yield").entry_points}
    assert points[("flake8.extension", "AY")] == "flake8_async_yield.plugin:Plugin"
    assert points[("console_scripts", "flake8-async-yield")] == "flake8_async_yield.cli:main"
    for point in distribution("flake8-async-yield").entry_points:
        assert callable(point.load())
