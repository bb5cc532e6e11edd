"""What can be said of a file at the sight of its text, before anything is parsed.

A file without a word of async is only worth a look if something it imports is async. Most are
not, and there are more of them than of the others, so the answer is read off the text of the
imported files: the block of a name, and where a name comes from if it is imported there too.
Where sight does not tell, the answer is that it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_async_yield.project.finder import Finder, Found, absolute_name

LARGEST = 4_000_000
"""Files of more bytes than this are not looked at."""

FARTHEST = 6
"""Names that were imported through more modules than this are taken to be plain."""

WORDS = ("async", "await", "Async")

IMPORTS = re.compile(
    r"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n#]+)|import[ \t]+([^\n#]+))",
    re.MULTILINE,
)
ASYNC_DEFS = re.compile(r"^[ \t]*async[ \t]+def[ \t]+(\w+)", re.MULTILINE)
NAME = re.compile(r"[A-Za-z_]\w*")
NEXT_STATEMENT = re.compile(r"\n[^\s#)\]}]")
"""The line break before what begins a statement at the left margin."""

HEADS = ("", "def ", "class ", "async def ")
"""What stands before a name at the left margin that is bound there."""

ALWAYS = frozenset("anyio arq janus nats tortoise trio websockets".split())
"""Libraries that are async without saying so in their names; those called `aio...` are as well."""

SINCE_LATELY = frozenset({"discord", "telegram", "telethon"})
"""Libraries whose older releases were sync in part: a file without a word of async tells nothing
of the release, so that they count where they are installed."""

HANDED = {
    "fastapi": frozenset({"Request", "UploadFile", "WebSocket"}),
    "starlette": frozenset({"Request", "UploadFile", "WebSocket"}),
}
"""What frameworks hand to plain functions too, although its methods are async."""

PROSE = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|^[ \t]*#[^\n]*', re.MULTILINE)
"""Docstrings and whole lines of comment."""


def code_of(text: str) -> str:
    """`text` without its prose, where that is what speaks of async."""
    return PROSE.sub("", text) if any(word in text for word in WORDS) else text


def speaks_of_async(text: str) -> bool:
    """Whether the code in `text` has any word of async (`AsyncSession` counts)."""
    return any(word in text for word in WORDS) and _has_words(code_of(text))


def _has_words(code: str) -> bool:
    return any(word in code for word in WORDS)


def after(text: str, words: str) -> Iterator[int]:
    """The ends of `words` in `text`, wherever they stand with no letter before them.

    Plain finding is several times as fast as a pattern that has to be made for each word.
    """
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not _is_word(text[at - 1 : at]):
            yield end
        at = text.find(words, end)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def is_of_async_library(module: str, name: str, *, is_installed: bool) -> bool:
    """Whether a name (or module, if it is '') is something async, no word of which it bears."""
    top = module.partition(".")[0]
    if top in HANDED:
        return name in HANDED[top]
    return top in ALWAYS or top.startswith("aio") or (is_installed and top in SINCE_LATELY)


class Page:
    """The text of one file, and what was seen in it."""

    __slots__ = ("_defs", "_imports", "found", "speaks", "text")

    def __init__(self, found: Found, text: str) -> None:
        self.found = found
        self.text = code_of(text)
        self.speaks = _has_words(self.text)
        self._imports: dict[str, tuple[str, str]] | None = None
        self._defs: frozenset[str] | None = None

    @property
    def imports(self) -> dict[str, tuple[str, str]]:
        """how it is written -> (module, name in it; '' for the module itself); '*n' for a star.

        What `import a.b` brings is written `a.b`.
        """
        if self._imports is None:
            self._imports = {}
            for source, names, plain in IMPORTS.findall(self.text):
                if source:
                    self._from(source, names)
                    continue
                for part in plain.split(","):
                    words = part.split()
                    if words:
                        self._imports[words[-1]] = (words[0], "")
        return self._imports

    def _from(self, source: str, names: str) -> None:
        assert self._imports is not None
        level = len(source) - len(source.lstrip("."))
        module = absolute_name(
            self.found.name, self.found.is_package, level, source[level:]
        )
        if not module:
            return
        for line in names.strip("()").split("\n"):
            for part in line.partition("#")[0].replace("\\", "").split(","):
                words = part.split()
                if words and words[0] == "*":
                    self._imports[f"*{len(self._imports)}"] = (module, "*")
                elif words:
                    self._imports[words[-1]] = (module, words[0])

    @property
    def async_defs(self) -> frozenset[str]:
        """The names of the text's `async def`s, methods included."""
        if self._defs is None:
            self._defs = frozenset(ASYNC_DEFS.findall(self.text)) if self.speaks else frozenset()
        return self._defs

    def blocks(self, name: str) -> str:
        """The text of every statement at the left margin that defines or assigns `name`."""
        blocks: dict[int, str] = {}
        for head in HEADS:
            for end in after(self.text, head + name):
                start = end - len(head + name)
                if _is_word(self.text[end : end + 1]) or self.text[start - 1 : start] not in "\n":
                    continue
                following = NEXT_STATEMENT.search(self.text, end)
                blocks[start] = self.text[start : following.start() + 1 if following else None]
        return "".join(blocks[start] for start in sorted(blocks))

    def parts(self, name: str) -> set[str]:
        """What the text takes from the module that it calls `name`, dotted or not."""
        taken = (NAME.match(self.text, end) for end in after(self.text, f"{name}."))
        return {match.group() for match in taken if match is not None}


class Sight:
    """Answers for one run; what was read is kept."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self._pages: dict[str, Page | None] = {}
        self._answers: dict[tuple[str, str], bool] = {}

    def leading(self, path: str, text: str) -> frozenset[str]:
        """The names that `text` imports from the project which may be something async.

        `*0` and its like stand for the names of an `import *`.
        """
        page = Page(self.finder.module_at(path), text)
        return frozenset(
            written.partition(".")[0]
            for written, (module, name) in page.imports.items()
            if self._leads(page, written, module, name)
        )

    def _leads(self, page: Page, written: str, module: str, name: str) -> bool:
        """Whether an imported name, or what is taken from it if it is a module, is async."""
        dotted = f"{module}.{name}" if name else module
        found = self.finder.find(dotted, page.found) if name != "*" else None
        if found is None or found.origin != "project" or not found.path:
            if not name and module in HANDED:
                return not HANDED[module].isdisjoint(page.parts(written))
            return self._may_be_async(page.found, module, name, 0)
        return any(
            self._may_be_async(page.found, dotted, part, 1) for part in page.parts(written)
        )

    def _may_be_async(self, importer: Found, module: str, name: str, depth: int) -> bool:
        found = self.finder.find(module, importer)
        if found is None or found.origin != "project":
            # A library's names are async by words that the file itself has, as a rule.
            return is_of_async_library(module, name, is_installed=found is not None)
        if not found.path:
            submodule = name and self._may_be_async(importer, f"{module}.{name}", "", depth + 1)
            return bool(submodule) if depth < FARTHEST else False
        self.finder.evidence.leads(importer.path, found.path)
        page = self._page(found)
        if page is None or depth > FARTHEST:
            return False
        if name in ("", "*"):
            return page.speaks
        key = (found.path, name)
        if key not in self._answers:
            self._answers[key] = False  # while a cycle is followed
            self._answers[key] = self._is_async(page, importer, module, name, depth)
        return self._answers[key]

    def _is_async(self, page: Page, importer: Found, module: str, name: str, depth: int) -> bool:
        block = page.blocks(name)
        if block:
            if _has_words(block):
                return True
            if page.speaks and not page.async_defs.isdisjoint(NAME.findall(block)):
                return True
            head = block.partition("\n")[0]
            return any(
                written != name
                and any(not _is_word(head[end : end + 1]) for end in after(head, written))
                and self._may_be_async(page.found, *imported, depth + 1)
                for written, imported in page.imports.items()
            )
        if name in page.imports:
            return self._may_be_async(page.found, *page.imports[name], depth + 1)
        if page.found.is_package and self.finder.find(f"{module}.{name}", importer) is not None:
            return self._may_be_async(importer, f"{module}.{name}", "", depth + 1)
        if any(
            bound[0] == "*" and self._may_be_async(page.found, source, name, depth + 1)
            for bound, (source, _) in page.imports.items()
        ):
            return True
        return page.speaks and name in page.text  # bound in a way that sight does not follow

    def _page(self, found: Found) -> Page | None:
        if found.path not in self._pages:
            page = None
            try:
                stamp = self.finder.evidence.stamp(found.path)
                if stamp[0] and stamp[1] <= LARGEST:
                    with open(found.path, "rb") as file:
                        page = Page(found, file.read().decode("utf-8", "replace"))
            except (OSError, ValueError):
                pass
            self._pages[found.path] = page
        return self._pages[found.path]
