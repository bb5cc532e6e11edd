"""`explain` and `rules`: the rules' pages and their table, as text or JSON."""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import sys

from flake8_async_yield.cli.markdown import render
from flake8_async_yield.rules.base import all_codes, opt_in_codes
from flake8_async_yield.rules.pages import page, sections, summary


def explain(wanted: str, form: str) -> int:
    """Print the page of the rule with that code or name; 2 where there is none."""
    codes = all_codes()
    code = next((c for c, name in codes.items() if wanted.upper() == c or wanted == name), None)
    if code is None:
        near = difflib.get_close_matches(wanted.upper(), codes, 1) or difflib.get_close_matches(
            wanted.lower(), codes.values(), 1
        )
        hint = f"; did you mean {near[0]}?" if near else ""
        print(f"flake8-async-yield: there is no rule {wanted}{hint}", file=sys.stderr)
        return 2
    text = page(code)
    if form == "json":
        entry = _entry(code) | {"page": text, "sections": sections(text)}
        print(json.dumps(entry, indent=2, ensure_ascii=False))
    elif sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        print(render(text, shutil.get_terminal_size().columns))
    else:
        print(text)
    return 0


def rules(form: str) -> int:
    """Print every rule: code, name, whether it is on, what it reports."""
    entries = [_entry(code) for code in all_codes()]
    if form == "json":
        print(json.dumps(entries, indent=2, ensure_ascii=False))
        return 0
    widest = max(len(str(entry["name"])) for entry in entries)
    for entry in entries:
        state = "opt-in" if entry["opt_in"] else ""
        print(f"{entry['code']}  {entry['name']:<{widest}}  {state:<6}  {entry['fix']}".rstrip())
    return 0


def _entry(code: str) -> dict[str, object]:
    return {
        "code": code,
        "name": all_codes()[code],
        "opt_in": code in opt_in_codes(),
        "fix": fix_of(code),
        "summary": summary(code),
    }


def fix_of(code: str) -> str:
    """What the page says first of the rule's fix: `safe`, `unsafe`, both, or '' for none."""
    words = re.findall(r"\w+", sections(page(code)).get("Fix", "").lower())
    return " and ".join(word for word in ("safe", "unsafe") if word in words)
