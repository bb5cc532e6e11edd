"""The rules' pages: the one source that `explain`, `docs/rules`, the README and an editor read.

A page is Markdown with fixed headings. It stands in its rule's docstring, or in the rule's
`pages` where one file serves several codes. `python -m flake8_async_yield.rules.pages CHECKOUT`
writes `docs/rules` and the README's table of a checkout anew.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
from pathlib import Path

from flake8_async_yield.rules.base import Rule, all_codes, all_rules, opt_in_codes

HEADINGS = (
    "What it does",
    "Why it fails",
    "Wrong",
    "Right",
    "What it does not flag",
    "Options",
    "Fix",
    "Since",
    "References",
)
"""What stands below the title of every page, in this order."""

FAMILIES = {
    "1": "Consumed in the wrong way",
    "2": "Async syntax where Python does not allow it",
    "3": "The resource's life around `yield` and `return`",
    "4": "The declaration says something else",
    "5": "Frameworks",
}
"""The hundreds digit of a code -> what its family is about."""

BEGIN = "<!-- rules: written by `python -m flake8_async_yield.rules.pages .` -->"
END = "<!-- /rules -->"
CODE_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(code: str) -> str:
    """The page of the rule `code`, as Markdown without a final newline; KeyError if unknown."""
    return _pages()[code]


def summary(code: str) -> str:
    """The first paragraph of the page's "What it does", as one line; KeyError if unknown."""
    first = sections(page(code)).get("What it does", "").partition("\n\n")[0]
    return " ".join(first.split())


def sections(text: str) -> dict[str, str]:
    """heading -> what stands below it, in the order of the page `text`."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    in_code = False
    for line in text.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        if line.startswith("## ") and not in_code:
            lines = found[line.removeprefix("## ").strip()] = []
        else:
            lines.append(line)
    return {heading: "\n".join(body).strip() for heading, body in found.items()}


def program(code: str, heading: str) -> str:
    """The program that stands under `heading` ("Wrong" or "Right"); ValueError unless just one."""
    blocks = CODE_BLOCK.findall(sections(page(code))[heading])
    if len(blocks) != 1:
        raise ValueError(f"{code}: {len(blocks)} programs under {heading!r}, not one")
    return str(blocks[0])


def table(folder: str = "docs/rules") -> str:
    """All rules as Markdown, a table for each family; the pages are linked in `folder`."""
    off = opt_in_codes()
    lines: list[str] = []
    family = ""
    for code, name in all_codes().items():
        if code[2] != family:
            family = code[2]
            title = f"**AY{family}xx: {FAMILIES[family]}**"
            lines += ["", title, "", "| code | name | what it reports |", "| --- | --- | --- |"]
        note = " (opt-in)" if code in off else ""
        link = f"{folder}/{code}.md" if folder else f"{code}.md"
        cell = summary(code).replace("|", "\\|")
        lines.append(f"| [{code}]({link}) | {name}{note} | {cell} |")
    return "\n".join(lines).strip()


def documents() -> dict[str, str]:
    """file name -> text of everything that stands in `docs/rules`."""
    files = {f"{code}.md": page(code) + "\n" for code in all_codes()}
    files["README.md"] = f"# Rules\n\n{table(folder='')}\n"
    return files


def with_table(text: str) -> str:
    """`text`, a README, with the table between its two marks written anew.

    ValueError where the marks are missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for the table: {BEGIN} ... {END}")
    return f"{before}{begin}\n\n{table()}\n\n{end}{after}"


def write(checkout: Path) -> list[Path]:
    """Bring `docs/rules` and the README of `checkout` up to date; the files that changed."""
    folder = checkout / "docs" / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {folder / name: text for name, text in documents().items()}
    readme = checkout / "README.md"
    wanted[readme] = with_table(readme.read_text(encoding="utf-8"))
    changed: list[Path] = []
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    for path in folder.glob("*.md"):
        if path not in wanted:
            path.unlink()
            changed.append(path)
    return changed


@functools.cache
def _pages() -> dict[str, str]:
    """code -> page, for every rule there is."""
    found: dict[str, str] = {}
    for rule in all_rules():
        own = getattr(rule, "pages", {})
        for code in rule.codes:
            found[code] = inspect.cleandoc(own[code] if code in own else _docstring(rule))
    return found


def _docstring(rule: Rule) -> str:
    # Not inspect.getdoc: it would give the base class's docstring where a rule has none.
    return type(rule).__doc__ or ""


if __name__ == "__main__":
    for changed in write(Path(sys.argv[1] if len(sys.argv) > 1 else ".")):
        print(changed)
