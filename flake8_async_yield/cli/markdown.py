"""The little Markdown of the rules' pages, made readable on a terminal."""

from __future__ import annotations

import re
import textwrap

BOLD, DIM, CYAN, GREEN, OFF = "\033[1m", "\033[2m", "\033[36m", "\033[32m", "\033[0m"
ITEM = re.compile(r"(\s*)- (.*)")
LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")
CODE = re.compile(r"`([^`]+)`")
ESCAPE = re.compile(r"\033\[\d*m")


def render(page: str, width: int = 80) -> str:
    """`page` with headings, code and links set off by ANSI codes, wrapped at `width` columns."""
    width = max(40, min(width, 100))
    out: list[str] = []
    paragraph: list[str] = []
    in_code = False
    for line in [*page.splitlines(), ""]:
        if line.startswith("```"):
            out.extend(_wrapped(paragraph, width))
            paragraph = []
            in_code = not in_code
        elif in_code:
            out.append(f"    {GREEN}{line}{OFF}" if line else "")
        elif not line or line.startswith("#") or ITEM.match(line):
            out.extend(_wrapped(paragraph, width))
            paragraph = []
            if line.startswith("#"):
                out.append(f"{BOLD}{_inline(line.lstrip('# '))}{OFF}")
            elif line:
                paragraph = [line]
            else:
                out.append("")
        else:
            paragraph.append(line)
    return "\n".join(out).rstrip()


def _wrapped(paragraph: list[str], width: int) -> list[str]:
    if not paragraph:
        return []
    item = ITEM.match(paragraph[0])
    indent = f"{item[1]}  " if item else ""
    first = f"{item[1]}- {item[2]}" if item else paragraph[0]
    text = " ".join([first, *(line.strip() for line in paragraph[1:])])
    lines = textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return _inline("\n".join(lines)).split("\n")


def _inline(text: str) -> str:
    text = LINK.sub(lambda found: f"{found[1]} ({DIM}{found[2]}{OFF})", text)
    return CODE.sub(lambda found: f"{CYAN}{found[1]}{OFF}", text)
