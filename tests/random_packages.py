"""Small packages built from parts, so that what is reported can be set against what CPython does.

A program is one package: `kind` x `binding` x `importing`, with one function for every use, each
on a line of its own. `observe` runs it; nothing here knows what the plugin reports.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import sys
import textwrap
import types
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from package_parts import BINDINGS, HEADER, IMPORTS, KINDS, TOOLS, USES


@dataclass(frozen=True)
class Program:
    """One package to write, run and lint."""

    kind: str
    binding: str
    importing: str
    flag: bool = True
    agreeing: bool = True
    """Whether the other branch, where there is one, gives a thing of the same kind."""


@dataclass
class Observed:
    """What CPython did: use -> the error raised on its line; and where each use stands."""

    lines: dict[int, str] = field(default_factory=dict)
    raised: dict[int, str] = field(default_factory=dict)
    dropped: str = ""
    """What the bare statement throws away: 'coroutine', 'async generator' or ''."""


def applicable(program: Program) -> bool:
    """Whether the way of importing can carry the binding."""
    binding = BINDINGS[program.binding]
    if program.importing == "TYPE_CHECKING":
        return bool(binding.given) and "{ref}" in binding.parameters
    if program.importing == "in function":
        return not binding.host and "{ref}" not in binding.parameters
    return True


def _definitions(program: Program) -> str:
    binding = BINDINGS[program.binding]
    kind = KINDS[program.kind]
    methods = [kind.format(name="run", first="self")]
    methods.append("@classmethod\n" + kind.format(name="build", first="cls"))
    methods.append("@staticmethod\n" + kind.format(name="still", first=""))
    box = "class Box:\n" + textwrap.indent("\n".join(methods), "    ")
    parts = [TOOLS, "OTHER = [1]", kind.format(name="make", first=""), box]
    if "AsyncIterator" in binding.definitions:
        parts.insert(0, "from collections.abc import AsyncIterator")
    other = "make()" if program.agreeing else "OTHER"
    return "\n".join([*parts, binding.definitions.replace("{other}", other)]) + "\n"


def _using(program: Program, package: str) -> str:
    binding = BINDINGS[program.binding]
    statement, written = (
        part.format(package=package, name=binding.exported) for part in IMPORTS[program.importing]
    )
    inside = program.importing == "in function"
    lines = [] if inside else [statement]
    if program.importing != "same module":
        lines.append("OTHER = [1]")
    other = f"{written}()" if program.agreeing else "OTHER"
    host = binding.host.format(ref=written)
    indent = "    " if host else ""
    lines.append(host)
    first = binding.first if host else ""
    for number, (use, text) in enumerate({**USES, "probe": "return {value}"}.items()):
        if binding.first == "cls" and host:
            lines.append(f"{indent}@classmethod")
        parameters = ", ".join(p for p in (first, binding.parameters.format(ref=written)) if p)
        lines.append(f"{indent}async def use_{number}({parameters}):")
        body = [statement] if inside else []
        body += binding.before.format(ref=written, other=other).splitlines()
        body.append(
            f"{text.format(value=binding.value.format(ref=written, other=other))}  # use: {use}"
        )
        lines += [f"{indent}    {line}" for line in body]
    return "\n".join(lines) + "\n"


def write(program: Program, folder: Path, package: str) -> Path:
    """Write `program` as `folder/package`; the file that holds the uses."""
    name = BINDINGS[program.binding].exported
    header = HEADER.format(flag=int(program.flag))
    root = folder / package
    root.mkdir(parents=True)
    definitions = header + _definitions(program)
    using = header + _using(program, package)
    if program.importing == "same module":
        using = definitions + _using(program, package)
    else:
        (root / "part.py").write_text(f"{definitions}__all__ = ['{name}']\n")
    initial = ""
    if program.importing == "re-export":
        initial = f"from .part import {name}\n"
    elif program.importing == "re-export renamed":
        initial = f"from .part import {name} as public\n"
    (root / "stars.py").write_text("from .part import *\n")
    (root / "__init__.py").write_text(initial)
    (root / "using.py").write_text(using)
    return root / "using.py"


def observe(program: Program, using: Path) -> Observed:
    """Import and run `using`, each use once."""
    package = using.parent.name
    sys.path.insert(0, str(using.parent.parent))
    importlib.invalidate_caches()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = importlib.import_module(f"{package}.using")
            return asyncio.run(_run(program, using, module))
    finally:
        sys.path.remove(str(using.parent.parent))
        for name in [n for n in sys.modules if n.partition(".")[0] == package]:
            del sys.modules[name]


async def _run(program: Program, using: Path, module: types.ModuleType) -> Observed:
    binding = BINDINGS[program.binding]
    observed = Observed()
    holder = module.Host() if binding.host else module
    beside = module
    if program.importing != "same module":
        beside = importlib.import_module(f"{using.parent.name}.part")
    arguments = []
    if binding.given:
        space = {"given": getattr(beside, binding.exported), **vars(module)}
        arguments.append(eval(binding.given.format(given="given"), space))
    marked = [
        (line, text.partition("# use: ")[2])
        for line, text in enumerate(using.read_text().splitlines(), start=1)
        if "# use: " in text
    ]
    for number, (line, use) in enumerate(marked):
        function = getattr(holder, f"use_{number}")
        observed.lines[line] = use
        try:
            result = await function(*arguments)
        except (TypeError, AttributeError) as error:
            frames = inspect.getinnerframes(error.__traceback__) if error.__traceback__ else []
            if any(f.filename == str(using) and f.lineno == line for f in frames):
                observed.raised[line] = type(error).__name__
            else:
                raise
        else:
            if use == "probe":
                observed.dropped = _dropped(result)
    return observed


def _dropped(result: object) -> str:
    if inspect.iscoroutine(result):
        result.close()
        return "coroutine"
    return "async generator" if inspect.isasyncgen(result) else ""
