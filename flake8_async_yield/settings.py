"""What the user chose, frozen: built once a run from flake8's options or the command line."""

from __future__ import annotations

from typing import NamedTuple


class Settings(NamedTuple):
    """The options of the analysis; every field has the default that flake8 gives it.

    Decorators are dotted names (``app.decorators.logged``) or bare ones (``logged``).
    `roots` are folders that hold top-level packages, relative ones to the working folder.
    `python` is an interpreter or an environment whose packages are read ('' finds one).
    `cache_dir` is where module summaries are kept ('' is the user's cache folder).
    """

    transparent_decorators: frozenset[str] = frozenset()
    context_manager_decorators: frozenset[str] = frozenset()
    roots: tuple[str, ...] = ()
    python: str = ""
    cache_dir: str = ""
    use_cache: bool = True


OPT_IN = frozenset({"AY307", "AY308", "AY309", "AY312", "AY503"})
"""The codes that are off until the user selects them; the rules say the same of themselves.

They stand here too because flake8 asks for them before it is known whether a rule is needed.
"""
